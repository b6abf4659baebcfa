import type { EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import {
  calendarDayStrip,
  stripVariance,
  termVariance,
  type StripTerm,
  type TermVariance,
} from "@smart0dte/pricing";
import { seriesIn, type AnalysedExpiry, type ChainSeries } from "./chain-expiry.ts";
import { plainQuotes, type QuotedStrike } from "./chain-quotes.ts";
import { rateFor, secondsTo, strikesIn } from "./chain-rate.ts";

/** The desk's own volatility to this expiry from all its out-of-the-money options. */
export interface ChainStrip {
  /** A fraction per root year. */
  readonly volatility: number;
  /** `strip`: less what coarse strikes overstate. `smile`: the money's volatility in its place. */
  readonly from: TermVariance["from"];
  /** Why the smile stands in; null where the strip stands. */
  readonly because: TermVariance["because"];
  /** As the published method gives it, without that correction; null where there is no strip. */
  readonly published: number | null;
  /** Options that took part. */
  readonly options: number;
  /** Of the day ahead, from this expiry and the next one of its root; null where they do not lie around it. */
  readonly oneDay: OneDayStrip | null;
}

/** The desk's 1-day strip volatility on the calendar's clock. It is not Cboe's VIX1D, whose clock is not public. */
export interface OneDayStrip {
  /** 100 times the volatility per root year. */
  readonly index: number;
  /** Share of the day's variance from before this expiry. */
  readonly nearShare: number;
  readonly next: ChainSeries["date"];
}

export interface StripMoment {
  readonly snapshot: ChainSnapshot;
  readonly at: EpochMicros;
  readonly expiry: AnalysedExpiry;
  /** Of this expiry; a later one's is read as this one's was, or taken from a person. */
  readonly rate: number;
  readonly stated: number | null;
  /** A fraction per root year; null without a smile. */
  readonly atmIv: number | null;
}

export function stripOf(strikes: readonly QuotedStrike<string>[], moment: StripMoment): ChainStrip | null {
  const term = { minutes: moment.expiry.seconds / 60, rate: moment.rate, quotes: plainQuotes(strikes) };
  const found = termVariance(term, moment.atmIv);
  if (!found.ok) return null;
  const { variance, from, because } = found.value;
  const published = stripVariance(term);
  const hasStrip = typeof published !== "string";
  return {
    volatility: Math.sqrt(variance),
    from,
    because,
    published: hasStrip && published.variance >= 0 ? Math.sqrt(published.variance) : null,
    options: hasStrip ? published.selected.length : 0,
    oneDay: oneDayOf(found.value, moment),
  };
}

function oneDayOf(near: TermVariance, { snapshot, at, expiry, stated }: StripMoment): OneDayStrip | null {
  const next = seriesIn(snapshot).find(
    ({ root, settlesAt }) => root === expiry.root && settlesAt > expiry.settlesAt,
  );
  if (next === undefined) return null;
  const rate = rateFor({ ...next, isToday: false }, { snapshot, at, stated });
  const term: StripTerm = {
    minutes: secondsTo(next, at) / 60,
    rate: rate.rate,
    quotes: plainQuotes(strikesIn(snapshot, next, at)),
  };
  const far = termVariance(term, null);
  const day = far.ok ? calendarDayStrip(near, far.value) : null;
  return day?.ok === true ? { ...day.value, next: next.date } : null;
}
