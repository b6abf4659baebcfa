import {
  dollars,
  feeTableOn,
  MULTIPLIER,
  nearestUsdE4,
  NO_QUOTE,
  STRATEGIES,
  type IsoDate,
  type Leg,
  type QuoteOf,
  type Right,
  type StrategyName,
} from "@smart0dte/domain";
import type { Smile } from "@smart0dte/pricing";
import { economicsOf, type Economics } from "@smart0dte/strategy";
import type { QuotedStrike } from "./chain-quotes.ts";
import { shapeOdds } from "./plan-odds.ts";
import { shapesOf, type Shape } from "./plan-shapes.ts";

/** A package that could be traded at these quotes. Dollars per one package of 100 shares. */
export interface ChainPlan {
  readonly name: StrategyName;
  readonly legs: readonly PlanLeg[];
  /** At executable prices, before costs: debit positive, credit negative. */
  readonly entry: number;
  readonly maxProfit: number;
  /** Positive. */
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
}

export interface PlanLeg {
  readonly right: Right;
  readonly strike: number;
  /** Long positive. */
  readonly quantity: number;
}

/** A name for which these quotes give no plan. */
export interface NoPlan {
  readonly name: StrategyName;
  readonly why: string;
}

export interface PlanQuestion {
  readonly strikes: readonly QuotedStrike[];
  readonly smile: Smile | null;
  /** One standard deviation to the close, dollars. */
  readonly expectedMove: number | null;
  /** What dollars of today grow by until expiry; 1 on expiry day. */
  readonly growth: number;
  /** The day whose fees are paid. */
  readonly tradedOn: IsoDate;
}

/** For each name the shape nearest to its rule whose profit exceeds its costs, or why there is none. */
export function plansOf(question: PlanQuestion): {
  readonly plans: readonly ChainPlan[];
  readonly noPlans: readonly NoPlan[];
} {
  const plans: ChainPlan[] = [];
  const noPlans: NoPlan[] = [];
  for (const name of STRATEGIES) {
    const answer = planOf(name, question);
    if ("why" in answer) noPlans.push(answer);
    else plans.push(answer);
  }
  return { plans, noPlans };
}

function planOf(name: StrategyName, question: PlanQuestion): ChainPlan | NoPlan {
  const { strikes, smile, expectedMove, tradedOn } = question;
  if (smile === null || expectedMove === null) return { name, why: "no smile lies in these quotes" };
  const shapes = shapesOf(name, strikes, { forward: smile.forward, expectedMove });
  if (shapes.length === 0) return { name, why: "too few strikes around the money are quoted on both sides" };
  const fees = feeTableOn(tradedOn);
  for (const shape of shapes) {
    const { legs, quoteOf } = packageOf(shape);
    const priced = economicsOf(legs, quoteOf, fees);
    if (priced === null || priced.maxLoss <= 0 || priced.maxProfit <= priced.costs) continue;
    return written({ name, legs, priced }, smile, question.growth);
  }
  return { name, why: `none of ${shapes.length} shapes around the money earns more than its costs` };
}

function packageOf(shape: Shape): { readonly legs: readonly Leg[]; readonly quoteOf: QuoteOf } {
  const legs = shape.legs.map(({ contract, ratio }, instrument) => {
    return { instrument, contract: contract.row.contract, ratio };
  });
  return { legs, quoteOf: (instrument) => shape.legs[instrument]?.contract.quote ?? NO_QUOTE };
}

interface Priced {
  readonly name: StrategyName;
  readonly legs: readonly Leg[];
  readonly priced: Economics;
}

function written({ name, legs, priced }: Priced, smile: Smile, growth: number): ChainPlan {
  const { natural, maxProfit, maxLoss, breakEvens, costs, spread } = priced;
  return {
    name,
    legs: legs.map(({ contract: { right, strike }, ratio }) => {
      return { right, strike: dollars(strike), quantity: ratio };
    }),
    entry: (natural * MULTIPLIER) / 10_000,
    maxProfit: dollars(maxProfit),
    maxLoss: dollars(maxLoss),
    breakEvens: breakEvens.map((edge) => dollars(nearestUsdE4(edge))),
    costs: dollars(costs),
    ...shapeOdds(legs, priced, { smile, growth }),
    halfSpread: dollars(spread) / 2,
  };
}
