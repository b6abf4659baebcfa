#!/usr/bin/env node
/** The `smart0dte` command on the right Node; standard output is the command's alone. */
import { join } from "node:path";
import { handOver } from "./child-process.mjs";
import { installIfMissing } from "./install.mjs";
import { node24, root } from "./node24.mjs";
import { asScript } from "./progress-line.mjs";

await asScript(async () => {
  const node = await node24();
  await installIfMissing(node);
  return handOver([node, join(root, "apps", "trader", "src", "main.ts"), ...process.argv.slice(2)]);
});
