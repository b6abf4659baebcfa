import {
  closeNatural,
  feesOf,
  InvariantError,
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
import { outcomesOf, type PayoffLeg } from "@smart0dte/pricing";

/** What one package costs at executable sides. Money is UsdE4 a package. */
export interface PackagePrice {
  /** UsdE4 a share, debit positive. */
  readonly natural: UsdE4;
  readonly mid: UsdE4;
  readonly quotes: readonly LegQuote[];
  /** Fees in and out, positive. */
  readonly costs: UsdE4;
  /** What opening and closing at once would lose to the quotes, before fees; positive. */
  readonly spread: UsdE4;
}

/** What one package costs, may earn and may lose, at the executable price. Money is UsdE4 a package. */
export interface Economics extends PackagePrice {
  readonly maxProfit: UsdE4;
  /** Positive unless the quotes contradict each other. */
  readonly maxLoss: UsdE4;
  /** Dollars of the underlying. */
  readonly breakEvens: readonly number[];
}

/** Null unless every leg is admissible on both sides. */
export function economicsOf(legs: readonly Leg[], quoteOf: QuoteOf, feeTable: FeeTable): Economics | null {
  const price = packagePrice(legs, quoteOf, feeTable);
  if (price === null) return null;
  const outcomes = outcomesOf(payoffLegs(legs), price.natural);
  if (outcomes.maxProfit === null || outcomes.maxLoss === null)
    throw new InvariantError("A package without a bound is not offered", { legs: legs.length });
  return {
    ...price,
    maxProfit: usdE4(outcomes.maxProfit * MULTIPLIER),
    maxLoss: usdE4(outcomes.maxLoss * MULTIPLIER),
    breakEvens: outcomes.breakEvens.map((edge) => edge / USD_E4),
  };
}

/** The price alone, which packages without a bound have as well. Null unless every leg is admissible on both sides. */
export function packagePrice(
  legs: readonly Leg[],
  quoteOf: QuoteOf,
  feeTable: FeeTable,
): PackagePrice | null {
  const natural = openNatural(legs, quoteOf);
  const mid = openMid(legs, quoteOf);
  const back = closeNatural(legs, quoteOf);
  const quotes = legs.flatMap((leg) => legQuote(leg, quoteOf));
  if (natural === null || mid === null || !back.markable || quotes.length !== legs.length) return null;
  return {
    natural,
    mid,
    quotes,
    costs: roundTripFees(legs, quotes, feeTable),
    spread: usdE4((natural + back.price) * MULTIPLIER),
  };
}

/** The legs as pricing reads them; strikes stay UsdE4, so that what comes back is too. */
export const payoffLegs = (legs: readonly Leg[]): readonly PayoffLeg[] =>
  legs.map(({ contract: { right, strike }, ratio }) => ({ right, strike, quantity: ratio }));

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
