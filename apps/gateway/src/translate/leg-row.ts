import { formatCompactOsi, type Leg, type LegQuote } from "@smart0dte/domain";
import type { z } from "zod";
import type { LegRow } from "../contract/index.ts";
import { usd } from "./money-text.ts";

type LegBody = z.infer<typeof LegRow>;

/** A leg with the market it was judged on, where one is known. */
export function legRow({ instrument, contract, ratio }: Leg, quote: LegQuote | null = null): LegBody {
  const { right, strike, expiry } = contract;
  return {
    instrument,
    symbol: formatCompactOsi(contract),
    right,
    strike: usd(strike),
    expiry,
    ratio,
    bid: quote === null ? null : usd(quote.bid),
    ask: quote === null ? null : usd(quote.ask),
    quoteAt: quote === null ? null : quote.at,
  };
}
