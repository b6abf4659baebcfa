import type { Leg } from "./events/plan-event.ts";
import { MULTIPLIER, usdE4, type UsdE4 } from "./units.ts";

/** Contracts of one leg, signed as held. */
export interface HeldLeg {
  readonly leg: Leg;
  readonly quantity: number;
}

/**
 * The most that contracts can come to owe at expiry, money, 0 where they owe nothing; null where that has no end: a
 * call is short that no other one covers.
 */
export function worstOwed(held: readonly HeldLeg[]): UsdE4 | null {
  const calls = held.filter(({ leg }) => leg.contract.right === "C");
  if (calls.reduce((sum, { quantity }) => sum + quantity, 0) < 0) return null;
  const prices = [0, ...held.map(({ leg }) => leg.contract.strike)];
  return usdE4(Math.max(0, ...prices.map((spot) => owedAt(held, spot))));
}

/** Between strikes it is straight; above the highest it can only fall once calls are covered. */
function owedAt(held: readonly HeldLeg[], spot: number): number {
  return held.reduce((sum, { leg, quantity }) => {
    const { right, strike } = leg.contract;
    const inside = Math.max(0, right === "C" ? spot - strike : strike - spot);
    return sum - quantity * inside * MULTIPLIER;
  }, 0);
}
