import { MULTIPLIER, packageWidth, USD_E4, usdE4, type TradePlan, type UsdE4 } from "@smart0dte/domain";

/** A package of these options is quoted in cents, UsdE4. */
export const TICK = 100;

/** A plan as it is when it opens at another worst price: its exits stay at their prices, so what they bring changes. */
export function planAt(plan: TradePlan, limit: UsdE4): TradePlan {
  const more = (limit - plan.entryLimit) * MULTIPLIER;
  const { maxLoss, maxProfit, target, stop, costs } = plan;
  const [loss, profit] = [stop.loss + more, target.profit - more];
  return {
    ...plan,
    entryLimit: limit,
    maxLoss: usdE4(maxLoss + more),
    maxProfit: usdE4(maxProfit - more),
    breakEvens: plan.breakEvens.map((price) => breakEvenAt(plan, price, limit)),
    breakEvenWinRate: (loss + costs) / (loss + profit + costs),
    // the market's odds were asked for at the plan's own price
    probabilityOfProfit: null,
    expectedValue: plan.expectedValue === null ? null : plan.expectedValue - more / USD_E4,
    target: { ...target, profit: usdE4(profit) },
    stop: { ...stop, loss: usdE4(loss) },
  };
}

/** Where the payoff's slope carries a break-even when the entry costs more. */
function breakEvenAt({ legs, entryLimit }: TradePlan, price: number, limit: UsdE4): number {
  const slope = legs.reduce((sum, { contract: { right, strike }, ratio }) => {
    const at = strike / USD_E4;
    return sum + (right === "C" ? (price > at ? ratio : 0) : price < at ? -ratio : 0);
  }, 0);
  return slope === 0 ? price : Math.round(price * USD_E4 + (limit - entryLimit) / slope) / USD_E4;
}

/** Why a plan cannot open at this worst price, as a sentence; null where it can. What it may lose is judged elsewhere. */
export function openingLimitFault(plan: TradePlan, limit: UsdE4): string | null {
  const fault = packageLimitFault(plan, limit);
  if (fault !== null) return fault;
  const { maxLoss, target, stop } = planAt(plan, limit);
  if (maxLoss <= 0) return `At ${dollars(limit)} the package could lose nothing: nobody trades it there.`;
  if (stop.loss <= 0) return `At ${dollars(limit)} the plan's stop would be no loss.`;
  return target.profit > 0 ? null : `At ${dollars(limit)} the plan's target brings nothing after costs.`;
}

/** Why this is no price of a package, debit positive; null where it is one. */
export function packageLimitFault({ legs }: Pick<TradePlan, "legs">, limit: UsdE4): string | null {
  if (!Number.isSafeInteger(limit) || limit % TICK !== 0) {
    return `A package is priced in whole cents; you entered ${dollars(limit)}.`;
  }
  const width = packageWidth(legs);
  return Math.abs(limit) <= width
    ? null
    : `A package is worth at most the structure's width, ${dollars(width)}; you entered ${dollars(limit)}.`;
}

const dollars = (price: number): string => String(price / 10_000);
