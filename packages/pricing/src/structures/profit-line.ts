/** Profits smaller than this share of all money that takes part are rounding: nothing is won, nothing lost. */
const ROUNDING = 4e-15;

/**
 * Profit at expiry over the price of the underlying: straight pieces from nothing upwards, and what they say.
 * One object for any number of packages: every {@link ProfitLine.read} overwrites what the one before found.
 *
 * Holds so many legs as it was made for; strikes may coincide.
 */
export class ProfitLine {
  /** Prices where the line may bend: 0, then the strikes ascending. */
  readonly places: Float64Array;
  /** Profit at each of them, in the unit of the strikes. */
  readonly profits: Float64Array;
  /** Prices at which the sign of the profit changes, ascending. */
  readonly edges: Float64Array;
  /** Of the profit before the first edge, between them, and beyond the last: -1, 0 or 1. */
  readonly signs: Int8Array;
  edgeCount = 0;
  /** Positive infinity where the line rises for ever. */
  maxProfit = Number.NaN;
  /** Positive infinity where it falls for ever; negative where even the worst end is a gain. */
  maxLoss = Number.NaN;

  constructor(legs: number) {
    this.places = new Float64Array(legs + 1);
    this.profits = new Float64Array(legs + 1);
    this.edges = new Float64Array(2 * legs + 2);
    this.signs = new Int8Array(2 * legs + 3);
  }

  /**
   * Finds extremes and edges of the first `count` places.
   *
   * @param slope - Profit per unit of price above the last place.
   * @param money - Sum of all that takes part (strikes times options, and what was paid): the measure of rounding.
   */
  read(count: number, slope: number, money: number): void {
    const { places, profits } = this;
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i += 1) {
      const profit = at(profits, i);
      if (Math.abs(profit) <= ROUNDING * money) profits[i] = 0;
      most = Math.max(most, at(profits, i));
      least = Math.min(least, at(profits, i));
    }
    this.maxProfit = slope > 0 ? Number.POSITIVE_INFINITY : most;
    // never -0
    this.maxLoss = slope < 0 ? Number.POSITIVE_INFINITY : 0 - least;
    this.edgeCount = -1;
    for (let i = 0; i + 1 < count; i += 1) this.#piece(i);
    const last = at(profits, count - 1);
    const place = at(places, count - 1);
    const [from, beyond] = [Math.sign(last), Math.sign(slope)];
    if (from * beyond < 0) {
      this.#put(place, from);
      this.#put(place - last / slope, beyond);
    } else this.#put(place, from === 0 ? beyond : from);
  }

  #piece(i: number): void {
    const [left, right] = [at(this.places, i), at(this.places, i + 1)];
    // two options of one strike make one bend
    if (left === right) return;
    const [from, to] = [at(this.profits, i), at(this.profits, i + 1)];
    if (from < 0 === to < 0 || from === 0 || to === 0) {
      this.#put(left, Math.sign(from === 0 ? to : from));
      return;
    }
    this.#put(left, Math.sign(from));
    this.#put(left + ((right - left) * -from) / (to - from), Math.sign(to));
  }

  /** A sign holds from a price on; what only touches the one before adds no edge. */
  #put(from: number, sign: number): void {
    if (this.edgeCount >= 0) {
      if (this.signs[this.edgeCount] === sign) return;
      this.edges[this.edgeCount] = from;
    }
    this.edgeCount += 1;
    this.signs[this.edgeCount] = sign;
  }
}

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;
