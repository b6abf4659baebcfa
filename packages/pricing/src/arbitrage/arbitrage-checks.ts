import { InvariantError, type Right } from "@smart0dte/domain";
import { dearestButterflies, type PricedStrike } from "./arbitrage-hull.ts";

/** Both sides of both rights at one strike, dollars; 0 is no bid or no offer. */
export interface ArbitrageQuote {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}

/**
 * A trade at the prices looked at that cannot lose and brings `edge` dollars a share at once, before fees.
 *
 * `vertical`: the spread costs less than nothing, or brings more than its width. `butterfly`: costs less than nothing.
 * `parity`: a forward bought through one strike is sold dearer through another. `calendar`: the later option costs
 * less than the earlier one of its strike.
 */
export interface Arbitrage {
  readonly kind: "vertical" | "butterfly" | "parity" | "calendar";
  /** Null where both rights are needed. */
  readonly right: Right | null;
  readonly strikes: readonly number[];
  readonly edge: number;
}

/**
 * At which prices a trade is looked at: `executable` buys at asks and sells at bids, what is found could be done;
 * `mid` trades at the middle of two-sided, uncrossed quotes, what is found says that the middles do not fit together.
 */
export type ArbitragePrices = "executable" | "mid";

/** Why quotes cannot be looked at. */
export type ArbitrageFault = "badStrike" | "duplicateStrike" | "badPrice";

/** Dollars: what floating point leaves of nothing. */
const NOTHING = 1e-9;

/** The first reason for which these quotes are none; null for none. */
export function arbitrageFault(quotes: readonly ArbitrageQuote[]): ArbitrageFault | null {
  const isPrice = (price: number): boolean => price >= 0 && Number.isFinite(price);
  for (const { strike, callBid, callAsk, putBid, putAsk } of quotes) {
    if (!(strike > 0 && Number.isFinite(strike))) return "badStrike";
    if (![callBid, callAsk, putBid, putAsk].every(isPrice)) return "badPrice";
  }
  return new Set(quotes.map(({ strike }) => strike)).size === quotes.length ? null : "duplicateStrike";
}

/**
 * The arbitrages within one expiry: for each strike sold the best strike to buy against it, for each body of a
 * butterfly the cheapest wings, however far apart and uneven; of forwards the best pair. On stale or crossed quotes
 * they are no trades but findings.
 *
 * Prices and edges in dollars a share, undiscounted; exact but for the last digits of the prices (1e-9). For European
 * options, and American ones of the same day: before a later expiry exercise of what was sold can take a parity's or a
 * call spread's edge back.
 *
 * @see Carr and Madan, A note on sufficient conditions for no arbitrage, Finance Research Letters 2 (2005).
 * @throws InvariantError where {@link arbitrageFault} names a reason.
 */
export function quotedArbitrages(
  quotes: readonly ArbitrageQuote[],
  prices: ArbitragePrices = "executable",
): readonly Arbitrage[] {
  demandQuotes(quotes);
  const sorted = quotes.map((quote) => pricedAt(quote, prices)).sort((a, b) => a.strike - b.strike);
  return [
    ...verticals(sideOf(sorted, "C"), "C"),
    ...verticals(sideOf(sorted, "P").reverse(), "P"),
    ...butterflies(sorted, "C"),
    ...butterflies(sorted, "P"),
    ...forwards(sorted),
  ].filter(({ edge }) => edge > NOTHING);
}

/**
 * Where an option of the later expiry costs less than the same strike brings in the earlier one.
 *
 * Dollars a share, exact but for 1e-9. For American options, which can be exercised whenever the earlier one can; a
 * European put in the money may rightly be worth less the longer its strike is waited for, and so may a European call
 * over a dividend.
 *
 * @see Merton, Theory of rational option pricing, Bell Journal 4 (1973).
 * @throws InvariantError where {@link arbitrageFault} names a reason.
 */
