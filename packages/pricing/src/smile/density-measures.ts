import { InvariantError } from "@smart0dte/domain";
import { probabilityBelow } from "./smile-density.ts";
import { expectationUnder } from "./smile-expectation.ts";
import type { Smile } from "./smile.ts";

/** The shape of the market's own density of ln(price / forward). */
export interface DensityMeasures {
  readonly mean: number;
  /** Of the log price until expiry; about the at-the-money one. */
  readonly deviation: number;
  /** Third standardised moment; negative where falls are the wider tail. */
  readonly skewness: number;
  /** Fourth standardised moment, 3 for a normal. Beyond the quoted strikes it is the density's own tail. */
  readonly kurtosis: number;
  /** Probability that lies below the lowest and above the highest strike used: not quoted, but drawn on. */
  readonly unquotedBelow: number;
  readonly unquotedAbove: number;
}

/**
 * Moments of ln(price / forward) by quadrature over the whole density, tails included; what of it no quote supports
 * stands beside. Pure numbers, the deviation that of the log price until expiry.
 *
 * For every smile there is; the quadrature holds nine digits of a smooth moment. The fourth lives in the tails that are
 * drawn on beyond the quotes, and is as unsure as they are.
 *
 * @see Breeden and Litzenberger, Prices of state-contingent claims implicit in option prices, J. Business 51 (1978).
 */
export function densityMeasures(smile: Smile): DensityMeasures {
  const { forward, fit } = smile;
  const moment = (of: (move: number) => number): number =>
    expectationUnder(smile, (price) => of(Math.log(price / forward)));
  const mean = moment((move) => move);
  const variance = moment((move) => (move - mean) ** 2);
  const deviation = Math.sqrt(variance);
  return {
    mean,
    deviation,
    skewness: moment((move) => (move - mean) ** 3) / (variance * deviation),
    kurtosis: moment((move) => (move - mean) ** 4) / (variance * variance),
    unquotedBelow: probabilityBelow(smile, fit.low),
    unquotedAbove: 1 - probabilityBelow(smile, fit.high),
  };
}

/**
 * Price below which the smile's density has the share, dollars: the inverse of `probabilityBelow`, exact where the
 * density's own distribution function is. Beyond the quoted strikes it is as much a drawing as the tails are.
 *
 * @param share - In (0, 1), ends excluded.
 * @throws InvariantError for any other.
 */
export function smileQuantile(smile: Smile, share: number): number {
  if (!(share > 0 && share < 1)) throw new InvariantError("Not a share between none and all", { share });
  return smile.shape.quantile(share);
}

/**
 * So many prices of equal probability, ascending, dollars: the quantiles in the middle of equal shares. A sample of
 * the density without chance, for pictures and for means of what has no closed form.
 */
export function smileSample(smile: Smile, count: number): Float64Array {
  if (!(Number.isInteger(count) && count > 0)) throw new InvariantError("Not a count", { count });
  return Float64Array.from({ length: count }, (_, n) => smile.shape.quantile((n + 0.5) / count));
}
