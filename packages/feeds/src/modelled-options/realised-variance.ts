/** What is needed of a minute: dollars or any other unit, only ratios count. */
export interface MinutePrices {
  readonly open: number;
  readonly close: number;
}

/**
 * Squared log moves of one session's minutes, and the weight of the minutes they span.
 *
 * The first move is from the session's own open, so the night is left out; a move over a hole counts for all
 * the minutes that it spans.
 */
export class RealisedVariance {
  readonly #weights: Float64Array;
  #squares = 0;
  #weight = 0;
  #seen = 0;
  #lastMinute = -1;
  #lastClose = 0;

  constructor(weights: Float64Array) {
    this.#weights = weights;
  }

  /** Σ r². */
  get squares(): number {
    return this.#squares;
  }

  /** Σ w: 1 after a whole session. */
  get weight(): number {
    return this.#weight;
  }

  /** Minutes that had a bar. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes minutes in their order. */
  take(minute: number, { open, close }: MinutePrices): void {
    const isFirst = this.#seen === 0;
    this.#squares += Math.log(close / (isFirst ? open : this.#lastClose)) ** 2;
    for (let i = isFirst ? minute : this.#lastMinute + 1; i <= minute; i += 1)
      this.#weight += this.#weights[i] ?? 0;
    this.#lastMinute = minute;
    this.#lastClose = close;
    this.#seen += 1;
  }
}
