import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { serverEnvironment, type Cluster } from "./cluster.ts";
import { leftBehind, readPidFile, servesIn } from "./pid-file.ts";
import { identityOf, type ServerAccount } from "./server-account.ts";
import type { ServerBinaries } from "./server-binaries.ts";

/** A started server: not yet necessarily one that answers. */
export interface ServerProcess {
  readonly port: number;
  /** What the log says of its end; null while it runs. */
  ended(): string | null;
}

/** Starts a server that outlives this process, writes to the cluster's log and listens on 127.0.0.1 alone. */
export async function startServer(
  { data, log }: Cluster,
  { postgres }: ServerBinaries,
  account: ServerAccount,
): Promise<ServerProcess> {
  const port = await freePort();
  const from = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const output = openSync(log, "a", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    log_checkpoints: "off",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", data, ...args], {
    cwd: "/",
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", output, output],
    ...identityOf(account),
  });
  closeSync(output);
  let failure: Error | null = null;
  child.on("error", (error) => (failure = error));
  child.unref();
  return { port, ended: () => failure?.message ?? (hasEnded(child) ? lastFatal(log, from) : null) };
}

const ORDERLY_MS = 30_000;
const AT_ONCE_MS = 10_000;

/** Ends the server of the cluster, if one runs: in order, and if that takes too long, at once (the next start recovers). */
export async function stopServer(data: string, { pgCtl }: ServerBinaries): Promise<void> {
  const pid = readPidFile(data)?.pid;
  if (pid === undefined || !servesIn(data, pid)) return;
  if (process.platform === "win32") {
    spawnSync(pgCtl, ["stop", "-D", data, "-m", "fast", "-w"], { cwd: "/", env: serverEnvironment() });
    return;
  }
  for (const [signal, patienceMs] of [
    ["SIGINT", ORDERLY_MS],
    ["SIGQUIT", AT_ONCE_MS],
  ] as const) {
    send(pid, signal);
    // its file goes before it does
    if (await gone(() => !servesIn(data, pid), patienceMs)) return;
  }
  throw new Error(`The database server (process ${pid}) does not end.`);
}

const POLITE_MS = 2_000;

/** Ends what a killed server left at work in its folder: a new one does not start beside it. */
export async function endLeftBehind(data: string): Promise<number> {
  const found = leftBehind(data).length;
  for (const signal of [null, "SIGQUIT", "SIGKILL"] as const) {
    for (const pid of leftBehind(data)) if (signal !== null) send(pid, signal);
    if (await gone(() => leftBehind(data).length === 0, POLITE_MS)) return found;
  }
  return found;
}

async function gone(isGone: () => boolean, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!isGone()) {
    if (performance.now() > until) return false;
    await wait(5);
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // it went by itself meanwhile
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

function lastFatal(log: string, from: number): string {
  const said = readFileSync(log).subarray(from).toString("utf8").trim().split("\n");
  return said.findLast((line) => /FATAL|PANIC/.test(line)) ?? said.at(-1) ?? "it said nothing";
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
