import type { Instrument, IsoDate, Ticker, UsdE4 } from "@smart0dte/domain";

const ROWS_EACH_SIDE = 10;
/** So much of a step beyond the border between two strikes the price must be before the board moves: no flicker there. */
const HYSTERESIS = 0.25;

export interface ListedStrike {
  readonly strike: UsdE4;
  readonly call: number;
  readonly put: number;
}

/** The expiring strikes of one ticker and the ATM±10 of them that are watched. */
export class StrikeBoard {
  readonly ticker: Ticker;
  readonly expiry: IsoDate;
  readonly #calls = new Map<UsdE4, number>();
  readonly #puts = new Map<UsdE4, number>();
  #strikes: readonly ListedStrike[] | null = null;
  #middle: UsdE4 | null = null;

  constructor(ticker: Ticker, expiry: IsoDate) {
    this.ticker = ticker;
    this.expiry = expiry;
  }

  /** Contracts of another root or expiry are passed over. */
  list(number: number, instrument: Instrument): void {
    if (instrument.kind !== "option") return;
    if (instrument.root !== this.ticker || instrument.expiry !== this.expiry) return;
    (instrument.right === "C" ? this.#calls : this.#puts).set(instrument.strike, number);
    this.#strikes = null;
  }

  /** Ascending. A strike counts once both its call and its put are listed. */
  get strikes(): readonly ListedStrike[] {
    this.#strikes ??= [...this.#calls]
      .flatMap(([strike, call]) => {
        const put = this.#puts.get(strike);
        return put === undefined ? [] : [{ strike, call, put }];
      })
      .sort((left, right) => left.strike - right.strike);
    return this.#strikes;
  }

  /** A strike of which both rights are listed; null for any other. */
  strikeAt(strike: UsdE4): ListedStrike | null {
    const [call, put] = [this.#calls.get(strike), this.#puts.get(strike)];
    return call === undefined || put === undefined ? null : { strike, call, put };
  }

  /** The board's middle strike; null until {@link centre} has seen a price. */
  get middle(): UsdE4 | null {
    return this.#middle;
  }

  /** Re-centres on a price (UsdE4, may be a fraction) with hysteresis. */
  centre(price: number): void {
    const nearest = this.strikes[this.#indexNear(price)]?.strike;
    if (nearest === undefined) return;
    if (this.#middle === null) this.#middle = nearest;
    const step = Math.abs(nearest - this.#middle);
    const nearer = Math.abs(price - this.#middle) - Math.abs(price - nearest);
    // a price this far beyond the border between the two is nearer to the one by twice as much
    if (step > 0 && nearer > 2 * HYSTERESIS * step) this.#middle = nearest;
  }

  /** The middle strike and up to ten on each side, ascending; fewer where fewer are listed. */
  rows(): readonly ListedStrike[] {
    return this.#middle === null ? [] : this.around(this.#middle, ROWS_EACH_SIDE);
  }

  /** The strike nearest to a price (UsdE4) and up to `each` on both its sides. */
  around(price: number, each: number): readonly ListedStrike[] {
    const at = this.#indexNear(price);
    return at < 0 ? [] : this.strikes.slice(Math.max(0, at - each), at + each + 1);
  }

  /** Of two equally near the lower; -1 where nothing is listed. */
  #indexNear(price: number): number {
    const { strikes } = this;
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < strikes.length; i += 1) {
      const distance = Math.abs((strikes[i]?.strike ?? 0) - price);
      if (distance >= least) return nearest;
      nearest = i;
      least = distance;
    }
    return nearest;
  }
}
