import type { ChainAnalysis } from "../chain-analysis.ts";

/** Prices that all panels show, dollars. */
export type PriceRange = readonly [low: number, high: number];

/** Standard deviations to the close on either side of the forward. */
const DEVIATIONS = 4;
/** Strikes on either side where no volatility tells how far to look. */
const STRIKES = 12;

/** What is worth looking at: around the forward; null where neither a forward nor a strike is known. */
export function priceRange({ forward, expectedMove, contracts }: ChainAnalysis): PriceRange | null {
  const strikes = [...new Set(contracts.map(({ strike }) => strike))];
  const middle = forward.forward ?? strikes[Math.floor(strikes.length / 2)];
  if (middle === undefined) return null;
  if (expectedMove !== null && expectedMove > 0)
    return [Math.max(0, middle - DEVIATIONS * expectedMove), middle + DEVIATIONS * expectedMove];
  const near = strikes
    .toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle))
    .slice(0, 2 * STRIKES);
  const reach = Math.max(...near.map((strike) => Math.abs(strike - middle)));
  return reach > 0 ? [middle - reach, middle + reach] : null;
}

/** So many places evenly from end to end, both included. */
export const evenly = ([low, high]: PriceRange, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));

/** The least and the greatest of some values; null without values. */
export function extentOf(values: readonly number[]): PriceRange | null {
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}
