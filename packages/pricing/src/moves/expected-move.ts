import { InvariantError } from "@smart0dte/domain";
import { normalBelow, normalWithin } from "../elementary/mills-ratio.ts";
import { probabilityBelow } from "../smile/smile-density.ts";
import type { Smile } from "../smile/smile.ts";

/**
 * One standard deviation of the price at expiry, dollars: forward x at-the-money volatility x root of the years.
 *
 * A lognormal price ends within it 68.3 % of the time. The at-the-money straddle is 0.798 of it and covers
 * 57.5 %; the often quoted 85 % of the straddle covers 50.2 %, a coin flip. Plain arithmetic on what is given: nothing
 * is refused, and the first order of the exact deviation of the price, right to s^2 / 4 of itself.
 *
 * @param atmIv - A fraction per root year. @param years - Of 365 days.
 */
export const expectedMove = (forward: number, atmIv: number, years: number): number =>
  forward * atmIv * Math.sqrt(years);

/**
 * At-the-money-forward straddle, undiscounted dollars: 2 F (2 N(s / 2) - 1), the mean distance from the forward. To
 * 1e-15 of itself for any deviation, however small.
 *
 * @see Brenner and Subrahmanyam, A simple formula to compute the implied standard deviation, FAJ 44 (1988).
 * @param deviation - Of the log price until expiry, zero or more.
 */
export const fairStraddle = (forward: number, deviation: number): number =>
  2 * forward * normalWithin(0.5 * deviation);

/**
 * Probability, 0 to 1, that a lognormal price ends within `width` dollars of its forward, either side; to 1e-15. Exact
 * for that distribution: what a smile's own density covers is in `moveBands`.
 *
 * @param deviation - Of the log price until expiry; 0 is certainty.
 * @throws InvariantError for a forward that is not positive, or a deviation or width below zero or no number.
 */
export function coverageOf(forward: number, deviation: number, width: number): number {
  if (!(forward > 0 && deviation >= 0 && width >= 0))
    throw new InvariantError("No coverage of such terms", { forward, deviation, width });
  if (deviation === 0) return 1;
  const below = (move: number): number =>
    move <= -1 ? 0 : normalBelow((Math.log1p(move) + 0.5 * deviation * deviation) / deviation);
  return below(width / forward) - below(-width / forward);
}

/** What is often called the expected move, by what it really is. */
export type MoveName = "straddle" | "straddle85" | "deviation";

/** A width around the forward and how often the price at expiry lies in it. */
export interface MoveBand {
  /**
   * `straddle`: what the at-the-money straddle costs, the market's mean distance from the forward. `straddle85`: 85 % of
   * it, about a coin flip. `deviation`: one standard deviation at the volatility of the money.
   */
  readonly name: MoveName;
  /** Dollars either side of the forward. */
  readonly width: number;
  /** Coverage were the price lognormal at the volatility of the money. */
  readonly lognormal: number;
  /** Coverage under the density that the quotes imply. */
  readonly fitted: number;
}

/** The three widths in use, each with its true coverage. The straddle is the fitted one at strike = forward. */
export function moveBands(smile: Smile): readonly MoveBand[] {
  const { forward, atmIv, years } = smile;
  const deviation = atmIv * Math.sqrt(years);
  const straddle = 2 * smile.timeValueAt(forward);
  const band = (name: MoveName, width: number): MoveBand => ({
    name,
    width,
    lognormal: coverageOf(forward, deviation, width),
    fitted: probabilityBelow(smile, forward + width) - probabilityBelow(smile, forward - width),
  });
  return [
    band("straddle", straddle),
    band("straddle85", 0.85 * straddle),
    band("deviation", expectedMove(forward, atmIv, years)),
  ];
}
