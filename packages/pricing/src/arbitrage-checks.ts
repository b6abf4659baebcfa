import type { Right } from "@smart0dte/domain";

/** Both sides of both rights at one strike, dollars; 0 is no bid or no offer. */
export interface ArbitrageQuote {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}

/**
 * A trade at the quoted sides that cannot lose and brings `edge` dollars a share at once, before fees.
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

/** Dollars: what floating point leaves of nothing. */
const NOTHING = 1e-9;

/** Quoted arbitrages within one expiry between neighbouring strikes. On stale or crossed quotes they are no trades but findings. */
export function quotedArbitrages(quotes: readonly ArbitrageQuote[]): readonly Arbitrage[] {
  const sorted = quotes.toSorted((a, b) => a.strike - b.strike);
  return [...verticals(sorted), ...butterflies(sorted), ...forwards(sorted)].filter(
    ({ edge }) => edge > NOTHING,
  );
}

/** Where an option of the later expiry is offered below the bid of the same strike in the earlier one. */
export function calendarArbitrages(
  earlier: readonly ArbitrageQuote[],
  later: readonly ArbitrageQuote[],
): readonly Arbitrage[] {
  const known = new Map(later.map((quote) => [quote.strike, quote]));
  return earlier
    .flatMap(({ strike, callBid, putBid }): Arbitrage[] => {
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

interface Side {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}

/** One right's quotes, the dear end of the spread first: low call strikes, high put strikes. */
function sidesOf(quotes: readonly ArbitrageQuote[], right: Right): readonly Side[] {
  const sides = quotes.map((quote) =>
    right === "C"
      ? { strike: quote.strike, bid: quote.callBid, ask: quote.callAsk }
      : { strike: quote.strike, bid: quote.putBid, ask: quote.putAsk },
  );
  return right === "C" ? sides : sides.reverse();
}

function verticals(quotes: readonly ArbitrageQuote[]): Arbitrage[] {
  return (["C", "P"] as const).flatMap((right) =>
    sidesOf(quotes, right).flatMap((dear, i, sides): Arbitrage[] => {
      const cheap = sides[i + 1];
      if (cheap === undefined) return [];
      const strikes = [dear.strike, cheap.strike].sort((a, b) => a - b);
      const width = Math.abs(cheap.strike - dear.strike);
      const found: Arbitrage[] = [];
      if (dear.ask > 0 && cheap.bid > 0)
        found.push({ kind: "vertical", right, strikes, edge: cheap.bid - dear.ask });
      if (dear.bid > 0 && cheap.ask > 0)
        found.push({ kind: "vertical", right, strikes, edge: dear.bid - cheap.ask - width });
      return found;
    }),
  );
}

function butterflies(quotes: readonly ArbitrageQuote[]): Arbitrage[] {
  return (["C", "P"] as const).flatMap((right) => {
    const sides = right === "C" ? sidesOf(quotes, right) : sidesOf(quotes, right).toReversed();
    return sides.flatMap((low, i): Arbitrage[] => {
      const [middle, high] = [sides[i + 1], sides[i + 2]];
      if (middle === undefined || high === undefined) return [];
      if (!(low.ask > 0 && high.ask > 0 && middle.bid > 0)) return [];
      const share = (high.strike - middle.strike) / (high.strike - low.strike);
      const wings = share * low.ask + (1 - share) * high.ask;
      const strikes = [low.strike, middle.strike, high.strike];
      return [{ kind: "butterfly", right, strikes, edge: middle.bid - wings }];
    });
  });
}

/** The strike through which the forward is bought cheapest and the one through which it is sold dearest. */
function forwards(quotes: readonly ArbitrageQuote[]): Arbitrage[] {
  let bought = { strike: Number.NaN, price: Number.POSITIVE_INFINITY };
  let sold = { strike: Number.NaN, price: Number.NEGATIVE_INFINITY };
  for (const { strike, callBid, callAsk, putBid, putAsk } of quotes) {
    if (callAsk > 0 && putBid > 0 && strike + callAsk - putBid < bought.price)
      bought = { strike, price: strike + callAsk - putBid };
    if (callBid > 0 && putAsk > 0 && strike + callBid - putAsk > sold.price)
      sold = { strike, price: strike + callBid - putAsk };
  }
  if (!(sold.price > bought.price)) return [];
  const strikes = [bought.strike, sold.strike].sort((a, b) => a - b);
  return [{ kind: "parity", right: null, strikes, edge: sold.price - bought.price }];
}
