import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BrokerLink, CommandAct, DeskReply } from "@smart0dte/domain";
import type {
  BookedLeg,
  DeskBooks,
  DeskSample,
  FaultDeskSettings,
  FromFaultDesk,
  ToFaultDesk,
} from "./desk-words.ts";

export interface DeskListeners {
  readonly onUp: (up: Extract<FromFaultDesk, { kind: "up" }>) => void;
  readonly onLink: (link: BrokerLink, atMs: number) => void;
  readonly onBooked: (legs: readonly BookedLeg[]) => void;
  readonly onSample: (sample: DeskSample) => void;
  /** It ended without having been killed; what it last said is the reason. */
  readonly onDeath: (why: string) => void;
}

export const DESK_MODULE = new URL("./desk-main.ts", import.meta.url);

const LAST_WORDS = 2_000;

/** One life of the desk's process. */
export class DeskHandle {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: FromFaultDesk | null) => void>();
  readonly #exited: Promise<void>;
  #asked = 0;
  #isKilled = false;

  constructor(module: URL, settings: FaultDeskSettings, listeners: DeskListeners) {
    const child = fork(fileURLToPath(module), [JSON.stringify(settings)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-LAST_WORDS)));
    child.on("message", (message: FromFaultDesk) => {
      if (!this.#isKilled) this.#hear(message, listeners);
    });
    // a message to a process that has just been killed fails; that it is gone is told by its exit
    child.on("error", () => {});
    this.#exited = new Promise((resolve) => {
      child.once("close", () => {
        for (const settle of this.#waiting.values()) settle(null);
        this.#waiting.clear();
        resolve();
        if (!this.#isKilled) listeners.onDeath(said.trim());
      });
    });
    this.#child = child;
  }

  /** kill -9; nothing that it said is heard after it. Resolves when the process is gone. */
  kill(): Promise<void> {
    this.#isKilled = true;
    this.#child.kill("SIGKILL");
    return this.#exited;
  }

  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** Null when the process is gone before it answers. */
  async books(): Promise<DeskBooks | null> {
    const answer = await this.#ask((n) => ({ kind: "books", n }));
    return answer?.kind === "books" ? answer.books : null;
  }

  /** Null when the process is gone before it answers. */
  async command(act: CommandAct): Promise<DeskReply | null> {
    const answer = await this.#ask((n) => ({ kind: "command", n, act }));
    return answer?.kind === "answer" ? answer.reply : null;
  }

  #ask(of: (n: number) => ToFaultDesk): Promise<FromFaultDesk | null> {
    this.#asked += 1;
    const n = this.#asked;
    if (!this.#child.connected) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting.set(n, resolve);
      this.#child.send(of(n));
    });
  }

  #hear(message: FromFaultDesk, listeners: DeskListeners): void {
    switch (message.kind) {
      case "up":
        return listeners.onUp(message);
      case "link":
        return listeners.onLink(message.link, message.atMs);
      case "booked":
        return listeners.onBooked(message.legs);
      case "sample":
        return listeners.onSample(message.sample);
      case "books":
      case "answer":
        this.#waiting.get(message.n)?.(message);
        this.#waiting.delete(message.n);
        return;
    }
  }
}
