import {
  closeNatural,
  feesOf,
  MULTIPLIER,
  openMid,
  openNatural,
  USD_E4,
  usdE4,
  type FeeTable,
  type Leg,
  type LegQuote,
  type QuoteOf,
  type UsdE4,
} from "@smart0dte/domain";

/** What one package costs, may earn and may lose, at the executable price. Money is UsdE4 a package. */
export interface Economics {
  /** UsdE4 a share, debit positive. */
  readonly natural: UsdE4;
  readonly mid: UsdE4;
  readonly quotes: readonly LegQuote[];
  readonly maxProfit: UsdE4;
  /** Positive unless the quotes contradict each other. */
  readonly maxLoss: UsdE4;
  /** Dollars of the underlying. */
  readonly breakEvens: readonly number[];
  /** Fees in and out, positive. */
  readonly costs: UsdE4;
  /** What opening and closing at once would lose to the quotes, before fees; positive. */
  readonly spread: UsdE4;
}

/** Null unless every leg is admissible on both sides. */
export function economicsOf(legs: readonly Leg[], quoteOf: QuoteOf, feeTable: FeeTable): Economics | null {
  const natural = openNatural(legs, quoteOf);
  const mid = openMid(legs, quoteOf);
  const back = closeNatural(legs, quoteOf);
  const quotes = legs.flatMap((leg) => legQuote(leg, quoteOf));
  if (natural === null || mid === null || !back.markable || quotes.length !== legs.length) return null;

  const outcomes = legs.map(({ contract }) => payoffAt(legs, contract.strike) - natural);
  return {
    natural,
    mid,
    quotes,
    maxProfit: usdE4(Math.max(...outcomes) * MULTIPLIER),
    maxLoss: usdE4(-Math.min(...outcomes) * MULTIPLIER),
    breakEvens: breakEvensOf(legs, natural),
    costs: roundTripFees(legs, quotes, feeTable),
    spread: usdE4((natural + back.price) * MULTIPLIER),
  };
}

/** Value of a package at expiry, UsdE4 a share. Straight between strikes and, as ratios cancel, flat beyond them. */
export function payoffAt(legs: readonly Leg[], spot: number): number {
  return legs.reduce((sum, { contract, ratio }) => {
    const inside = contract.right === "C" ? spot - contract.strike : contract.strike - spot;
    return sum + ratio * Math.max(0, inside);
  }, 0);
}

/** Where the payoff at expiry is just what was paid (UsdE4 a share): dollars of the underlying, ascending. */
export function breakEvensOf(legs: readonly Leg[], paid: number): readonly number[] {
  const strikes = [...new Set(legs.map(({ contract }) => contract.strike))].sort((a, b) => a - b);
  const found: number[] = [];
  for (const [index, left] of strikes.entries()) {
    const right = strikes[index + 1];
    if (right === undefined) break;
    const from = payoffAt(legs, left) - paid;
    const to = payoffAt(legs, right) - paid;
    if (from < 0 !== to < 0) found.push((left + ((right - left) * -from) / (to - from)) / USD_E4);
  }
  return found;
}

function legQuote({ instrument }: Leg, quoteOf: QuoteOf): readonly LegQuote[] {
  const { bid, ask, at } = quoteOf(instrument);
  return bid === null || ask === null || at === null ? [] : [{ bid, ask, at }];
}

function roundTripFees(legs: readonly Leg[], quotes: readonly LegQuote[], table: FeeTable): UsdE4 {
  const priced = legs.map(({ ratio }, index) => ({ ratio, quote: quotes[index] }));
  const into = priced.map(({ ratio, quote }) => ({ quantity: ratio, price: sideFor(ratio, quote) }));
  const out = priced.map(({ ratio, quote }) => ({ quantity: -ratio, price: sideFor(-ratio, quote) }));
  return usdE4(feesOf(into, table) + feesOf(out, table));
}

const sideFor = (ratio: number, quote: LegQuote | undefined): UsdE4 =>
  quote === undefined ? usdE4(0) : ratio > 0 ? quote.ask : quote.bid;