export function calendarArbitrages(
  earlier: readonly ArbitrageQuote[],
  later: readonly ArbitrageQuote[],
  prices: ArbitragePrices = "executable",
): readonly Arbitrage[] {
  demandQuotes(earlier);
  demandQuotes(later);
  const known = new Map(later.map((quote) => [quote.strike, pricedAt(quote, prices)]));
  return earlier
    .flatMap((quote): Arbitrage[] => {
      const { strike, callBid, putBid } = pricedAt(quote, prices);
      const next = known.get(strike);
      if (next === undefined) return [];
      const found: Arbitrage[] = [];
      if (callBid > 0 && next.callAsk > 0)
        found.push({ kind: "calendar", right: "C", strikes: [strike], edge: callBid - next.callAsk });
      if (putBid > 0 && next.putAsk > 0)
        found.push({ kind: "calendar", right: "P", strikes: [strike], edge: putBid - next.putAsk });
      return found;
    })
    .filter(({ edge }) => edge > NOTHING);
}

function demandQuotes(quotes: readonly ArbitrageQuote[]): void {
  const fault = arbitrageFault(quotes);
  if (fault !== null) throw new InvariantError("No arbitrage of such quotes", { fault });
}

function pricedAt(quote: ArbitrageQuote, prices: ArbitragePrices): ArbitrageQuote {
  if (prices === "executable") return quote;
  const { strike, callBid, callAsk, putBid, putAsk } = quote;
  const [call, put] = [middleOf(callBid, callAsk), middleOf(putBid, putAsk)];
  return { strike, callBid: call, callAsk: call, putBid: put, putAsk: put };
}

/** 0, which is no price, where there are not two sides in order. */
const middleOf = (bid: number, ask: number): number => (bid > 0 && ask >= bid ? (bid + ask) / 2 : 0);

const sideOf = (quotes: readonly ArbitrageQuote[], right: Right): PricedStrike[] =>
  quotes.map(({ strike, callBid, callAsk, putBid, putAsk }) =>
    right === "C" ? { strike, bid: callBid, ask: callAsk } : { strike, bid: putBid, ask: putAsk },
  );

/** Spreads of options that come in the order in which each is worth no more than the one before. */
function verticals(sides: readonly PricedStrike[], right: Right): readonly Arbitrage[] {
  const found: Arbitrage[] = [];
  const spread = (a: number, b: number, edge: number): Arbitrage => {
    const strikes = [Math.min(a, b), Math.max(a, b)];
    return { kind: "vertical", right, strikes, edge };
  };
  // the cheapest of those worth no less, against each bid
  let bought: PricedStrike | null = null;
  // and the dearest to sell of those worth up to the distance more, against each ask
  let sold: PricedStrike | null = null;
  const reach = ({ strike }: PricedStrike): number => (right === "C" ? strike : -strike);
  for (const side of sides) {
    const { strike, bid, ask } = side;
    if (bought !== null && bid > 0) found.push(spread(bought.strike, strike, bid - bought.ask));
    if (sold !== null && ask > 0)
      found.push(spread(sold.strike, strike, sold.bid + reach(sold) - ask - reach(side)));
    if (ask > 0 && (bought === null || ask < bought.ask)) bought = side;
    if (bid > 0 && (sold === null || bid + reach(side) > sold.bid + reach(sold))) sold = side;
  }
  return found;
}

const butterflies = (quotes: readonly ArbitrageQuote[], right: Right): readonly Arbitrage[] =>
  dearestButterflies(sideOf(quotes, right)).map(({ strikes, edge }) => ({
    kind: "butterfly",
    right,
    strikes,
    edge,
  }));

/** The strike through which the forward is bought cheapest and the one through which it is sold dearest. */
function forwards(quotes: readonly ArbitrageQuote[]): readonly Arbitrage[] {
  let bought = { strike: 0, price: Number.POSITIVE_INFINITY };
  let sold = { strike: 0, price: Number.NEGATIVE_INFINITY };
  for (const { strike, callBid, callAsk, putBid, putAsk } of quotes) {
    if (callAsk > 0 && putBid > 0 && strike + callAsk - putBid < bought.price)
      bought = { strike, price: strike + callAsk - putBid };
    if (callBid > 0 && putAsk > 0 && strike + callBid - putAsk > sold.price)
      sold = { strike, price: strike + callBid - putAsk };
  }
  if (!(sold.price > bought.price && bought.strike !== sold.strike)) return [];
  const strikes = [bought.strike, sold.strike].sort((a, b) => a - b);
  return [{ kind: "parity", right: null, strikes, edge: sold.price - bought.price }];
}
