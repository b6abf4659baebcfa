import {
  MICROS_PER_MINUTE,
  USD_E4,
  type ChainView,
  type NoTradeCode,
  type Parameters,
  type UsdE4,
} from "@smart0dte/domain";
import type { Economics } from "./economics.ts";
import type { ExitLevels } from "./exit-levels.ts";
import type { StrategyInput } from "./strategy-input.ts";

export interface Obstacle {
  readonly code: NoTradeCode;
  readonly numbers: Readonly<Record<string, number | string>>;
}

/** What speaks against any trade on this signal, before structures are looked at. */
export function signalObstacle({ signal, session, parameters, at }: StrategyInput): Obstacle | null {
  if (signal.regime === "emergency") return { code: "regimeEmergency", numbers: { regime: signal.regime } };
  const { value, basis } = signal.confidence;
  // a NaN confidence must not pass
  if (!(value >= parameters.confidenceThreshold)) {
    const numbers = { confidence: value, threshold: parameters.confidenceThreshold, basis };
    return { code: "confidenceBelowThreshold", numbers };
  }
  const cutoff = session.close - parameters.openingCutoffMinutes * MICROS_PER_MINUTE;
  if (at >= cutoff) {
    const minutesToClose = (session.close - at) / MICROS_PER_MINUTE;
    return { code: "tooLate", numbers: { minutesToClose, cutoffMinutes: parameters.openingCutoffMinutes } };
  }
  return null;
}

/** What the chain lacks for any structure at all. */
export function chainObstacle(chain: ChainView | null): Obstacle | null {
  if (chain === null || chain.rows.length === 0) return { code: "noChain", numbers: { rows: 0 } };
  if (chain.forward === null) return { code: "noForward", numbers: { rows: chain.rows.length } };
  return null;
}

/**
 * The largest loss that one package may carry, costs included: what the limits still allow one now, at most half of
 * the tightest limit. A plan that risk would have to refuse is none.
 */
export function budgetOf(parameters: Parameters, room: UsdE4): number {
  const { maxLossPerPositionUsd, maxDailyLossPerTickerUsd, maxDailyLossUsd, maxPortfolioRiskUsd } =
    parameters;
  const tightest = Math.min(
    maxLossPerPositionUsd,
    maxDailyLossPerTickerUsd,
    maxDailyLossUsd,
    maxPortfolioRiskUsd,
  );
  return Math.min((tightest / 2) * USD_E4, room);
}

/** The gates of one priced structure, in the order in which a structure has to pass them. */
export function structureObstacle(
  priced: Economics,
  levels: ExitLevels,
  { parameters, room }: Pick<StrategyInput, "parameters" | "room">,
): Obstacle | null {
  const { maxProfit, maxLoss, costs, spread, natural } = priced;
  if (maxLoss <= 0) {
    return {
      code: "quotesInadmissible",
      numbers: { natural, maxLoss, why: "the quotes promise a profit without risk" },
    };
  }
  const budget = budgetOf(parameters, room);
  if (maxLoss + costs > budget)
    return { code: "noStrikes", numbers: { packageLoss: maxLoss + costs, budget } };
  if (maxProfit <= costs) return { code: "creditTooSmall", numbers: { maxProfit, costs, natural } };

  const gain = levels.targetProfit + costs;
  const ceiling = parameters.targetShareCeiling * maxProfit;
  if (gain > ceiling) {
    const numbers = { target: levels.targetProfit, costs, maxProfit, share: gain / maxProfit };
    return {
      code: "targetAboveMaxProfitShare",
      numbers: { ...numbers, ceiling: parameters.targetShareCeiling },
    };
  }
  if (levels.stopLoss <= costs + spread) {
    return { code: "stopInsideSpread", numbers: { stop: levels.stopLoss, costs, spread } };
  }
  return null;
}

/** Later gates are further: what nearly became a plan is the reason worth telling. */
export const ADVANCE: readonly NoTradeCode[] = [
  "quotesInadmissible",
  "noStrikes",
  "creditTooSmall",
  "targetAboveMaxProfitShare",
  "stopInsideSpread",
];
