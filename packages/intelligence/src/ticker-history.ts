import {
  InvariantError,
  MICROS_PER_MINUTE,
  dollars,
  type MinuteMark,
  type Session,
  type Ticker,
} from "@smart0dte/domain";

/** Minutes of the opening range. */
export const OPENING_MINUTES = 30;

/** Where the price stands against the volume-weighted mean of the session, dollars. */
export interface VwapView {
  readonly vwap: number;
  /** Volume-weighted standard deviation of price about it. */
  readonly sd: number;
  /** Minutes that had a known volume, and all that were seen. */
  readonly withVolume: number;
  readonly seen: number;
}

/** One ticker's session so far, a slot a minute. A minute is taken once; nothing from outside the session enters. */
export class TickerHistory {
  readonly ticker: Ticker;
  readonly #session: Session;
  /** Log return from the minute before; NaN where either of the two is missing. */
  readonly #returns: Float64Array;
  /** NaN where unknown or missing. */
  readonly #volumes: Float64Array;
  #lastIndex = -1;
  #last: MinuteMark | null = null;
  #seen = 0;
  #known = 0;
  #squares = 0;
  #openingSeen = 0;
  #openingHigh = Number.NEGATIVE_INFINITY;
  #openingLow = Number.POSITIVE_INFINITY;
  #volume = 0;
  #volumeMinutes = 0;
  #meanPrice = 0;
  #spread = 0;

  constructor(ticker: Ticker, session: Session) {
    this.ticker = ticker;
    this.#session = session;
    const minutes = (session.close - session.open) / MICROS_PER_MINUTE;
    this.#returns = new Float64Array(minutes).fill(Number.NaN);
    this.#volumes = new Float64Array(minutes).fill(Number.NaN);
  }

  /** False for a minute outside the session, or not later than the last one. */
  take(mark: MinuteMark): boolean {
    const index = (mark.end - this.#session.open) / MICROS_PER_MINUTE - 1;
    if (index < 0 || index >= this.#returns.length || index <= this.#lastIndex) return false;
    if (!Number.isInteger(index) || !(mark.low > 0))
      throw new InvariantError("Not a minute of the session", { ticker: mark.ticker, end: mark.end });
    if (this.#last !== null && index === this.#lastIndex + 1) {
      const moved = Math.log(mark.close / this.#last.close);
      this.#returns[index] = moved;
      this.#squares += moved * moved;
      this.#known += 1;
    }
    if (mark.volume !== null) this.#weigh(mark, index, mark.volume);
    if (index < OPENING_MINUTES) {
      this.#openingSeen += 1;
      this.#openingHigh = Math.max(this.#openingHigh, dollars(mark.high));
      this.#openingLow = Math.min(this.#openingLow, dollars(mark.low));
    }
    this.#seen += 1;
    this.#lastIndex = index;
    this.#last = mark;
    return true;
  }

  get last(): MinuteMark | null {
    return this.#last;
  }

  get returnsKnown(): number {
    return this.#known;
  }

  /** Of the last minute, when the one before was there too. */
  get lastReturn(): number | null {
    const value = this.#returns[this.#lastIndex] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }

  /** Mean squared one-minute return of the session so far; null without any. */
  sessionVariance(): number | null {
    return this.#known === 0 ? null : this.#squares / this.#known;
  }

  /** Mean squared return of the last `count` known ones; null while fewer are known. */
  varianceOver(count: number): number | null {
    const recent = this.#recent(count);
    return recent === null ? null : recent.reduce((sum, moved) => sum + moved * moved, 0) / count;
  }

  /** Sum of the last `count` known returns; null while fewer are known. */
  moveOver(count: number): number | null {
    return this.#recent(count)?.reduce((sum, moved) => sum + moved, 0) ?? null;
  }

  /** Null while no volume is known. */
  vwap(): VwapView | null {
    if (this.#volume <= 0) return null;
    const sd = Math.sqrt(Math.max(0, this.#spread / this.#volume));
    return { vwap: this.#meanPrice, sd, withVolume: this.#volumeMinutes, seen: this.#seen };
  }

  /** Dollars; null until the opening minutes are over and unless all of them were seen. */
  openingRange(): { readonly high: number; readonly low: number } | null {
    if (this.#openingSeen < OPENING_MINUTES) return null;
    return { high: this.#openingHigh, low: this.#openingLow };
  }

  /**
   * Volume of rising less that of falling minutes among the last `count`, in units of `count` mean minutes of the session.
   *
   * Null while one of those minutes, its volume or its return is unknown.
   */
  signedVolume(count: number): number | null {
    if (this.#lastIndex + 1 < count || this.#volume <= 0) return null;
    let sum = 0;
    for (let i = this.#lastIndex - count + 1; i <= this.#lastIndex; i += 1) {
      sum += Math.sign(this.#returns[i] ?? Number.NaN) * (this.#volumes[i] ?? Number.NaN);
    }
    return Number.isNaN(sum) ? null : sum / (count * (this.#volume / this.#volumeMinutes));
  }

  #weigh({ high, low, close }: MinuteMark, index: number, volume: number): void {
    this.#volumes[index] = volume;
    this.#volumeMinutes += 1;
    if (volume <= 0) return;
    const price = (dollars(high) + dollars(low) + dollars(close)) / 3;
    this.#volume += volume;
    const off = price - this.#meanPrice;
    this.#meanPrice += (off * volume) / this.#volume;
    this.#spread += volume * off * (price - this.#meanPrice);
  }

  #recent(count: number): readonly number[] | null {
    if (this.#known < count) return null;
    const found: number[] = [];
    for (let i = this.#lastIndex; i >= 0 && found.length < count; i -= 1) {
      const moved = this.#returns[i] ?? Number.NaN;
      if (!Number.isNaN(moved)) found.push(moved);
    }
    return found;
  }
}
