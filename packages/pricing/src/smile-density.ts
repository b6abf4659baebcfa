import { normalBelow, normalDensity } from "./mills-ratio.ts";
import { curvePoint } from "./smile-curve.ts";
import type { Smile } from "./smile.ts";
import { logRatio } from "./time-value.ts";

/**
 * P(the price at expiry is below `price`) under the market's own (risk-neutral) density: one plus the slope of
 * the fitted call values over strikes. Exact for the smile, not a promise about the world.
 *
 * @param price - Dollars.
 */
export function probabilityBelow(smile: Smile, price: number): number {
  if (price <= 0) return 0;
  const moneyness = logRatio(price, smile.forward);
  const { deviation, slope } = curvePoint(smile.curve, moneyness);
  const d2 = -moneyness / deviation - 0.5 * deviation;
  return Math.min(1, Math.max(0, normalBelow(-d2) + normalDensity(d2) * slope));
}
