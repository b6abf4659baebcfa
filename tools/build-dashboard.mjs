import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, run } from "./child-process.mjs";
import { root } from "./node24.mjs";
import { announced, Told } from "./progress-line.mjs";

const SOURCES = [
  "apps/dashboard/src",
  "apps/dashboard/public",
  "apps/dashboard/index.html",
  "apps/dashboard/vite.config.ts",
  "apps/dashboard/package.json",
  "apps/gateway/src/contract",
  "packages/domain/src",
  "package-lock.json",
];

/** Builds the browser's files into `apps/dashboard/dist` when what they are made of has changed. */
export async function buildDashboard(node, checkout = root) {
  const stamp = join(checkout, "apps", "dashboard", "dist", ".built-from");
  const wanted = fingerprint(checkout);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await announced("Building the dashboard", async () => {
    rmSync(stamp, { force: true });
    const vite = join(checkout, "node_modules", "vite", "bin", "vite.js");
    const { code, output } = await run([node, vite, "build", "--logLevel", "warn"], {
      cwd: join(checkout, "apps", "dashboard"),
    });
    if (code !== 0) throw new Told(`${lastLines(output)}\nThe dashboard does not build.`);
    writeFileSync(stamp, wanted);
  });
}

/** A hash over the names and contents of all that the build reads, tests aside. */
export function fingerprint(checkout = root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesIn(checkout, source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(checkout, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesIn(checkout, path) {
  const full = join(checkout, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full).sort();
  return names
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesIn(checkout, `${path}/${name}`));
}
