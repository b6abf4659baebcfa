import { MULTIPLIER, packageWidth, usdE4, type TradePlan, type UsdE4 } from "@smart0dte/domain";

/** A package of these options is quoted in cents, UsdE4. */
export const TICK = 100;

/** A plan as it is when it opens at another worst price: its exits stay at their prices, so what they bring changes. */
export function planAt(plan: TradePlan, limit: UsdE4): TradePlan {
  const more = (limit - plan.entryLimit) * MULTIPLIER;
  const { maxLoss, maxProfit, target, stop } = plan;
  return {
    ...plan,
    entryLimit: limit,
    maxLoss: usdE4(maxLoss + more),
    maxProfit: usdE4(maxProfit - more),
    target: { ...target, profit: usdE4(target.profit - more) },
    stop: { ...stop, loss: usdE4(stop.loss + more) },
  };
}

/** Why a plan cannot open at this worst price, as a sentence; null where it can. What it may lose is judged elsewhere. */
export function openingLimitFault(plan: TradePlan, limit: UsdE4): string | null {
  const fault = packageLimitFault(plan, limit);
  if (fault !== null) return fault;
  const { maxLoss, target } = planAt(plan, limit);
  if (maxLoss <= 0) return `At ${dollars(limit)} the package could lose nothing: nobody trades it there.`;
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
