import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openEmbeddedPostgres, runningDatabaseUrl } from "@smart0dte/storage/embedded";
import { openStore, type Store } from "@smart0dte/storage/postgres";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const PATIENCE_MS = 50_000;
/** Long work ends within this on a busy machine; what does not is stuck, and says where. */
const ENDS_WITHIN_MS = 110_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** One `smart0dte` process and what it says. */
export class DeskChild {
  readonly process: ChildProcess;
  readonly #ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";

  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    stdin: "ignore" | "pipe" = "ignore",
  ) {
    this.process = spawn(process.execPath, [MAIN, ...args], {
      stdio: [stdin, "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    this.process.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#stdout += text));
    this.process.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    this.#ended = once(this.process, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: linesOf(this.#stdout),
      stderr: linesOf(this.#stderr),
    }));
  }

  get pid(): number {
    return this.process.pid ?? Number.NaN;
  }

  get stdout(): readonly string[] {
    return linesOf(this.#stdout);
  }

  get isOver(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** The first group of the first match in either stream, once it is there. */
  async says(pattern: RegExp): Promise<string> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
      if (found !== null) return found[1] ?? found[0];
      if (this.isOver || performance.now() > until)
        throw new Error(`The desk never said ${pattern}, but:\n${this.#stdout}${this.#stderr}`);
      await wait(5);
    }
  }

  /** A line on its standard input. */
  hears(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  address(): Promise<string> {
    return this.says(/^Smart-0DTE is open on (\S+)$/m);
  }

  digest(): Promise<string> {
    return this.says(/^digest ([0-9a-f]{64})$/m);
  }

  async firstLogin(): Promise<{ readonly name: string; readonly password: string }> {
    return {
      name: await this.says(/^ {2}sign in as {2}(\S+)$/m),
      password: await this.says(/^ {2}password {4}(\S+)$/m),
    };
  }

  async end(signal: NodeJS.Signals): Promise<Ended> {
    if (!this.isOver) this.process.kill(signal);
    return this.ended();
  }

  /** A process that does not end is ended, and what it had said is the error. */
  async ended(withinMs = ENDS_WITHIN_MS): Promise<Ended> {
    const late = setTimeout(() => {
      this.#stderr += "\n[stuck: it did not end by itself]";
      this.process.kill("SIGKILL");
    }, withinMs);
    const ended = await this.#ended;
    clearTimeout(late);
    if (ended.stderr.at(-1)?.startsWith("[stuck") === true)
      throw new Error(
        `${this.process.spawnargs.slice(2).join(" ")} never ended, but said:\n${this.#stdout}${this.#stderr}`,
      );
    return ended;
  }
}

/** A command that is expected to end by itself. */
export const runCommand = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> =>
  new DeskChild(args, env).ended();

/** A data folder with the desks that are started on it; nothing of either outlives the test. */
export class DeskFolder {
  readonly path = mkdtempSync(join(tmpdir(), "smart0dte-desk-"));
  readonly #started: DeskChild[] = [];

  constructor() {
    // the server's account must get in where the tests run as root
    chmodSync(this.path, 0o755);
  }

  start(args: readonly string[], env?: Readonly<Record<string, string>>): DeskChild {
    const desk = new DeskChild(["desk", "--port", "0", "--data", this.path, ...args], env);
    this.#started.push(desk);
    return desk;
  }

  /** Processes of the folder's database. */
  servers(): readonly number[] {
    const data = join(this.path, "pg", "data");
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && workingFolder(pid) === data);
  }

  /** The same instant for all of them, as near as one process can. */
  async killServers(): Promise<void> {
    for (const pid of this.servers()) killOne(pid);
    while (this.servers().length > 0) await wait(10);
  }

  journals(date: string): readonly string[] {
    const folder = join(this.path, "journal", date);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  }

  /** Looks into the database of the desk that runs, or of the folder while none does. */
  async look<Seen>(work: (store: Store, url: string) => Promise<Seen>): Promise<Seen> {
    const running = runningDatabaseUrl(this.path);
    const server = running === null ? await openEmbeddedPostgres({ folder: this.path, log: () => {} }) : null;
    const url = running ?? server?.url ?? "";
    const store = await openStore(url, { connections: 2 });
    try {
      return await work(store, url);
    } finally {
      await store.close();
      await server?.stop();
    }
  }

  endAll(signal: NodeJS.Signals): Promise<readonly Ended[]> {
    return Promise.all(this.#started.map((desk) => desk.end(signal)));
  }

  async remove(): Promise<void> {
    await this.endAll("SIGKILL");
    await this.killServers();
    rmSync(this.path, { recursive: true, force: true });
  }
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // gone by itself
  }
}
