import { unreachable, type Ticker } from "@smart0dte/domain";
import type { QuoteFields } from "./record-queue.ts";
import type { QuoteFault } from "./sim-control.ts";

/** A cent, the tick of all three tickers and of their options, in UsdE4. */
const TICK = 100;
const CENTS = 100;

/** Half of what a market maker keeps between his sides before rounding outward, in cents. */
const UNDERLYING_HALF: Readonly<Record<Ticker, number>> = { SPY: 0.1, QQQ: 0.3, IWM: 0.2 };
const OPTION_HALF = 0.3;
const HALF_PER_TIME_VALUE = 0.0008;
const HALF_PER_INTRINSIC = 0.005;
const WIDEST_HALF = 7;

/** Sides of an underlying around its price in dollars; sizes are left to the caller. */
export function quoteUnderlying(ticker: Ticker, price: number, into: QuoteFields): void {
  const half = UNDERLYING_HALF[ticker];
  into.bid = Math.floor(price * CENTS - half) * TICK;
  into.ask = Math.ceil(price * CENTS + half) * TICK;
}

/**
 * Sides of an option around its value in dollars, on cent ticks; bid 0 where it is worth under half a cent.
 *
 * Near the money 1 to 3 cents; in the money wider, because that side is hardly traded.
 */
export function quoteOption(value: number, intrinsic: number, into: QuoteFields): void {
  const cents = value * CENTS;
  const inside = intrinsic * CENTS;
  const wanted = OPTION_HALF + HALF_PER_TIME_VALUE * (cents - inside) + HALF_PER_INTRINSIC * inside;
  const half = Math.min(wanted, WIDEST_HALF);
  const bid = cents < 0.5 ? 0 : Math.max(1, Math.floor(cents - half));
  into.bid = bid * TICK;
  into.ask = Math.max(bid + 1, Math.ceil(cents + half)) * TICK;
}

/** Spoils a quote as requested. A wide one is beyond any spread that a market would show. */
export function spoilQuote(fault: QuoteFault, isOption: boolean, quote: QuoteFields): void {
  switch (fault) {
    case "cross": {
      const { bid, ask } = quote;
      quote.bid = ask + 2 * TICK;
      quote.ask = Math.max(TICK, bid);
      return;
    }
    case "wide": {
      const away = isOption
        ? Math.floor(quote.bid / (2 * TICK)) * TICK
        : Math.round(quote.bid / (200 * TICK)) * TICK;
      quote.bid -= away;
      quote.ask += away + (isOption ? 60 * TICK : 0);
      return;
    }
    case "noBid":
      quote.bid = 0;
      return;
    case "noAsk":
      quote.ask = 0;
      return;
    case "bad":
      return;
    default:
      unreachable(fault);
  }
}
