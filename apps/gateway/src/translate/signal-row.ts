import type { Signal, SignalOutcome } from "@smart0dte/domain";
import type { SignalRow } from "../contract/index.ts";
import { usd } from "./money-text.ts";

export function signalRow(signal: Signal, outcome: SignalOutcome["result"] | null): SignalRow {
  const { id, at, ticker, direction, volatility, horizonMinutes, score, confidence, factors, regime, how } =
    signal;
  return {
    id,
    at,
    ticker,
    direction,
    volatility,
    horizonMinutes,
    reference: usd(signal.reference),
    expectedMove: usd(signal.expectedMove),
    score,
    confidence,
    factors: [...factors],
    regime,
    how,
    outcome,
  };
}
