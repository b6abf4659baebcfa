import type { AnalysisFrame, ChainFrame } from "@smart0dte/gateway/contract";

/** Why a contract has no ladder now, as the analysis tells before anybody asks; null where nothing stands in the way. */
export function ladderHindrance(
  { forward, smile, quotes, secondsToClose }: AnalysisFrame,
  strike: number,
): string | null {
  if (secondsToClose <= 0) return "The session is over: there is no time left to look ahead.";
  if (forward.v === null) return `No forward now: ${forward.why ?? "not known"}.`;
  const quoted = quotes.some((quote) => quote.strike === strike && quote.midIv !== null);
  if (smile.v !== null || quoted) return null;
  return `No volatility of this strike is known now: ${smile.why ?? "not known"}.`;
}

/** When the board was last quoted at all, microseconds of desk time; null when never. */
export const lastQuoted = ({ rows }: ChainFrame): number | null =>
  rows
    .flatMap(({ call, put }) => [call.at, put.at])
    .reduce<number | null>(
      (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
      null,
    );
