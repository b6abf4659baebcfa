/** At most so many turns in any window of monotonic time; turns are given in the order they are asked for. */
export class RatePace {
  readonly #turns: number;
  readonly #windowMs: number;
  readonly #given: number[] = [];

  constructor(turns: number, windowMs: number) {
    this.#turns = turns;
    this.#windowMs = windowMs;
  }

  /** Books the next turn and tells its time, `nowMs` or later. */
  book(nowMs: number): number {
    const before = this.#given.length < this.#turns ? null : (this.#given.shift() ?? null);
    const at = before === null ? nowMs : Math.max(nowMs, before + this.#windowMs);
    this.#given.push(at);
    return at;
  }
}
