/** `npm run bench [-- NAME…]`: runs `apps/trader/bench/NAME.bench.ts`, one after the other; a JSON line per measurement. */
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { buildDashboard } from "./build-dashboard.mjs";
import { lastLines, run } from "./child-process.mjs";
import { install } from "./install.mjs";
import { node24, root } from "./node24.mjs";
import { readMeasurement } from "./measurement.mjs";
import { asScript, say, Told } from "./progress-line.mjs";

const folder = join(root, "apps", "trader", "bench");
const ENDING = ".bench.ts";

await asScript(async () => {
  const names = chosen(process.argv.slice(2));
  const node = await node24();
  await install(node);
  await buildDashboard(node);
  let failed = 0;
  for (const name of names) if (!(await measure(node, name))) failed += 1;
  return failed > 0 ? 1 : 0;
});

function chosen(asked) {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(ENDING)) : [];
  const known = files.map((file) => file.slice(0, -ENDING.length)).sort();
  if (known.length === 0) throw new Told(`There is no bench in ${folder}.`);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Told(`No bench is called ${unknown.join(", ")}; there are ${known.join(", ")}.`, 2);
  return asked.length > 0 ? asked : known;
}

async function measure(node, name) {
  say(`${name} …`);
  const machine = { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: availableParallelism() };
  let printed = 0;
  let bad = null;
  const onLine = (line) => {
    const read = readMeasurement(line, machine);
    if (typeof read === "string") bad ??= read;
    else {
      printed += 1;
      console.log(JSON.stringify(read));
    }
  };
  const { code, output } = await run([node, join(folder, name + ENDING)], { cwd: root, onLine });
  const trouble = code !== 0 ? `exit code ${code}` : (bad ?? (printed === 0 ? "it measured nothing" : null));
  if (trouble !== null) say(`${lastLines(output)}\n${name} failed: ${trouble}`);
  return trouble === null;
}
