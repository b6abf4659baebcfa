import type { EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import { calendarArbitrages, quotedArbitrages, type Arbitrage } from "@smart0dte/pricing";
import { seriesIn, type ChainSeries } from "./chain-expiry.ts";
import { plainQuotes, type QuotedStrike } from "./chain-quotes.ts";
import { strikesIn } from "./chain-rate.ts";

/** Trades at the quoted sides that could not lose, dearest first: on quotes of one moment there are none. */
export interface ChainArbitrages {
  readonly found: readonly Arbitrage[];
  /** Against which later expiry calendars were looked for; null where the file has none of the root, or they prove nothing. */
  readonly against: ChainSeries | null;
}

export interface ArbitrageMoment {
  readonly snapshot: ChainSnapshot;
  readonly at: EpochMicros;
  readonly series: ChainSeries;
}

/**
 * Within the expiry, and against the next one of its root where that can be exercised as early: a European put in the
 * money is rightly worth less the longer its strike is waited for.
 */
export function arbitragesOf(
  strikes: readonly QuotedStrike<string>[],
  { snapshot, at, series }: ArbitrageMoment,
): ChainArbitrages {
  const quotes = plainQuotes(strikes);
  const isLater = ({ root, settlesAt }: ChainSeries): boolean =>
    root === series.root && settlesAt > series.settlesAt;
  const against = series.style === "american" ? (seriesIn(snapshot).find(isLater) ?? null) : null;
  const calendars =
    against === null ? [] : calendarArbitrages(quotes, plainQuotes(strikesIn(snapshot, against, at)));
  const found = [...quotedArbitrages(quotes), ...calendars];
  return { found: found.toSorted((left, right) => right.edge - left.edge), against };
}
