import { expectationUnder } from "./smile-expectation.ts";
import { probabilityBelow } from "./smile-density.ts";
import type { Smile } from "./smile.ts";

/** The shape of the market's own density of ln(price / forward). */
export interface DensityMeasures {
  readonly mean: number;
  /** Of the log price until expiry; about the at-the-money one. */
  readonly deviation: number;
  /** Third standardised moment; negative where falls are the wider tail. */
  readonly skewness: number;
  /** Fourth standardised moment, 3 for a normal. Beyond the quoted strikes it is the curve's own tail. */
  readonly kurtosis: number;
  /** Probability that lies below the lowest and above the highest strike used: not quoted, but drawn on. */
  readonly unquotedBelow: number;
  readonly unquotedAbove: number;
}

/** Moments by quadrature over the whole density, tails included; what of it no quote supports stands beside. */
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

const ROUNDS = 100;

/** Price below which the smile's density has the share, dollars; share in (0, 1). */
export function smileQuantile(smile: Smile, share: number): number {
  let width = smile.forward * smile.deviationAt(smile.forward);
  let [low, high] = [smile.forward, smile.forward];
  while (probabilityBelow(smile, low) > share && low > 0) {
    low = Math.max(low - width, 0);
    width *= 2;
  }
  width = smile.forward * smile.deviationAt(smile.forward);
  while (probabilityBelow(smile, high) < share) {
    high += width;
    width *= 2;
  }
  for (let round = 0; round < ROUNDS && high - low > 1e-12 * high; round += 1) {
    const middle = (low + high) / 2;
    if (probabilityBelow(smile, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
