import type { IncomingMessage } from "node:http";
import { HistoricalError } from "./historical-error.ts";

const MOST_QUEUED = 1024 * 1024;

/**
 * What has come of a body and was not yet taken, from the answer's beginning on:
 * a stream that breaks throws its own buffer away, and with it what has been paid for.
 */
export class BodyQueue {
  readonly #stream: IncomingMessage;
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #problem: unknown = null;
  #wake: () => void = () => {};

  constructor(stream: IncomingMessage) {
    this.#stream = stream;
    stream.on("data", (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
      if (this.#bytes > MOST_QUEUED) stream.pause();
      this.#wake();
    });
    stream.on("error", (problem) => this.#end(problem));
    stream.on("end", () => this.#end(null));
    // one that was broken before it was read tells nothing more
    stream.on("close", () => this.#end(null));
  }

  /** Whether the server said itself that this was all. */
  get complete(): boolean {
    return this.#stream.complete;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What broke the stream; null if it came to its end. */
  get problem(): unknown {
    return this.#problem;
  }

  shift(): Uint8Array | null {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return null;
    this.#bytes -= chunk.length;
    if (this.#bytes <= MOST_QUEUED / 2 && this.#stream.isPaused()) this.#stream.resume();
    return chunk;
  }

  /** Waits for the next bytes or the end; breaks a stream that stands still. */
  async more(stallMs: number): Promise<void> {
    const stalled = (): void =>
      this.destroy(new HistoricalError("timeout", `Nothing came for ${String(stallMs / 1_000)} s.`));
    const timer = setTimeout(stalled, stallMs);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    clearTimeout(timer);
  }

  destroy(problem?: Error): void {
    this.#stream.destroy(problem);
  }

  #end(problem: unknown): void {
    if (!this.#ended) this.#problem = problem;
    this.#ended = true;
    this.#wake();
  }
}
