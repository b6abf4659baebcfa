import { millsRatio } from "./mills-ratio.ts";

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Up to this deviation four terms of the series in it are exact to the last digit. */
const SERIES_UP_TO = 0.04;

/**
 * Undiscounted time value of an option: the value of the out-of-the-money side, which both rights share.
 * Dollars a share.
 *
 * @param forward - Dollars, positive.
 * @param strike - Dollars, positive.
 * @param deviation - Standard deviation of the log price until expiry: volatility times the root of the years. Zero or more.
 */
export function outOfTheMoneyValue(forward: number, strike: number, deviation: number): number {
  if (deviation === 0) return 0;
  const distance = Math.abs(logRatio(forward, strike)) / deviation;
  return Math.sqrt(forward * strike) * densityAt(distance, deviation) * valuePerDensity(distance, deviation);
}

/** ln(a / b) that keeps its relative accuracy when a and b are close (the difference of near numbers is exact). */
export function logRatio(a: number, b: number): number {
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
  if (deviation > SERIES_UP_TO) return millsRatio(distance - half) - millsRatio(distance + half);
  const m0 = millsRatio(distance);
  const m1 = distance * m0 - 1;
  const m2 = distance * m1 + m0;
  const m3 = distance * m2 + 2 * m1;
  const m4 = distance * m3 + 3 * m2;
  const m5 = distance * m4 + 4 * m3;
  const m6 = distance * m5 + 5 * m4;
  const m7 = distance * m6 + 6 * m5;
  const t = half * half;
  return -deviation * (m1 + t * (m3 / 6 + t * (m5 / 120 + (t * m7) / 5040)));
}
