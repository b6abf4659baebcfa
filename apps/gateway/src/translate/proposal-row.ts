import type { Approved, NoTrade, RefusalCode, Refused, TradePlan } from "@smart0dte/domain";
import type { ProposalRow } from "../contract/index.ts";
import { noTradeSentence } from "../sentences/no-trade-sentence.ts";
import { nameWords } from "../sentences/number-words.ts";
import { refusalSentence } from "../sentences/refusal-sentence.ts";
import { legRow } from "./leg-row.ts";
import { usd, usdOrNull } from "./money-text.ts";

/** A plan as it was proposed, before anything became of it. */
export function planRow(plan: TradePlan): ProposalRow {
  const { id, at, ticker, signalId } = plan;
  return {
    id,
    at,
    ticker,
    signalId,
    state: "new",
    code: null,
    numbers: {},
    sentence: "Proposed.",
    plan: planBody(plan),
    quantity: null,
    boundedBy: null,
  };
}

export function noTradeRow({ signalId, at, ticker, code, numbers }: NoTrade): ProposalRow {
  return {
    id: `n-${signalId}`,
    at,
    ticker,
    signalId,
    state: "noTrade",
    code,
    numbers: { ...numbers },
    sentence: noTradeSentence(code, numbers),
    plan: null,
    quantity: null,
    boundedBy: null,
  };
}

export function acceptedRow(row: ProposalRow, approved: Approved): ProposalRow {
  const { plan, quantity, boundedBy, sizes, by } = approved;
  const who = by === "automation" ? "Accepted by the desk" : "Accepted by a person";
  return {
    ...row,
    // a person may have taken it at another limit
    plan: planRow(plan).plan,
    state: "accepted",
    code: null,
    numbers: { ...sizes },
    sentence: `${who}: ${quantity}x, bounded by ${nameWords(boundedBy)}.`,
    quantity,
    boundedBy,
  };
}

const STATE_OF: Readonly<Partial<Record<RefusalCode, ProposalRow["state"]>>> = {
  AWAITING_ACCEPTANCE: "awaiting",
  // it waits for a person as well: only the desk does nothing by itself
  AUTOMATION_OFF: "awaiting",
  EXPIRED: "expired",
};

export const refusedRow = (row: ProposalRow, { code, numbers }: Refused): ProposalRow => ({
  ...row,
  state: STATE_OF[code] ?? "refused",
  code,
  numbers: { ...numbers },
  sentence: refusalSentence(code, numbers),
});

function planBody(plan: TradePlan): NonNullable<ProposalRow["plan"]> {
  const { strategy, legs, quotes, breakEvens, target, stop, timeExitAt, invalidation, validUntil } = plan;
  const { breakEvenWinRate, probabilityOfProfit, expectedValue, expectancy, confidence, how } = plan;
  return {
    strategy,
    legs: legs.map((leg, n) => legRow(leg, quotes[n] ?? null)),
    entryLimit: usd(plan.entryLimit),
    natural: usd(plan.natural),
    mid: usd(plan.mid),
    maxProfit: usd(plan.maxProfit),
    maxLoss: usd(plan.maxLoss),
    breakEvens: [...breakEvens],
    costs: usd(plan.costs),
    target: {
      base: target.base,
      fraction: target.fraction,
      profit: usd(target.profit),
      closeAt: usd(target.closeAt),
    },
    stop: { loss: usd(stop.loss), closeAt: usd(stop.closeAt), persistQuotes: stop.persistQuotes },
    timeExitAt,
    invalidation: { above: usdOrNull(invalidation.above), below: usdOrNull(invalidation.below) },
    validUntil,
    breakEvenWinRate,
    probabilityOfProfit,
    expectedValue,
    expectancy,
    confidence,
    how,
  };
}
