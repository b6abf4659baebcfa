import { MULTIPLIER, usdE4, type Parameters, type UsdE4 } from "@smart0dte/domain";
import type { Economics } from "./economics.ts";

/** Where a plan takes its profit and its loss. Money is UsdE4 a package, prices a share, debit positive. */
export interface ExitLevels {
  /** After the fees of both ways. */
  readonly targetProfit: UsdE4;
  readonly targetCloseAt: UsdE4;
  /** Before fees: what the price may move against the entry. */
  readonly stopLoss: UsdE4;
  readonly stopCloseAt: UsdE4;
  readonly breakEvenWinRate: number;
}

/**
 * Target and stop as fractions of the maximum loss at the entry limit.
 *
 * The target is net: its price also pays the fees of both ways. The stop is a distance of price; fees come on
 * top. With gain G and loss L of price and costs c a plan pays for itself at a win rate of (L + c) / (L + G).
 */
export function exitLevels({ natural, maxLoss, costs }: Economics, parameters: Parameters): ExitLevels {
  const targetProfit = Math.ceil(maxLoss * parameters.profitTarget);
  const stopLoss = Math.floor(maxLoss * parameters.stopLoss);
  const gain = targetProfit + costs;
  return {
    targetProfit: usdE4(targetProfit),
    targetCloseAt: usdE4(Math.floor(-natural - gain / MULTIPLIER)),
    stopLoss: usdE4(stopLoss),
    stopCloseAt: usdE4(Math.floor(-natural + stopLoss / MULTIPLIER)),
    breakEvenWinRate: (stopLoss + costs) / (stopLoss + gain),
  };
}
