import { err, InvariantError, ok, type Result, type Right } from "@smart0dte/domain";
import { outcomesOf, profitLineOf, type Outcomes, type PayoffLeg } from "./payoff.ts";
import type { ProfitLine } from "./profit-line.ts";
import { structureFault, type StructureFault } from "./structure-fault.ts";

/**
 * A distribution of the price at expiry: the market's own, or any other that has a mean and no price of its own weight.
 * Dollars.
 */
export interface PriceDensity {
  /** P(the price ends below), for prices of zero and more. */
  below(price: number): number;
  /** Mean of an option's payoff. */
  meanPayoff(right: Right, strike: number): number;
}

export interface StructureOdds {
  /** That the package, held to expiry, ends above all that was paid. */
  readonly probabilityOfProfit: number;
  /** Mean of the payoff less all that was paid, dollars a share. */
  readonly expectedValue: number;
}

/** All that is known of a package held to expiry. */
export interface StructureAnalysis extends Outcomes, StructureOdds {}

/**
 * Judges and values a package held to expiry: the door for input from outside, which refuses by name and throws nothing.
 *
 * @param paid - Dollars a share, costs included; a credit is negative.
 */
export function analyseStructure(
  legs: readonly PayoffLeg[],
  paid: number,
  density: PriceDensity,
): Result<StructureAnalysis, StructureFault> {
  const fault = structureFault(legs, paid);
  if (fault !== null) return err(fault);
  const odds = oddsOf(legs, paid, density);
  return odds === null ? err({ code: "badDensity" }) : ok({ ...outcomesOf(legs, paid), ...odds });
}

/**
 * Odds of a package held to expiry under a density: exact where the density's own functions are, no integration. Under
 * the market's own nothing is forecast: the expected value is then about what spread and fees take.
 *
 * Dollars a share; probabilities from 0 to 1; as right as the density's own functions are. Held to expiry: what early
 * exercise is worth is not in it.
 *
 * @see Breeden and Litzenberger (1978) for reading odds from prices.
 *
 * Throws `InvariantError` on what {@link analyseStructure} refuses.
 *
 * @param paid - Dollars a share, costs included; a credit is negative.
 */
export function structureOdds(
  legs: readonly PayoffLeg[],
  paid: number,
  density: PriceDensity,
): StructureOdds {
  const odds = oddsOf(legs, paid, density);
  if (odds === null) throw new InvariantError("Not a density");
  return odds;
}

function oddsOf(legs: readonly PayoffLeg[], paid: number, density: PriceDensity): StructureOdds | null {
  const probabilityOfProfit = profitProbability(profitLineOf(legs, paid), density);
  const expectedValue = meanPayoffOf(legs, density) - paid;
  return Number.isFinite(expectedValue) && Number.isFinite(probabilityOfProfit)
    ? { probabilityOfProfit, expectedValue }
    : null;
}

/** Mean of the package's payoff, dollars a share: its fair price at expiry. */
export function meanPayoffOf(legs: readonly PayoffLeg[], density: Pick<PriceDensity, "meanPayoff">): number {
  let worth = 0;
  for (const { right, strike, quantity } of legs) worth += quantity * density.meanPayoff(right, strike);
  return worth;
}

/** Weight of all prices that win; NaN where the density gives no probability. */
export function profitProbability(
  { signs, edges, edgeCount }: ProfitLine,
  density: Pick<PriceDensity, "below">,
): number {
  let probability = 0;
  let from = 0;
  for (let piece = 0; piece <= edgeCount; piece += 1) {
    const to = piece === edgeCount ? 1 : density.below(edges[piece] ?? Number.NaN);
    if (!(to >= 0 && to <= 1)) return Number.NaN;
    if (signs[piece] === 1) probability += to - from;
    from = to;
  }
  return Math.min(1, Math.max(0, probability));
}
