/** Below this growth six terms of the series are exact to the last digit. */
const SERIES_UP_TO = 0.0078;

/**
 * exp(-growth) - 1: what a dollar loses until expiry, with its own relative accuracy.
 *
 * @param growth - Rate or yield times years.
 */
export function lossOf(growth: number): number {
  if (growth > SERIES_UP_TO || growth < -SERIES_UP_TO) return Math.expm1(-growth);
  const x = -growth;
  const square = x * x;
  return x + square * (1 / 2 + x * (1 / 6) + square * (1 / 24 + x * (1 / 120) + square * (1 / 720)));
}
