import {
  isTwoSided,
  USD_E4,
  type EpochMicros,
  type Inadmissible,
  type QuoteView,
  type UsdE4,
} from "@smart0dte/domain";
import type { ChainRow } from "@smart0dte/feeds";
import { isImplausiblyWide } from "@smart0dte/market";

/** A contract of the analysed expiry with its market judged. */
export interface QuotedContract {
  readonly row: ChainRow;
  readonly quote: QuoteView;
}

/** A strike with what is listed at it. */
export interface QuotedStrike {
  /** Dollars. */
  readonly strike: number;
  readonly call: QuotedContract | null;
  readonly put: QuotedContract | null;
}

/** Judges a line's quote: no ask, or 0, is no market; no bid, or 0, is a market whose bid is 0. Age is not judged. */
export function judgeQuote(row: ChainRow, at: EpochMicros): QuotedContract {
  const bid = positive(row.bid);
  const ask = positive(row.ask);
  const quote = { bid, ask, bidSize: 0, askSize: 0, at, how: "quoted", fault: faultOf(bid, ask) } as const;
  return { row, quote };
}

/** The strikes of one expiry, ascending. */
export function strikesOf(contracts: readonly QuotedContract[]): readonly QuotedStrike[] {
  const found = new Map<UsdE4, { call: QuotedContract | null; put: QuotedContract | null }>();
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

/** The middle of an admissible two-sided market, UsdE4, may be a half; null for any other. */
export function middleOf(contract: QuotedContract | null): number | null {
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
