import type { NoTrade, NoTradeCode, Step, TradePlan } from "@smart0dte/domain";
import { bestCandidate } from "./candidates.ts";
import { chainObstacle, signalObstacle, type Obstacle } from "./gates.ts";
import { planOf } from "./plan-assembly.ts";
import type { StrategyInput } from "./strategy-input.ts";

/** What became of the day's signals. */
export interface StrategyState {
  readonly plans: number;
  readonly noTrades: Readonly<Partial<Record<NoTradeCode, number>>>;
}

export const initialStrategy: StrategyState = { plans: 0, noTrades: {} };

/** Makes a complete plan of a signal, or says why not, with the numbers that decided. */
export function strategyStep(
  state: StrategyState,
  input: StrategyInput,
): Step<StrategyState, TradePlan | NoTrade> {
  const answer = answerTo(input);
  if (answer.type === "plan") return { state: { ...state, plans: state.plans + 1 }, out: [answer] };
  const noTrades = { ...state.noTrades, [answer.code]: (state.noTrades[answer.code] ?? 0) + 1 };
  return { state: { ...state, noTrades }, out: [answer] };
}

function answerTo(input: StrategyInput): TradePlan | NoTrade {
  const { signal, chain, parameters, feeTable, room } = input;
  const obstacle = signalObstacle(input) ?? chainObstacle(chain);
  if (obstacle !== null || chain === null)
    return noTrade(input, obstacle ?? { code: "noChain", numbers: {} });

  const best = bestCandidate({ signal, chain, parameters, feeTable, room });
  if ("code" in best) return noTrade(input, best);

  const plan = planOf(best, input);
  return parameters.expectancyGate === "on" ? noTrade(input, unproven(plan)) : plan;
}

/** With the gate on nothing trades until measured outcomes speak for it; what would have been traded is told. */
function unproven({ strategy, entryLimit, maxLoss, breakEvenWinRate, confidence }: TradePlan): Obstacle {
  const numbers = { strategy, entryLimit, maxLoss, breakEvenWinRate, confidence, outcomes: 0 };
  return { code: "expectancyUnproven", numbers };
}

const noTrade = ({ at, signal }: StrategyInput, { code, numbers }: Obstacle): NoTrade => ({
  type: "noTrade",
  signalId: signal.id,
  at,
  ticker: signal.ticker,
  code,
  numbers,
});
