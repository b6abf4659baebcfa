import type { How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";

/**
 * Why a quote may not be used. The order is the order of judgement: the first that holds is named.
 *
 * `halted`: the exchange stopped trading the instrument. `gap`: from before an interruption of the feed.
 */
export type Inadmissible = "absent" | "halted" | "gap" | "bad" | "stale" | "crossed" | "wide";

/** What the board knows of one instrument's market right now. An absent side is null, never 0. */
export interface QuoteView {
  readonly bid: UsdE4 | null;
  readonly ask: UsdE4 | null;
  readonly bidSize: number;
  readonly askSize: number;
  readonly at: EpochMicros | null;
  readonly how: How;
  /** Null when the quote is admissible. */
  readonly fault: Inadmissible | null;
}

export const NO_QUOTE: QuoteView = {
  bid: null,
  ask: null,
  bidSize: 0,
  askSize: 0,
  at: null,
  how: "quoted",
  fault: "absent",
};

/** Both sides there and admissible: what an opening leg needs. */
export const isTwoSided = ({ bid, ask, fault }: QuoteView): boolean =>
  fault === null && bid !== null && ask !== null;

/**
 * What selling one share's worth of a long leg would fetch, or null when that cannot be known.
 *
 * A fresh ask with no bid is a market whose bid is 0: worth nothing, and known.
 */
export function sellableAt({ bid, ask, fault }: QuoteView): UsdE4 | null {
  if (fault !== null) return null;
  if (bid !== null) return bid;
  return ask === null ? null : (0 as UsdE4);
}

/** What buying back one share's worth of a short leg would cost, or null when that cannot be known. */
export const buyableAt = ({ ask, fault }: QuoteView): UsdE4 | null => (fault === null ? ask : null);

/** The middle of an admissible two-sided market in dollars per share, may be half a tick; null otherwise. */
export function midOf({ bid, ask, fault }: QuoteView): number | null {
  if (fault !== null || ask === null) return null;
  return ((bid ?? 0) + ask) / 2;
}
