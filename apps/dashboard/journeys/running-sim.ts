import { spawn, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { until } from "./running-desk.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const MAIN = join(ROOT, "apps/trader/src/main.ts");
const OPENS_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 10_000;

/** `smart0dte sim` as a child process: a market and a TWS for a desk that is told where they are. */
export class RunningSim {
  readonly #child: ChildProcess;
  #said = "";

  private constructor(args: readonly string[]) {
    const child = spawn(
      process.execPath,
      [MAIN, "sim", "--databento-port", "0", "--tws-port", "0", ...args],
      {
        cwd: ROOT,
        stdio: ["pipe", "pipe", "pipe"],
      },
    );
    const keep = (text: Buffer): void => {
      this.#said += text.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    this.#child = child;
  }

  static async start(...args: readonly string[]): Promise<RunningSim> {
    const sim = new RunningSim(args);
    const isOver = (): boolean => sim.#child.exitCode !== null;
    await until(
      () => sim.#said.includes("Ctrl-C ends") || isOver(),
      OPENS_WITHIN_MS,
      () => sim.#said,
    );
    if (isOver()) throw new Error(`The simulation did not open.\n${sim.#said}`);
    return sim;
  }

  /** HOST:PORT of its data. */
  get gateway(): string {
    return this.#find(/Databento live protocol on ([\d.:]+),/);
  }

  /** HOST:PORT of its TWS. */
  get tws(): string {
    return this.#find(/TWS protocol on ([\d.:]+),/);
  }

  get key(): string {
    return this.#find(/, key (\S+)/);
  }

  /** As a person would type it: `speed 240`. */
  line(text: string): void {
    this.#child.stdin?.write(`${text}\n`);
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await until(
      () => child.exitCode !== null || child.signalCode !== null,
      ENDS_WITHIN_MS,
      () => this.#said,
    );
  }

  #find(pattern: RegExp): string {
    return pattern.exec(this.#said)?.[1] ?? "";
  }
}
