import type { EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import { calendarArbitrages, quotedArbitrages, type Arbitrage } from "@smart0dte/pricing";
import { seriesIn, type ChainSeries } from "./chain-expiry.ts";
import { plainQuotes, type PlainQuote, type QuotedStrike } from "./chain-quotes.ts";
import { strikesIn } from "./chain-rate.ts";

/** Trades at the quoted sides that could not lose, dearest first: on quotes of one moment there are none. */
export interface ChainArbitrages {
  readonly found: readonly Arbitrage[];
  /** That early exercise of what is sold can take back: no trades, and no sign of anything. */
  readonly explained: readonly Arbitrage[];
  /** Against which later expiry calendars were looked for; null where the file has none of the root, or they prove nothing. */
  readonly against: ChainSeries | null;
}

export interface ArbitrageMoment {
  readonly snapshot: ChainSnapshot;
  readonly at: EpochMicros;
  readonly series: ChainSeries;
  /** What holders may do to a seller before expiry; null where nothing: European options, and those of the same day. */
  readonly exercise: ExerciseBound | null;
}

export interface ExerciseBound {
  /** The most that dividends until expiry can be, dollars a share; null where nothing tells. */
  readonly dividend: number | null;
  /** Interest until expiry on a dollar. */
  readonly interest: number;
}

/**
 * Within the expiry, and against the next one of its root where that can be exercised as early: a European put in the
 * money is rightly worth less the longer its strike is waited for.
 */
export function arbitragesOf(
  strikes: readonly QuotedStrike<string>[],
  { snapshot, at, series, exercise }: ArbitrageMoment,
): ChainArbitrages {
  const quotes = plainQuotes(strikes);
  const isLater = ({ root, settlesAt }: ChainSeries): boolean =>
    root === series.root && settlesAt > series.settlesAt;
  const against = series.style === "american" ? (seriesIn(snapshot).find(isLater) ?? null) : null;
  const calendars =
    against === null ? [] : calendarArbitrages(quotes, plainQuotes(strikesIn(snapshot, against, at)));
  const all = [...quotedArbitrages(quotes), ...calendars].toSorted((left, right) => right.edge - left.edge);
  const isExplained = (each: Arbitrage): boolean =>
    exercise !== null && each.edge <= takenBack(each, quotes, exercise);
  return { found: all.filter((each) => !isExplained(each)), explained: all.filter(isExplained), against };
}

/**
 * The most that early exercise of the sold options can cost, dollars a share. A sold call that is exercised before a
 * dividend owes it, whoever covers it afterwards; a sold put brings the stock early, at the interest on its strike. Of
 * spreads only a call spread sold for more than its width can owe a dividend; the others are covered by their own leg.
 */
function takenBack(
  { kind, right, strikes, edge }: Arbitrage,
  quotes: readonly PlainQuote[],
  { dividend, interest }: ExerciseBound,
): number {
  const owed = dividend ?? Number.POSITIVE_INFINITY;
  if (kind === "parity") return owed + interest * Math.max(...strikes);
  if (kind !== "vertical" || right !== "C") return 0;
  const [low, high] = strikes.map((strike) => quotes.find((quote) => quote.strike === strike));
  if (low === undefined || high === undefined) return 0;
  const credit = low.callBid - high.callAsk - (high.strike - low.strike);
  return Math.abs(credit - edge) < SAME ? owed : 0;
}

/** Dollars: what floating point leaves of nothing. */
const SAME = 1e-6;
