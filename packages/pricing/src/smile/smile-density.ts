import { InvariantError } from "@smart0dte/domain";
import type { Smile } from "./smile.ts";

/**
 * P(the price at expiry is below `price`) under the market's own (risk-neutral) density. Exact for the smile, not a
 * promise about the world.
 *
 * @param price - Dollars; 0 at and below zero, 1 at infinity.
 */
export function probabilityBelow(smile: Smile, price: number): number {
  if (Number.isNaN(price)) throw new InvariantError("Not a price", { price });
  if (price <= 0) return 0;
  return price === Number.POSITIVE_INFINITY ? 1 : smile.shape.below(price);
}

/** That density itself: probability per dollar at a price in dollars, zero at and below zero. */
export function densityOf(smile: Smile, price: number): number {
  if (Number.isNaN(price)) throw new InvariantError("Not a price", { price });
  return price <= 0 || price === Number.POSITIVE_INFINITY ? 0 : smile.shape.densityAt(price);
}
