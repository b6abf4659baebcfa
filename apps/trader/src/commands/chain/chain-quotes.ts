import {
  isTicker,
  isTwoSided,
  USD_E4,
  type EpochMicros,
  type Inadmissible,
  type QuoteView,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import type { ChainRow } from "@smart0dte/feeds";
import { isImplausiblyWide } from "@smart0dte/market";

/** A contract of the analysed expiry with its market judged. */
export interface QuotedContract<Root extends string = Ticker> {
  readonly row: ChainRow<Root>;
  readonly quote: QuoteView;
}

/** A strike with what is listed at it. */
export interface QuotedStrike<Root extends string = Ticker> {
  /** Dollars. */
  readonly strike: number;
  readonly call: QuotedContract<Root> | null;
  readonly put: QuotedContract<Root> | null;
}

/** Whether all of it is options that the desk trades and whose fees it knows. */
export const areTraded = (strikes: readonly QuotedStrike<string>[]): strikes is readonly QuotedStrike[] =>
  strikes.every(({ call, put }) =>
    [call, put].every((each) => each === null || isTicker(each.row.contract.root)),
  );

/** Judges a line's quote: no ask, or 0, is no market; no bid, or 0, is a market whose bid is 0. Age is not judged. */
export function judgeQuote<Root extends string>(row: ChainRow<Root>, at: EpochMicros): QuotedContract<Root> {
  const bid = positive(row.bid);
  const ask = positive(row.ask);
  const found = faultOf(bid, ask);
  // a bid that is not stated is not one of 0: nothing tells how wide the market is
  const fault = found === "wide" && row.bid === null ? "absent" : found;
  const quote = { bid, ask, bidSize: 0, askSize: 0, at, how: "quoted", fault } as const;
  return { row, quote };
}

/** The strikes of one expiry, ascending. */
export function strikesOf<Root extends string>(
  contracts: readonly QuotedContract<Root>[],
): readonly QuotedStrike<Root>[] {
  const found = new Map<UsdE4, Pair<Root>>();
  for (const contract of contracts) {
    const { strike, right } = contract.row.contract;
    const pair = found.get(strike) ?? { call: null, put: null };
    pair[right === "C" ? "call" : "put"] = contract;
    found.set(strike, pair);
  }
  return [...found]
    .sort(([left], [right]) => left - right)
    .map(([strike, pair]) => ({ strike: strike / USD_E4, ...pair }));
}

interface Pair<Root extends string> {
  call: QuotedContract<Root> | null;
  put: QuotedContract<Root> | null;
}

/** The middle of an admissible two-sided market, UsdE4, may be a half; null for any other. */
export function middleOf(contract: QuotedContract<string> | null): number | null {
  if (contract === null || !isTwoSided(contract.quote)) return null;
  const { bid, ask } = contract.quote;
  return bid === null || ask === null ? null : (bid + ask) / 2;
}

const positive = (price: UsdE4 | null): UsdE4 | null => (price === null || price === 0 ? null : price);

function faultOf(bid: UsdE4 | null, ask: UsdE4 | null): Inadmissible | null {
  if (ask === null) return "absent";
  if (bid !== null && bid > ask) return "crossed";
  return isImplausiblyWide(bid ?? 0, ask, true) ? "wide" : null;
}

/** Both sides as strips and arbitrage checks take them, dollars: 0 is no bid or no offer, and what is crossed is neither. */
export function plainSides(contract: QuotedContract<string> | null): {
  readonly bid: number;
  readonly ask: number;
} {
  if (contract === null || contract.quote.fault === "crossed") return { bid: 0, ask: 0 };
  const { bid, ask } = contract.quote;
  return { bid: (bid ?? 0) / USD_E4, ask: (ask ?? 0) / USD_E4 };
}

/** Call and put of each strike, side by side. */
export const plainQuotes = (strikes: readonly QuotedStrike<string>[]): readonly PlainQuote[] =>
  strikes.map(({ strike, call, put }) => {
    const [above, below] = [plainSides(call), plainSides(put)];
    return { strike, callBid: above.bid, callAsk: above.ask, putBid: below.bid, putAsk: below.ask };
  });

export interface PlainQuote {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}
