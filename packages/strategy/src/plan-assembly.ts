import {
  epochMicros,
  MICROS_PER_MINUTE,
  planId,
  usdE4,
  type EpochMicros,
  type Leg,
  type Right,
  type Signal,
  type TradePlan,
} from "@smart0dte/domain";
import type { Candidate } from "./candidates.ts";
import type { StrategyInput } from "./strategy-input.ts";

const LEAST_VALID_MINUTES = 3;
/** Admissible looks in a row beyond the stop; a minute source offers only one look a minute. */
const PERSIST_QUOTES = 3;
const PERSIST_MINUTES = 1;

/** A complete plan: entry, target, stop, time exit, invalidation. Entry is the executable price, not improved. */
export function planOf(candidate: Candidate, input: StrategyInput): TradePlan {
  const { structure, priced, levels, odds } = candidate;
  const { seq, at, signal, session, parameters, chain } = input;
  const how = chain?.how ?? signal.how;
  return {
    type: "plan",
    id: planId(seq, signal.ticker),
    signalId: signal.id,
    at,
    ticker: signal.ticker,
    strategy: structure.strategy,
    legs: structure.legs,
    quotes: priced.quotes,
    entryLimit: priced.natural,
    natural: priced.natural,
    mid: priced.mid,
    maxProfit: priced.maxProfit,
    maxLoss: priced.maxLoss,
    breakEvens: priced.breakEvens,
    costs: priced.costs,
    target: {
      base: "maxLoss",
      fraction: parameters.profitTarget,
      profit: levels.targetProfit,
      closeAt: levels.targetCloseAt,
    },
    stop: {
      loss: levels.stopLoss,
      closeAt: levels.stopCloseAt,
      persistQuotes: how === "modelled" ? PERSIST_MINUTES : PERSIST_QUOTES,
    },
    timeExitAt: epochMicros(session.close - parameters.flatBeforeCloseMinutes * MICROS_PER_MINUTE),
    invalidation: invalidationOf(signal, structure.legs),
    validUntil: validUntil(input),
    breakEvenWinRate: levels.breakEvenWinRate,
    probabilityOfProfit: odds.probabilityOfProfit,
    expectedValue: odds.expectedValue,
    expectancy: "unproven",
    confidence: signal.confidence.value,
    how,
  };
}

/**
 * A direction falls an expected move against it; a neutral view, whose package is held far beyond the horizon of that
 * move, falls where a short strike is reached.
 */
function invalidationOf(
  { direction, reference, expectedMove }: Signal,
  legs: readonly Leg[],
): TradePlan["invalidation"] {
  if (direction === "up") return { above: null, below: usdE4(reference - expectedMove) };
  if (direction === "down") return { above: usdE4(reference + expectedMove), below: null };
  const shorts = (right: Right): readonly number[] =>
    legs
      .filter(({ contract, ratio }) => ratio < 0 && contract.right === right)
      .map(({ contract }) => contract.strike);
  const [calls, puts] = [shorts("C"), shorts("P")];
  return {
    above: calls.length === 0 ? null : usdE4(Math.min(...calls)),
    below: puts.length === 0 ? null : usdE4(Math.max(...puts)),
  };
}

/** A fifth of the signal's horizon, at least three minutes (three bars of a minute source), never past the opening cutoff. */
function validUntil({ at, signal, session, parameters }: StrategyInput): EpochMicros {
  const minutes = Math.max(LEAST_VALID_MINUTES, signal.horizonMinutes / 5);
  const cutoff = session.close - parameters.openingCutoffMinutes * MICROS_PER_MINUTE;
  return epochMicros(Math.min(Math.round(at + minutes * MICROS_PER_MINUTE), cutoff));
}
