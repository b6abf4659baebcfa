import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { giveTo, identityOf, type ServerAccount } from "./server-account.ts";
import type { ServerBinaries } from "./server-binaries.ts";

/** A database cluster on disk and the key to it. */
export interface Cluster {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

export const SUPERUSER = "smart0dte";

/** The cluster in `pg`, made first where there is none. The caller holds the folder, so nobody else makes one. */
export async function openCluster(
  pg: string,
  binaries: ServerBinaries,
  account: ServerAccount,
): Promise<Cluster> {
  removeUnfinished(pg);
  if (!existsSync(pg)) {
    await makeCluster(pg, binaries, account);
    // the killed start's initdb may have written on for a moment
    removeUnfinished(pg);
  }
  return {
    data: join(pg, "data"),
    log: join(pg, "server.log"),
    password: readFileSync(join(pg, "password"), "utf8").trim(),
  };
}

async function makeCluster(pg: string, { initdb }: ServerBinaries, account: ServerAccount): Promise<void> {
  const unfinished = `${pg}.new.${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(account, unfinished);
  const password = join(unfinished, "password");
  writeFileSync(password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600, flush: true });
  giveTo(account, password);
  const options = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", `--username=${SUPERUSER}`];
  await run(initdb, [`--pgdata=${join(unfinished, "data")}`, `--pwfile=${password}`, ...options], account);
  renameSync(unfinished, pg);
  syncFolder(dirname(pg));
}

/** What a start left behind that was killed while it made the cluster. */
function removeUnfinished(pg: string): void {
  for (const name of readdirSync(dirname(pg))) {
    if (!name.startsWith(`${basename(pg)}.new.`)) continue;
    rmSync(join(dirname(pg), name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Surroundings of the server: nothing of the caller's `PG…` variables, and messages that can be read for their words. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  SystemRoot: process.env["SystemRoot"],
  LC_ALL: "C",
  TZ: "UTC",
});

function run(program: string, args: readonly string[], account: ServerAccount): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: "/",
      env: serverEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
      ...identityOf(account),
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(program)} failed (${signal ?? code ?? "unknown"}): ${said.trim()}`));
    });
  });
}

function syncFolder(folder: string): void {
  // Windows opens no folder for this
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
