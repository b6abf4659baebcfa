import { performance } from "node:perf_hooks";

/**
 * By how much a thread's timers come late. A timer like any other: the system's own histogram would be one more thing
 * of the machine that lives on while a thread is taken down.
 */
export class LoopDelay {
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #delays: number[] = [];

  constructor() {
    this.#timer = setInterval(() => this.#sample(performance.now()), EVERY_MS);
    // it is no reason to stay
    this.#timer.unref();
  }

  /** Milliseconds: 99th percentile since the last time, 0 where nothing was measured. */
  take(): number {
    // a loop that was held up until now has had no turn to say so
    this.#sample(performance.now());
    const sorted = this.#delays.sort((left, right) => left - right);
    this.#delays = [];
    return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(now: number): void {
    this.#delays.push(Math.max(0, now - this.#last - EVERY_MS));
    this.#last = now;
  }
}

const EVERY_MS = 5;
