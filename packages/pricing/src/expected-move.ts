import { normalBelow } from "./mills-ratio.ts";

/**
 * One standard deviation of the price at expiry, dollars: forward x at-the-money volatility x root of the years.
 *
 * A lognormal price ends within it 68.3 % of the time. The at-the-money straddle is 0.798 of it and covers
 * 57.5 %; the often quoted 85 % of the straddle covers 50.2 %, a coin flip.
 */
export const expectedMove = (forward: number, atmIv: number, years: number): number =>
  forward * atmIv * Math.sqrt(years);

/** At-the-money-forward straddle, undiscounted dollars: 2 F (2 N(s / 2) - 1), the mean distance from the forward. */
export const fairStraddle = (forward: number, deviation: number): number =>
  2 * forward * (normalBelow(0.5 * deviation) - normalBelow(-0.5 * deviation));

/** Probability that a lognormal price ends within `width` dollars of its forward, either side. */
export function coverageOf(forward: number, deviation: number, width: number): number {
  if (deviation === 0) return width >= 0 ? 1 : 0;
  const below = (move: number): number =>
    move <= -1 ? 0 : normalBelow((Math.log1p(move) + 0.5 * deviation * deviation) / deviation);
  return below(width / forward) - below(-width / forward);
}
