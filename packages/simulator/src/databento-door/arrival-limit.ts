/** Counts new connections by address and refuses those beyond the limit of any one second; the refused count for nothing. */
export class ArrivalLimit {
  readonly #most: number;
  /** Monotonic milliseconds of the admitted ones, oldest first. */
  readonly #admitted = new Map<string, number[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one that arrives now may come in. */
  admits(address: string, nowMs: number): boolean {
    this.#forget(nowMs);
    const times = this.#admitted.get(address) ?? [];
    if (times.length >= this.#most) return false;
    this.#admitted.set(address, [...times, nowMs]);
    return true;
  }

  #forget(nowMs: number): void {
    for (const [address, times] of this.#admitted) {
      const recent = times.filter((at) => nowMs - at < WINDOW_MS);
      if (recent.length === 0) this.#admitted.delete(address);
      else if (recent.length < times.length) this.#admitted.set(address, recent);
    }
  }
}

const WINDOW_MS = 1_000;
