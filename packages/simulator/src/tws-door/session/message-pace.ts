const WINDOW_MS = 1_000;

/** Counts the messages of all clients within the last second. */
export class MessagePace {
  readonly #most: number;
  #times: number[] = [];

  /** `most` 0 sets no limit. */
  constructor(most: number) {
    this.#most = most;
  }

  get most(): number {
    return this.#most;
  }

  /** How many messages the last second has with this one; null where that is within the limit. */
  excess(nowMs: number): number | null {
    if (this.#most === 0) return null;
    while (this.#times.length > 0 && (this.#times[0] ?? 0) <= nowMs - WINDOW_MS) this.#times.shift();
    this.#times.push(nowMs);
    return this.#times.length > this.#most ? this.#times.length : null;
  }
}
