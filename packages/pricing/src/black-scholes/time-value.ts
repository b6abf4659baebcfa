import { InvariantError } from "@smart0dte/domain";
import { millsRatio } from "../elementary/mills-ratio.ts";
import { faultOfPrices } from "./terms-refusal.ts";

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Up to this deviation four terms of the series in it are exact to the last digit. */
const SERIES_UP_TO = 0.04;
/** A deviation below this counts as none: the option is then its payoff. */
export const LEAST_DEVIATION = 1e-20;
/** From so far inside of the distribution, in deviations, a value is told by what it lacks to its most. */
export const PAST_MIDDLE = 0.5;

/** Square of (a - b) / (a + b), to which five terms of the series are exact to the last digit. */
const ATANH_SERIES_UP_TO = 6.76e-4;

/**
 * Undiscounted time value of an option: the value of the out-of-the-money side, which both rights share.
 * Dollars a share; as exact as `priceOf`, of whose parts it is made, and many times quicker for one value.
 *
 * @param forward - Dollars, positive.
 * @param strike - Dollars, positive.
 * @param deviation - Standard deviation of the log price until expiry: volatility times the root of the years. Zero or
 *   more; where it is infinite the value is all of the lower price.
 * @throws InvariantError when a price is not from 1e-100 to 1e100 dollars, or the deviation no number from zero up.
 */
export function outOfTheMoneyValue(forward: number, strike: number, deviation: number): number {
  if (!(deviation >= 0) || faultOfPrices(forward, strike) !== 0)
    throw new InvariantError("Not an exchange to be valued", { forward, strike, deviation });
  if (deviation < LEAST_DEVIATION) return 0;
  const distance = Math.abs(logRatio(forward, strike)) / deviation;
  const half = 0.5 * deviation;
  const weight = Math.sqrt(forward * strike) * densityAt(distance, deviation);
  return half - distance > PAST_MIDDLE
    ? Math.min(forward, strike) - weight * (millsRatio(half - distance) + millsRatio(half + distance))
    : weight * valuePerDensity(distance, deviation);
}

/** ln(a / b) that keeps its relative accuracy when a and b are close (the difference of near numbers is exact). */
export function logRatio(a: number, b: number): number {
  const z = (a - b) / (a + b);
  const square = z * z;
  if (square < ATANH_SERIES_UP_TO)
    return 2 * (z + z * square * (1 / 3 + square * (1 / 5) + square * square * (1 / 7 + square * (1 / 9))));
  const relative = (a - b) / b;
  return relative > -0.5 && relative < 1 ? Math.log1p(relative) : Math.log(a / b);
}

/**
 * Change of the normalised value (value over the root of forward times strike) per unit of deviation.
 *
 * @param distance - |ln(forward / strike)| in deviations.
 */
export const densityAt = (distance: number, deviation: number): number =>
  INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * (distance * distance + 0.25 * deviation * deviation));

/**
 * Normalised out-of-the-money value over {@link densityAt}: M(distance - deviation / 2) - M(distance + deviation / 2).
 *
 * For small deviations the difference is taken term by term, which needs one Mills ratio and cancels nothing.
 */
export function valuePerDensity(distance: number, deviation: number): number {
  const half = 0.5 * deviation;
  const nearest = millsRatio(deviation > SERIES_UP_TO ? distance - half : distance);
  return deviation > SERIES_UP_TO
    ? nearest - millsRatio(distance + half)
    : -2 * oddPart(distance, half, nearest);
}

/**
 * (M(distance + half) - M(distance - half)) / 2 by the derivatives of M at the distance, which all are made of M and M'.
 *
 * @param m0 - M(distance).
 */
export function oddPart(distance: number, half: number, m0: number): number {
  const h = distance * distance;
  const t = half * half;
  const ofSlope =
    1 +
    t *
      ((h + 2) * (1 / 6) +
        t * (((h + 9) * h + 8) * (1 / 120) + t * (((h + 20) * h + 87) * h + 48) * (1 / 5_040)));
  const ofRatio = 1 / 6 + t * ((h + 7) * (1 / 120) + t * ((h + 18) * h + 57) * (1 / 5_040));
  return half * ((distance * m0 - 1) * ofSlope + distance * t * ofRatio * m0);
}

/** (M(distance + half) + M(distance - half)) / 2, likewise. */
export function evenPart(distance: number, half: number, m0: number): number {
  const h = distance * distance;
  const t = half * half;
  const ofRatio = 1 + t * (1 / 2 + t * ((h + 3) * (1 / 24) + t * ((h + 12) * h + 15) * (1 / 720)));
  const ofSlope = 1 / 2 + t * ((h + 5) * (1 / 24) + t * ((h + 14) * h + 33) * (1 / 720));
  return ofRatio * m0 + distance * t * ofSlope * (distance * m0 - 1);
}

/** Whether {@link oddPart} and {@link evenPart} are exact to the last digit for this deviation. */
export const isNarrow = (deviation: number): boolean => deviation <= SERIES_UP_TO;
