import { MULTIPLIER } from "@smart0dte/domain";
import { outOfTheMoneyValue, outcomesOf, payoffAt, type Outcomes, type Smile } from "@smart0dte/pricing";
import type { ChainPlan } from "../chain-plans.ts";

/** Profit of one package over the price of the underlying, dollars a package of 100 shares, before costs. */
export interface PlanCurve {
  /** Per share. */
  readonly outcomes: Outcomes;
  atExpiry(price: number): number;
  /** If the forward stood there now, each strike keeping its volatility. */
  now(price: number): number;
}

/** `growth`: what dollars of today grow by until expiry. */
export function planCurve({ legs, entry }: ChainPlan, smile: Smile, growth: number): PlanCurve {
  const paid = entry / MULTIPLIER;
  const held = legs.map((leg) => ({ ...leg, deviation: smile.deviationAt(leg.strike) }));
  const worthNow = (price: number): number =>
    held.reduce(
      (sum, { strike, quantity, deviation }) => sum + quantity * outOfTheMoneyValue(price, strike, deviation),
      payoffAt(legs, price),
    );
  return {
    outcomes: outcomesOf(legs, paid),
    atExpiry: (price) => (payoffAt(legs, price) - paid) * MULTIPLIER,
    now: (price) => (worthNow(price) / growth - paid) * MULTIPLIER,
  };
}
