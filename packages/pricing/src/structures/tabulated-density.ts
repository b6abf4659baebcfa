import { err, ok, type Result } from "@smart0dte/domain";
import type { PriceDensity } from "./structure-odds.ts";

/** A distribution by its quantiles, as history or a person states it. */
export interface DensityTable {
  /** Dollars, zero or more, ascending and distinct; two or more. */
  readonly prices: ArrayLike<number>;
  /** P(the price ends below) at each: from 0 to 1, never falling. */
  readonly below: ArrayLike<number>;
}

export type DensityTableFault = "tooFewPrices" | "unequalLengths" | "badPrice" | "badProbability";

/**
 * The density of a table, evenly spread between neighbouring prices; nothing lies outside. Means are exact integrals of
 * that distribution.
 */
export function tabulatedDensity(table: DensityTable): Result<PriceDensity, DensityTableFault> {
  const prices = Float64Array.from(table.prices);
  const shares = Float64Array.from(table.below);
  const fault = faultOf(prices, shares);
  if (fault !== null) return err(fault);
  const puts = putsOf(prices, shares);
  const last = prices.length - 1;
  const [lowest, highest] = [at(prices, 0), at(prices, last)];
  const mean = highest - at(puts, last);
  const below = (price: number): number => {
    if (price <= lowest) return 0;
    if (price >= highest) return 1;
    const left = cellOf(prices, price);
    return at(shares, left) + slopeIn(prices, shares, left) * (price - at(prices, left));
  };
  const meanPut = (strike: number): number => {
    if (strike <= lowest) return 0;
    if (strike >= highest) return strike - mean;
    const left = cellOf(prices, strike);
    const width = strike - at(prices, left);
    return at(puts, left) + width * (at(shares, left) + 0.5 * width * slopeIn(prices, shares, left));
  };
  return ok({
    below,
    meanPayoff: (right, strike) => meanPut(strike) + (right === "C" ? mean - strike : 0),
  });
}

function faultOf(prices: Float64Array, shares: Float64Array): DensityTableFault | null {
  if (prices.length < 2) return "tooFewPrices";
  if (prices.length !== shares.length) return "unequalLengths";
  const arePrices = prices.every(
    (price, i) => Number.isFinite(price) && price >= 0 && (i === 0 || price > at(prices, i - 1)),
  );
  if (!arePrices) return "badPrice";
  const areShares = shares.every((share, i) => i === 0 || share >= at(shares, i - 1));
  return areShares && shares[0] === 0 && shares.at(-1) === 1 ? null : "badProbability";
}

/** Mean of what a put of each price pays: the area under the distribution up to it. */
function putsOf(prices: Float64Array, shares: Float64Array): Float64Array {
  const puts = new Float64Array(prices.length);
  for (let i = 1; i < prices.length; i += 1) {
    const width = at(prices, i) - at(prices, i - 1);
    puts[i] = at(puts, i - 1) + 0.5 * width * (at(shares, i) + at(shares, i - 1));
  }
  return puts;
}

/** The last price not above. */
function cellOf(prices: Float64Array, price: number): number {
  let [low, high] = [0, prices.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(prices, middle) <= price) low = middle;
    else high = middle;
  }
  return low;
}

const slopeIn = (prices: Float64Array, shares: Float64Array, left: number): number =>
  (at(shares, left + 1) - at(shares, left)) / (at(prices, left + 1) - at(prices, left));

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;
