import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Cookie } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../../..");
const MAIN = join(ROOT, "apps/trader/src/main.ts");
const OPENS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 20_000;

export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The real desk as a child process on a data folder of its own. */
export class RunningDesk {
  readonly folder: string;
  readonly #args: readonly string[];
  /** How the administrator gets in: first by the printed password, then by the chosen one. */
  admin: Login = { user: "", password: "" };
  /** The cookie of the administrator's session, once signed in. */
  session: readonly Cookie[] = [];
  #child: ChildProcess | null = null;
  #said = "";

  private constructor(folder: string, args: readonly string[]) {
    this.folder = folder;
    this.#args = args;
  }

  static async start(...args: readonly string[]): Promise<RunningDesk> {
    const folder = mkdtempSync(join(tmpdir(), "journey-"));
    // the database server may run under an account of its own
    chmodSync(folder, 0o755);
    const desk = new RunningDesk(folder, args);
    await desk.open();
    desk.admin = loginIn(desk.#said);
    return desk;
  }

  /** Starts on the same folder and waits for the address. */
  async open(port = "0"): Promise<void> {
    this.#said = "";
    const words = ["desk", "--port", port, "--data", this.folder, ...this.#args];
    const child = spawn(process.execPath, [MAIN, ...words], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    const keep = (text: Buffer): void => {
      this.#said += text.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    this.#child = child;
    const isOver = (): boolean => child.exitCode !== null;
    await until(
      () => this.#find(/is open on (\S+)/) !== null || isOver(),
      OPENS_WITHIN_MS,
      () => this.#said,
    );
    if (isOver()) throw new Error(`The desk did not open.\n${this.#said}`);
  }

  /** Starts again where its pages look for it. */
  async reopen(): Promise<void> {
    await this.open(new URL(this.address).port);
  }

  get address(): string {
    return this.#find(/is open on (\S+)/) ?? "";
  }

  /** Adds a person at the command line, beside the running desk. */
  async addUser(name: string, role: string): Promise<Login> {
    return loginIn(await this.#ask("add", name, "--role", role));
  }

  /** Gives a person a second factor at the command line; its secret. */
  async secondFactor(name: string): Promise<string> {
    return /secret\s+(\S+)/.exec(await this.#ask("second-factor", name))?.[1] ?? "";
  }

  /** What the command line prints about people, beside the running desk. */
  async #ask(...about: readonly string[]): Promise<string> {
    const words = ["admin", "user", ...about, "--data", this.folder];
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => {
      said += text.toString();
    });
    await new Promise((over) => child.once("close", over));
    return said;
  }

  /** Ends it without a word, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ends it as a person would, and leaves nothing behind. */
  async close(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await until(
      () => child.exitCode !== null || child.signalCode !== null,
      ENDS_WITHIN_MS,
      () => this.#said,
    );
  }

  #find(pattern: RegExp): string | null {
    return pattern.exec(this.#said)?.[1] ?? null;
  }
}

function loginIn(text: string): Login {
  const user = /sign in as\s+(\S+)/.exec(text)?.[1];
  const password = /password\s+(\S+)/.exec(text)?.[1];
  if (user === undefined || password === undefined) throw new Error(`No login in:\n${text}`);
  return { user, password };
}

/** Waits for something that is true sooner or later; says what there was when it is not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
  trouble: () => string | null,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${withinMs} ms in vain.\n${trouble() ?? ""}`);
    await new Promise((later) => setTimeout(later, 100));
  }
}
