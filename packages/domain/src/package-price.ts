import { buyableAt, isTwoSided, midOf, sellableAt, type QuoteView } from "./events/quote.ts";
import type { Leg } from "./events/plan-event.ts";
import { usdE4, type UsdE4 } from "./units.ts";

/** How the market of an instrument stands now. */
export type QuoteOf = (instrument: number) => QuoteView;

/**
 * What one unit of a package costs to open at executable sides: debit positive, UsdE4 a share.
 *
 * Null unless every leg is quoted on both sides: opening never rests on half a market.
 */
export function openNatural(legs: readonly Leg[], quoteOf: QuoteOf): UsdE4 | null {
  let price = 0;
  for (const { instrument, ratio } of legs) {
    const quote = quoteOf(instrument);
    if (!isTwoSided(quote) || quote.bid === null || quote.ask === null) return null;
    price += ratio * (ratio > 0 ? quote.ask : quote.bid);
  }
  return usdE4(price);
}

/** A close as the market offers it now, or the leg that forbids it. */
export type CloseNatural =
  | { readonly markable: true; readonly price: UsdE4; readonly dropped: readonly number[] }
  | { readonly markable: false; readonly instrument: number; readonly why: string };

/**
 * What one unit of a held package costs to close at executable sides: debit positive, UsdE4 a share.
 *
 * A long leg without a bid counts 0 and is named in `dropped`; a short leg without an ask, or any
 * leg without an admissible quote, makes the package unmarkable.
 */
export function closeNatural(legs: readonly Leg[], quoteOf: QuoteOf): CloseNatural {
  let price = 0;
  const dropped: number[] = [];
  for (const { instrument, ratio } of legs) {
    const quote = quoteOf(instrument);
    const side = ratio > 0 ? sellableAt(quote) : buyableAt(quote);
    if (side === null) return { markable: false, instrument, why: quote.fault ?? "no ask" };
    if (ratio > 0 && quote.bid === null) dropped.push(instrument);
    price -= ratio * side;
  }
  return { markable: true, price: usdE4(price), dropped };
}

/** The package's middle to open, rounded towards the worse side (up, debit positive); null where a leg has none. */
export function openMid(legs: readonly Leg[], quoteOf: QuoteOf): UsdE4 | null {
  const middle = sumOfMids(legs, quoteOf);
  return middle === null ? null : usdE4(Math.ceil(middle));
}

/** The package's middle to close, debit positive, rounded towards the worse side (up). */
export function closeMid(legs: readonly Leg[], quoteOf: QuoteOf): UsdE4 | null {
  const middle = sumOfMids(legs, quoteOf);
  return middle === null ? null : usdE4(Math.ceil(-middle));
}

function sumOfMids(legs: readonly Leg[], quoteOf: QuoteOf): number | null {
  let sum = 0;
  for (const { instrument, ratio } of legs) {
    const middle = midOf(quoteOf(instrument));
    if (middle === null) return null;
    sum += ratio * middle;
  }
  return sum;
}

/** The widest loss the strikes of a package allow, a share: what a close can cost at worst. Zero-sum ratios only. */
export function packageWidth(legs: readonly Leg[]): UsdE4 {
  const width = (right: "C" | "P"): number => {
    const strikes = legs
      .filter(({ contract }) => contract.right === right)
      .map(({ contract }) => contract.strike);
    return strikes.length === 0 ? 0 : Math.max(...strikes) - Math.min(...strikes);
  };
  return usdE4(Math.max(width("C"), width("P")));
}
