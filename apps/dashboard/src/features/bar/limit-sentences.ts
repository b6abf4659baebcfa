import type { ParameterRow } from "@smart0dte/gateway/contract";
import { count } from "../../ui/format/number-format.ts";

const LIMITS = [
  "tradeSize",
  "maxLossPerPositionUsd",
  "maxDailyLossPerTickerUsd",
  "maxDailyLossUsd",
  "maxPortfolioRiskUsd",
  "maxOpenPositions",
] as const;

/** The limits that automation trades within: `Maximum loss per position: $1,000`. */
export function limitSentences(parameters: readonly ParameterRow[]): readonly string[] {
  return LIMITS.flatMap((name) => {
    const row = parameters.find((parameter) => parameter.name === name);
    if (row === undefined) return [];
    const value = typeof row.now === "number" ? count(row.now) : row.now;
    return [row.unit === "USD" ? `${row.label}: $${value}` : `${row.label}: ${value} ${row.unit}`];
  });
}
