import type { QuoteView } from "../events/quote.ts";
import { NO_QUOTE } from "../events/quote.ts";
import type { QuoteOf } from "../package-price.ts";
import { usdE4 } from "../units.ts";
import { minute } from "./builders-session.ts";

/** An admissible market, dollars; a null side is absent. */
export function aQuote(bid: number | null, ask: number | null, over: Partial<QuoteView> = {}): QuoteView {
  return {
    bid: bid === null ? null : usdE4(Math.round(bid * 10_000)),
    ask: ask === null ? null : usdE4(Math.round(ask * 10_000)),
    bidSize: bid === null ? 0 : 50,
    askSize: ask === null ? 0 : 50,
    at: minute(60),
    how: "quoted",
    fault: null,
    ...over,
  };
}

/** The market as a function of the instrument number; what is not listed is absent. */
export function aMarket(quotes: Readonly<Record<number, QuoteView>>): QuoteOf {
  return (instrument) => quotes[instrument] ?? NO_QUOTE;
}
