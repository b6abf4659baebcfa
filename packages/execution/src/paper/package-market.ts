import { sellableAt, usdE4, type Leg, type QuoteOf, type QuoteView, type UsdE4 } from "@smart0dte/domain";
import type { DisplayedSide } from "./displayed-size.ts";
import type { PaperOrder, PaperState } from "./paper-state.ts";

/** What an order's package trades at right now. */
export interface PackageMarket {
  /** At executable sides: bought at the ask, sold at the bid; UsdE4 a share, debit positive. */
  readonly price: UsdE4;
  readonly legs: readonly { readonly ratio: number; readonly shown: DisplayedSide }[];
}

/**
 * The market of a whole package, or null when a leg has none that may be used.
 *
 * Opening needs both sides of every leg. Closing needs the side it trades at; a long leg that nobody bids for is
 * worth 0, trades with nobody and stays behind.
 */
export function packageMarket(order: PaperOrder, state: PaperState, quoteOf: QuoteOf): PackageMarket | null {
  const legs: PackageMarket["legs"][number][] = [];
  let price = 0;
  for (const leg of order.legs) {
    const quote = quoteOf(leg.instrument);
    if (!isUsable(quote, order, state)) return null;
    const shown = sideOf(leg, quote);
    if (shown === null) {
      if (leg.ratio < 0 && sellableAt(quote) !== null) continue;
      return null;
    }
    price += leg.ratio * shown.price;
    legs.push({ ratio: leg.ratio, shown });
  }
  return legs.length === 0 ? null : { price: usdE4(price), legs };
}

function isUsable(
  { fault, bid, ask, at }: QuoteView,
  order: PaperOrder,
  { minuteSource }: PaperState,
): boolean {
  if (fault !== null) return false;
  if (minuteSource && (at === null || at <= order.placed.at)) return false;
  return order.purpose === "close" || (bid !== null && ask !== null);
}

function sideOf({ instrument, ratio }: Leg, quote: QuoteView): DisplayedSide | null {
  const side = ratio > 0 ? "ask" : "bid";
  const price = quote[side];
  const size = ratio > 0 ? quote.askSize : quote.bidSize;
  return price === null ? null : { instrument, side, price, size };
}
