import type { LiveLimits } from "./live-options.ts";

/** How long to wait before the next connection: doubling, with jitter, in a short and a long series. */
export class RetryWait {
  readonly #limits: LiveLimits;
  readonly #random: () => number;
  #soon = 0;
  #later = 0;

  constructor(limits: LiveLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
  }

  /** Milliseconds, for a connection that was lost. */
  soonMs(): number {
    const { firstRetryMs, longestRetryMs } = this.#limits;
    return this.#jittered(Math.min(longestRetryMs, firstRetryMs * 2 ** this.#soon++));
  }

  /** Milliseconds, for a gateway that asked us to stay away. */
  laterMs(): number {
    const { firstLaterRetryMs, longestLaterRetryMs } = this.#limits;
    return this.#jittered(Math.min(longestLaterRetryMs, firstLaterRetryMs * 2 ** this.#later++));
  }

  /** The last connection was healthy. */
  reset(): void {
    this.#soon = 0;
    this.#later = 0;
  }

  // only ever longer, so that the first retry keeps its distance
  #jittered(ms: number): number {
    return Math.round(ms * (1 + JITTER * this.#random()));
  }
}

const JITTER = 0.25;
