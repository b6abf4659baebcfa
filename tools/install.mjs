import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, run } from "./child-process.mjs";
import { npmCommand, root } from "./node24.mjs";
import { announced, Told } from "./progress-line.mjs";

const STAMP = ".installed-for";

/** Installs when there is nothing: a command beside a running desk must not take its packages away. */
export async function installIfMissing(node, checkout = root) {
  if (!existsSync(join(checkout, "node_modules"))) await install(node, checkout);
}

/** Makes `node_modules` what the lock says, for this platform and Node; costs milliseconds when it already is. */
export async function install(node, checkout = root) {
  const reason = whyInstall(checkout);
  if (reason === null) return;
  await announced(`Installing packages: ${reason}`, async () => {
    const npm = npmCommand(node);
    // scripts run by name below, whatever npm's version does about them
    const how = [
      "--ignore-scripts",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    await must(await run([...npm, "ci", ...how], { cwd: checkout }), "npm ci");
    const named = scriptsToRun(checkout);
    if (named.length > 0) {
      await must(
        await run([...npm, "rebuild", "--ignore-scripts=false", ...named], { cwd: checkout }),
        "npm rebuild",
      );
    }
    writeFileSync(join(checkout, "node_modules", STAMP), key(checkout));
  });
}

/** Why packages have to be installed, in words for a person, or null. */
export function whyInstall(checkout = root) {
  const folder = join(checkout, "node_modules");
  if (!existsSync(folder)) return "there are none yet";
  const stamp = join(folder, STAMP);
  if (existsSync(stamp)) {
    return readFileSync(stamp, "utf8") === key(checkout)
      ? null
      : "the lock, the platform or Node has changed";
  }
  if (!holdsTheLock(checkout)) return "what is there was not made from this lock";
  // somebody ran npm ci by hand
  writeFileSync(stamp, key(checkout));
  return null;
}

/** Packages with install scripts that this project lets run and that this platform has. */
function scriptsToRun(checkout) {
  const { allowScripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const named = Object.keys(allowScripts ?? {}).filter((name) => allowScripts[name] === true);
  return named.filter((name) => existsSync(join(checkout, "node_modules", name)));
}

function key(checkout) {
  const lock = createHash("sha256")
    .update(readFileSync(join(checkout, "package-lock.json")))
    .digest("hex");
  const major = Number.parseInt(readFileSync(join(checkout, ".nvmrc"), "utf8"), 10);
  return `${lock} ${process.platform} ${process.arch} node${major}`;
}

/** Whether npm's own note of what it installed equals the lock, packages of other platforms aside. */
function holdsTheLock(checkout) {
  const note = join(checkout, "node_modules", ".package-lock.json");
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, "utf8")).packages;
  const locked = JSON.parse(readFileSync(join(checkout, "package-lock.json"), "utf8")).packages;
  const same = (path) => installed[path]?.version === locked[path]?.version;
  const wanted = Object.keys(locked).filter((path) => path.includes("node_modules/"));
  return (
    Object.keys(installed).every((path) => path in locked && same(path)) &&
    wanted.every(
      (path) => path in installed || locked[path].optional === true || locked[path].devOptional === true,
    )
  );
}

async function must({ code, output }, what) {
  if (code !== 0) throw new Told(`${lastLines(output)}\n${what} failed (exit code ${code}).`);
}
