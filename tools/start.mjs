/** `npm start`: brings what is missing, then opens the desk in the foreground. */
import { join } from "node:path";
import { buildDashboard } from "./build-dashboard.mjs";
import { handOver } from "./child-process.mjs";
import { install } from "./install.mjs";
import { node24, root } from "./node24.mjs";
import { asScript } from "./progress-line.mjs";

await asScript(async () => {
  const node = await node24();
  await install(node);
  await buildDashboard(node);
  return handOver([node, join(root, "apps", "trader", "src", "main.ts"), "desk", ...process.argv.slice(2)]);
});
