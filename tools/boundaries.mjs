/** Fails on a forbidden import, and as well when the tool did not look at every module: a silent pass is worse than none. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { MAY_USE } from "./may-use.mjs";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const root = resolve(process.argv[2] ?? here);

const faults = await examine();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function examine() {
  const files = ["packages", "apps"].flatMap((folder) => modulesIn(join(root, folder)));
  if (files.length === 0) return [`no modules under ${root}: nothing was looked at`];
  const { modules, summary } = await cruise();
  const seen = new Set(modules.map(({ source }) => source));
  const missed = files.filter((file) => !seen.has(file));
  console.log(
    `${files.length - missed.length} of ${files.length} modules looked at, ${summary.totalDependenciesCruised} imports`,
  );
  return [
    ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ...missed.map((file) => `not looked at: ${file}`),
    ...files
      .filter((file) => unitOf(file) === undefined)
      .map((file) => `of no unit in tools/may-use.mjs: ${file}`),
  ];
}

/** Every TypeScript module, counted without the tool whose word is in question. */
function modulesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : modulesIn(path);
    return /\.tsx?$/.test(entry.name) ? [relative(root, path).split(sep).join("/")] : [];
  });
}

function unitOf(file) {
  return Object.keys(MAY_USE).find((unit) => file.startsWith(`${unit}/`));
}

function cruise() {
  const tool = join(here, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const args = [tool, "packages", "apps", "--config", join(root, ".dependency-cruiser.mjs"), "-T", "json"];
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      try {
        done(JSON.parse(stdout));
      } catch {
        failed(new Error(`dependency-cruiser did not answer: ${stderr || error?.message || "no output"}`));
      }
    });
  });
}
