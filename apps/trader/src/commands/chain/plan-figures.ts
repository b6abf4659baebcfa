import {
  dollars,
  MULTIPLIER,
  nearestUsdE4,
  NO_QUOTE,
  USD_E4,
  usdE4,
  type FeeTable,
  type Leg,
  type Right,
} from "@smart0dte/domain";
import { outcomesOf, type ScannedStructure, type Smile, type StructureFamily } from "@smart0dte/pricing";
import { packagePrice, type PackagePrice } from "@smart0dte/strategy";
import type { QuotedContract, QuotedStrike } from "./chain-quotes.ts";
import { shapeOdds } from "./plan-odds.ts";

/** A package that could be traded at these quotes. Dollars per one package of 100 shares. */
export interface PlanFigures {
  readonly name: StructureFamily;
  readonly legs: readonly PlanLeg[];
  /** At executable prices, before costs: debit positive, credit negative. */
  readonly entry: number;
  /** Before costs. Null: unbounded, and nothing else. */
  readonly maxProfit: number | null;
  /** Positive, before costs. */
  readonly maxLoss: number;
  /** Dollars of the underlying, before costs. */
  readonly breakEvens: readonly number[];
  /** Fees in and out, positive. */
  readonly costs: number;
  /** Of ending above all costs, under the smile's own density. */
  readonly probabilityOfProfit: number;
  /** Dollars after costs under that density: about minus the costs and half the spreads. */
  readonly expectedValue: number;
  /** What half of the spreads takes, positive; the mid would be better by it. */
  readonly halfSpread: number;
  /** `expectedValue` per dollar that can be lost, `maxLoss` and `costs`: what plans are ranked by. */
  readonly perDollarAtRisk: number;
}

export interface PlanLeg {
  readonly right: Right;
  readonly strike: number;
  /** Long positive. */
  readonly quantity: number;
}

export interface PlanTerms {
  readonly smile: Smile;
  readonly growth: number;
  readonly fees: FeeTable;
}

/** A structure in exact money, or null where it cannot be had, cannot lose, or cannot win more than its costs. */
export function planFigures(
  { family, legs: options }: Pick<ScannedStructure, "family" | "legs">,
  strikes: readonly QuotedStrike[],
  { smile, growth, fees }: PlanTerms,
): PlanFigures | null {
  const contracts = options.flatMap(({ right, strike, quantity }) => {
    const at = strikes.find((listed) => listed.strike === strike);
    const contract = (right === "C" ? at?.call : at?.put) ?? null;
    return contract === null ? [] : [{ contract, quantity }];
  });
  if (contracts.length !== options.length) return null;
  const legs = contracts.map(legOf);
  const priced = packagePrice(legs, (instrument) => contracts[instrument]?.contract.quote ?? NO_QUOTE, fees);
  return priced === null ? null : written(family, legs, { priced, smile, growth });
}

const legOf = (
  { contract, quantity }: { readonly contract: QuotedContract; readonly quantity: number },
  instrument: number,
): Leg => ({ instrument, contract: contract.row.contract, ratio: quantity });

function written(
  name: StructureFamily,
  legs: readonly Leg[],
  {
    priced,
    smile,
    growth,
  }: { readonly priced: PackagePrice; readonly smile: Smile; readonly growth: number },
): PlanFigures | null {
  const { natural, spread } = priced;
  const exact = legs.map(({ contract: { right, strike }, ratio }) => ({ right, strike, quantity: ratio }));
  const outcomes = outcomesOf(exact, natural);
  if (outcomes.maxLoss === null) return null;
  const perPackage = (aShare: number): number => dollars(usdE4(aShare * MULTIPLIER));
  const costs = dollars(priced.costs);
  const maxLoss = perPackage(outcomes.maxLoss);
  const maxProfit = outcomes.maxProfit === null ? null : perPackage(outcomes.maxProfit);
  if (maxLoss <= 0 || (maxProfit !== null && maxProfit <= costs)) return null;
  const odds = shapeOdds(legs, priced, { smile, growth });
  return {
    name,
    legs: exact.map(({ strike, ...leg }) => ({
      right: leg.right,
      strike: dollars(strike),
      quantity: leg.quantity,
    })),
    entry: perPackage(natural),
    maxProfit,
    maxLoss,
    breakEvens: outcomes.breakEvens.map((edge) => dollars(nearestUsdE4(edge / USD_E4))),
    costs,
    ...odds,
    halfSpread: dollars(spread) / 2,
    perDollarAtRisk: odds.expectedValue / (maxLoss + costs),
  };
}
