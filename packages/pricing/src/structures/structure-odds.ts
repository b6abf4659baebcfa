import type { PayoffLeg } from "./payoff.ts";
import { breakEvensOf, payoffAt } from "./payoff.ts";

/** A distribution of the price at expiry: the market's own, or any other. Dollars. */
export interface PriceDensity {
  /** P(the price ends below). */
  below(price: number): number;
  /** Mean of an option's payoff. */
  meanPayoff(right: "C" | "P", strike: number): number;
}

export interface StructureOdds {
  /** That the package, held to expiry, ends above all that was paid. */
  readonly probabilityOfProfit: number;
  /** Mean of the payoff less all that was paid, dollars a share. */
  readonly expectedValue: number;
}

/**
 * Odds of a package held to expiry under a density. Under the market's own nothing is forecast: the expected value is
 * then about what spread and fees take.
 *
 * @param paid - Dollars a share, costs included; a credit is negative.
 */
export function structureOdds(
  legs: readonly PayoffLeg[],
  paid: number,
  density: PriceDensity,
): StructureOdds {
  let worth = 0;
  for (const { right, strike, quantity } of legs) worth += quantity * density.meanPayoff(right, strike);
  return { probabilityOfProfit: profitProbability(legs, paid, density), expectedValue: worth - paid };
}

/** Profit alternates with loss at each break-even. */
function profitProbability(legs: readonly PayoffLeg[], paid: number, density: PriceDensity): number {
  const edges = breakEvensOf(legs, paid);
  let gains = payoffAt(legs, 0) > paid;
  let from = 0;
  let probability = 0;
  for (const edge of edges) {
    const to = density.below(edge);
    if (gains) probability += to - from;
    gains = !gains;
    from = to;
  }
  if (gains) probability += 1 - from;
  return Math.min(1, Math.max(0, probability));
}
