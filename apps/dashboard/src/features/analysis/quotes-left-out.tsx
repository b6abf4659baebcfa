import type { DeskTicker } from "../../ui/desk-location.ts";
import { count } from "../../ui/format/number-format.ts";
import { useAnalysis } from "./use-analysis.ts";

/** How many of the smile's quotes could not be read, and the first reason. */
export function QuotesLeftOut({ ticker }: { readonly ticker: DeskTicker }) {
  const quotes = useAnalysis(ticker)?.quotes;
  if (quotes === undefined || quotes.length === 0) return null;
  const unread = quotes.filter(({ midIv }) => midIv === null);
  const why = unread[0]?.why;
  return (
    <span>
      {unread.length === 0
        ? `all ${count(quotes.length)} quotes of the smile have a volatility`
        : `${count(unread.length)} of ${count(quotes.length)} quotes of the smile without a volatility${why == null ? "" : ` (${why})`}`}
    </span>
  );
}
