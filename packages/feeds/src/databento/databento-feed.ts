import { Worker } from "node:worker_threads";
import { ALL_INSTRUMENTS, MarketBatchWriter, type EpochMicros } from "@smart0dte/domain";
import type { FeedMessage, FeedOptions, FeedOrder } from "./feed-messages.ts";

export interface FeedHandlers {
  onMessage(message: FeedMessage): void;
}

/** The desk's end of a feed that runs in a thread of its own. */
export interface DatabentoFeed {
  /** One batch has been worked off. At most four are under way; beyond that the thread conflates quotes. */
  taken(): void;
  /** The desk made a timer input after all messages so far: kept with a recording, so that it can be replayed. */
  timer(at: EpochMicros): void;
  /** A person asked something of the desk: a recording says that it happened, not what it was. */
  asked(at: EpochMicros): void;
  /** The thread's event-loop delay, milliseconds: 99th percentile of its last second. */
  readonly loopDelayMs: number;
  /** Nothing is told any more; resolves when the sockets are closed and the recording is on disk. */
  close(): Promise<void>;
}

/** Nothing of a thread that hangs is worth waiting for longer. */
const CLOSING_MS = 5_000;

/** Starts the thread; everything that follows, its end included, comes as a message. */
export const openDatabentoFeed = (options: FeedOptions, on: FeedHandlers): DatabentoFeed =>
  new ThreadFeed(options, on);

class ThreadFeed implements DatabentoFeed {
  readonly #worker: Worker;
  readonly #on: FeedHandlers;
  readonly #ended: Promise<void>;
  #isOver = false;
  #inputs = 0;
  #reached: EpochMicros | null = null;
  loopDelayMs = 0;

  constructor(options: FeedOptions, on: FeedHandlers) {
    this.#on = on;
    this.#worker = new Worker(new URL("./feed-worker.ts", import.meta.url), { workerData: options });
    this.#worker.on("message", (message: FeedMessage) => this.#hear(message));
    this.#worker.on("error", (error: Error) => this.#fail(error.message));
    this.#ended = new Promise((resolve) => {
      this.#worker.on("exit", (code) => {
        this.#fail(`its thread ended with code ${code}`);
        resolve();
      });
    });
  }

  taken(): void {
    this.#say({ kind: "taken" });
  }

  timer(at: EpochMicros): void {
    this.#say({ kind: "timer", at, after: this.#inputs });
  }

  asked(at: EpochMicros): void {
    this.#say({ kind: "asked", at, after: this.#inputs });
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#say({ kind: "close" });
    const late = setTimeout(() => void this.#worker.terminate(), CLOSING_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #say(order: FeedOrder): void {
    this.#worker.postMessage(order);
  }

  #hear(message: FeedMessage): void {
    if (this.#isOver) return;
    if (message.kind === "market" || message.kind === "instruments") this.#inputs += 1;
    if (message.kind === "market") this.#reached = message.at;
    if (message.kind === "counts") this.loopDelayMs = message.loopDelayMs;
    this.#on.onMessage(message);
  }

  #fail(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const message of lastWords(this.#reached, why)) this.#on.onMessage(message);
  }
}

/** What a thread that broke is made to say: whatever it quoted is dead. `reached`: null where it quoted nothing. */
export function lastWords(reached: EpochMicros | null, why: string): readonly FeedMessage[] {
  const failed: FeedMessage = { kind: "failed", why };
  if (reached === null) return [failed];
  const writer = new MarketBatchWriter(1);
  writer.gap({ instrument: ALL_INSTRUMENTS, at: reached, how: "quoted" });
  return [{ kind: "market", batch: writer.take(), at: reached, receivedAtMs: Date.now() }, failed];
}
