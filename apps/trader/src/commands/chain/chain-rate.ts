import { MICROS_PER_SECOND, type EpochMicros } from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import { parityRate, yearsOf } from "@smart0dte/pricing";
import { seriesIn, type ChainSeries } from "./chain-expiry.ts";
import { forwardOf } from "./chain-forward.ts";
import { judgeQuote, plainQuotes, strikesOf, type QuotedStrike } from "./chain-quotes.ts";

/** What is discounted by, continuously compounded per year, and why. */
export type ChainRate =
  | { readonly from: "sameDay"; readonly rate: 0 }
  | { readonly from: "stated"; readonly rate: number }
  /** The slope of call less put over the strikes of one expiry. */
  | { readonly from: "parity"; readonly rate: number; readonly pairs: number; readonly of: ChainSeries }
  /** How parity forwards grow from expiry to expiry: interest less dividends. */
  | { readonly from: "forwards"; readonly rate: number; readonly expiries: number }
  | { readonly from: null; readonly rate: 0 };

export interface RateQuestion {
  readonly snapshot: ChainSnapshot;
  readonly at: EpochMicros;
  /** Null where a person states none. */
  readonly stated: number | null;
}

/**
 * The rate for one expiry: none on its own day, else a person's, else what put-call parity says.
 *
 * European: the slope of one expiry. A rate over a few days is a small difference of large numbers, so it is read from
 * the expiry itself with two weeks to go, else from the next one that has them. American: in-the-money prices hold the
 * worth of exercise, which is no slope of parity; near the money they are free of it, so the forwards' growth is read.
 */
export function rateFor(
  series: ChainSeries & { readonly isToday: boolean },
  question: RateQuestion,
): ChainRate {
  // premium, exercise and stock of a same-day expiry settle on one day: nothing is discounted
  if (series.isToday) return { from: "sameDay", rate: 0 };
  if (question.stated !== null) return { from: "stated", rate: question.stated };
  return series.style === "european" ? slopeRate(series, question) : growthRate(series, question);
}

const NO_RATE: ChainRate = { from: null, rate: 0 };
const SECONDS_PER_DAY = 86_400;
const FEWEST_DAYS = 14;
const MOST_DAYS = 200;

/** To its settlement. */
export const secondsTo = ({ settlesAt }: ChainSeries, at: EpochMicros): number =>
  (settlesAt - at) / MICROS_PER_SECOND;

function slopeRate(series: ChainSeries, { snapshot, at }: RateQuestion): ChainRate {
  for (const of of seriesIn(snapshot)) {
    const days = secondsTo(of, at) / SECONDS_PER_DAY;
    if (of.settlesAt < series.settlesAt || days < FEWEST_DAYS || days > MOST_DAYS) continue;
    // two roots of one date are two expiries: each has its own
    if (of.date === series.date && of.root !== series.root) continue;
    const found = slopeOf(strikesIn(snapshot, of, at), yearsOf(secondsTo(of, at)));
    if (found !== null) return { from: "parity", ...found, of };
  }
  return NO_RATE;
}

/** A line through quotes that are not of one moment may give anything. */
const LOWEST = -0.02;
const HIGHEST = 0.2;
export const isRate = (rate: number): boolean => rate >= LOWEST && rate <= HIGHEST;
/** Fraction of the money; further out spreads are wide. */
const NEAR = 0.05;

function slopeOf(
  strikes: readonly QuotedStrike<string>[],
  years: number,
): { readonly rate: number; readonly pairs: number } | null {
  const money = forwardOf(strikes, null, 1).forward;
  if (money === null) return null;
  const near = plainQuotes(strikes).filter(({ strike }) => Math.abs(strike / money - 1) <= NEAR);
  const found = parityRate(near, years);
  return found === null || !isRate(found.rate) ? null : { rate: found.rate, pairs: found.pairs };
}

/** Dividends come by the quarter: within five weeks there is at most one step in the forwards, which a median passes over. */
const GROWTH_DAYS = 35;
const FEWEST_FORWARDS = 4;
const SHORTEST_DAYS = 2;

/** Theil and Sen's slope: the median over all pairs of expiries some days apart. */
function growthRate({ root }: ChainSeries, { snapshot, at }: RateQuestion): ChainRate {
  const points = seriesIn(snapshot).flatMap((series) => {
    const seconds = secondsTo(series, at);
    if (series.root !== root || seconds <= 0 || seconds > GROWTH_DAYS * SECONDS_PER_DAY) return [];
    const { forward, from } = forwardOf(strikesIn(snapshot, series, at), null, 1);
    return from === "parity" ? [{ seconds, level: Math.log(forward) }] : [];
  });
  const slopes = points.flatMap((early, place) =>
    points
      .slice(place + 1)
      .filter(({ seconds }) => seconds - early.seconds >= SHORTEST_DAYS * SECONDS_PER_DAY)
      .map((late) => (late.level - early.level) / yearsOf(late.seconds - early.seconds)),
  );
  const rate = slopes.toSorted((a, b) => a - b)[Math.floor(slopes.length / 2)];
  if (points.length < FEWEST_FORWARDS || rate === undefined || !isRate(rate)) return NO_RATE;
  return { from: "forwards", rate, expiries: points.length };
}

/** The strikes of one series, judged. */
export function strikesIn(
  { rows }: ChainSnapshot,
  { root, date }: Pick<ChainSeries, "root" | "date">,
  at: EpochMicros,
): readonly QuotedStrike<string>[] {
  const own = rows.filter(({ contract }) => contract.root === root && contract.expiry === date);
  return strikesOf(own.map((row) => judgeQuote(row, at)));
}
