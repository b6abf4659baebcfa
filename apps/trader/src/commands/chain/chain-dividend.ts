import { isoDateOf, USD_E4, type IsoDate } from "@smart0dte/domain";
import { yearsOf } from "@smart0dte/pricing";
import { carryRate } from "./carry-rate.ts";
import { seriesIn } from "./chain-expiry.ts";
import { forwardOf } from "./chain-forward.ts";
import { middleOf, type QuotedStrike } from "./chain-quotes.ts";
import { secondsTo, strikesIn } from "./chain-rate.ts";
import {
  dividendReading,
  putsOf,
  readOver,
  type DividendReading,
  type ReadOver,
} from "./dividend-reading.ts";
import { closesAround, sessionsIn, stepPlace, stepsTo, upperForward } from "./dividend-steps.ts";
import type { ChainDividend, DividendQuestion, SpotAtQuotes } from "./dividend-terms.ts";

export type { ChainDividend } from "./dividend-terms.ts";

/** An expiry with a dividend before it: its forward, and its quotes without the worth of early exercise. */
export interface OverDividend extends ReadOver {
  readonly dividend: ChainDividend;
}

/** Beyond, a second quarterly dividend can lie before the expiry: one amount and one date no longer describe it. */
const MOST_SECONDS = 75 * 86_400;

/**
 * The dividend before a later expiry of American options, and what its quotes are without early exercise.
 *
 * The spot less the forward's present value. The forward comes from strikes that early exercise leaves alone: calls out
 * of the money with the dividend in the spot, their puts less the interest that exercise earns; read again until both
 * agree. Null for European and same-day options, without a spot of the quotes' own moment, beyond 75 days, and where
 * the forwards grow from expiry to expiry without a step down.
 */
export function overDividend(
  strikes: readonly QuotedStrike<string>[],
  question: DividendQuestion,
): OverDividend | null {
  const { expiry, at } = question;
  if (expiry.style !== "american" || expiry.isToday || expiry.seconds > MOST_SECONDS) return null;
  const underlying = spotAtQuotes(question);
  if (underlying === null) return null;
  const steps = stepsTo(question, underlying.spot);
  const place = stepPlace(steps, underlying.spot);
  if (place === null || !isOfQuotes(underlying, strikes)) return null;
  const exBy = steps[place]?.expiry ?? expiry.date;
  const before = steps[place - 1]?.expiry ?? null;
  const exAfter = before ?? isoDateOf(at);
  const rate = carryRate(before, question, underlying.spot);
  const asked = { ...question, rate, underlying };
  const dates = exBy === expiry.date ? sessionsIn(exAfter, exBy) : [exBy];
  const readings = readingsOn(dates, strikes, asked);
  const other = otherReading(asked, { exAfter, exBy });
  const found = nearestTo(readings, other?.told.amount ?? null);
  if (found === undefined) return null;
  const { amount, low, high } = other?.told ?? spanOf(found.told, readings);
  const amountFrom = other?.expiry ?? expiry.date;
  const dividend = { ...found.told, amount, low, high, amountFrom, exAfter, exBy: found.date, steps };
  return { ...found.over, dividend };
}

/** Dollars: one tick. */
const TICK = 0.01;

/** Of the spot, where calls are narrow enough to tell; and the share of them that may be of another moment. */
const TELLING = 0.03;
const FEW = 0.2;

/**
 * A call can be exercised at once, so a stated spot above most strikes with their asks is of another moment, and what it
 * lies above the forward is no dividend.
 */
function isOfQuotes({ spot, from }: SpotAtQuotes, strikes: readonly QuotedStrike<string>[]): boolean {
  if (from !== "table") return true;
  const asks = strikes.flatMap(({ strike, call }) => {
    const isNear = strike <= spot && strike >= spot * (1 - TELLING);
    return call === null || !isNear || middleOf(call) === null
      ? []
      : [strike + (call.quote.ask ?? 0) / USD_E4];
  });
  return asks.filter((ask) => ask + TICK < spot).length <= asks.length * FEW;
}

interface Asked extends DividendQuestion {
  readonly underlying: SpotAtQuotes;
}

interface DatedReading {
  readonly date: IsoDate;
  readonly over: ReadOver;
  readonly told: DividendReading;
}

/** One expiry read as though the share went ex on each of the dates. */
function readingsOn(
  dates: readonly IsoDate[],
  strikes: readonly QuotedStrike<string>[],
  { at, expiry, rate, underlying, plain }: Asked,
): readonly DatedReading[] {
  const years = yearsOf(expiry.seconds);
  const { spot } = underlying;
  const growth = Math.exp(rate * years);
  const forward = upperForward(strikes, spot, growth).forward ?? plain.forward;
  const dividend = forward === null ? 0 : spot - forward / growth;
  if (forward === null || dividend <= 0) return [];
  const dated = dates.flatMap((date) => {
    const closes = closesAround(date, at);
    return closes === null ? [] : [{ date, terms: { ...closes, spot, years, rate, dividend, forward } }];
  });
  // a put hardly knows on which of a few days its dividend is paid, but for one that is paid on its last
  const middle = dated[Math.floor((dated.length - 1) / 2)];
  const puts = middle === undefined ? [] : putsOf(strikes, middle.terms);
  return dated.flatMap(({ date, terms }) => {
    const over = readOver(strikes, terms, terms.firstExYears < years ? puts : []);
    return over === null ? [] : [{ date, over, told: dividendReading(strikes, over, underlying) }];
  });
}

/**
 * The most that dividends until expiry can be, dollars: what a trade that is short calls may have to pay. Null where no
 * spot of the quotes' moment or no forward tells.
 */
export function dividendBound(question: DividendQuestion, over: OverDividend | null): number | null {
  if (over !== null) return over.dividend.high;
  const underlying = spotAtQuotes(question);
  const { forward } = question.plain;
  if (underlying === null || forward === null) return null;
  const growth = Math.exp(question.rate * yearsOf(question.expiry.seconds));
  return Math.max(0, underlying.spot - forward / growth) + underlying.spot * MISSED;
}

/** Of the spot: a dividend below is not seen. */
const MISSED = 0.0005;

/** A table states it; of another file only the day's own expiry tells it, whose forward it is. */
export function spotAtQuotes({
  snapshot,
  at,
  expiry,
}: Pick<DividendQuestion, "snapshot" | "at" | "expiry">): SpotAtQuotes | null {
  const today = seriesIn(snapshot).find(
    ({ root, date, tradesUntil }) => root === expiry.root && date === isoDateOf(at) && tradesUntil > at,
  );
  if (today !== undefined) {
    const { forward, from } = forwardOf(strikesIn(snapshot, today, at), null, 1);
    if (from === "parity") return { spot: forward, from: "sameDayParity" };
  }
  return snapshot.spot !== null && snapshot.spotFrom === "table"
    ? { spot: snapshot.spot, from: "table" }
    : null;
}

/**
 * What another expiry says of the amount. Where the ex date is sure, the first one after it: the rate counts least.
 * Where it is not, the last one: whether calls wait until an expiry right after it is half of the dividend.
 */
function otherReading(
  asked: Asked,
  { exAfter, exBy }: Pick<ChainDividend, "exAfter" | "exBy">,
): { readonly expiry: IsoDate; readonly told: DividendReading } | null {
  const { snapshot, at, expiry } = asked;
  const own = seriesIn(snapshot).filter(
    (series) => series.root === expiry.root && secondsTo(series, at) <= MOST_SECONDS,
  );
  const isSure = sessionsIn(exAfter, exBy).length === 1;
  const wanted = isSure ? own.find(({ date }) => date === exBy) : own.findLast(({ date }) => date > exBy);
  if (wanted === undefined || wanted.date === expiry.date) return null;
  const series = { ...expiry, ...wanted, seconds: secondsTo(wanted, at) };
  const [found] = readingsOn([exBy], strikesIn(snapshot, wanted, at), { ...asked, expiry: series });
  return found === undefined ? null : { expiry: wanted.date, told: found.told };
}

/** Without another expiry the amount is as unsure as the date. */
const spanOf = (told: DividendReading, readings: readonly DatedReading[]): DividendReading => {
  const all = readings.map((reading) => reading.told);
  return {
    ...told,
    low: Math.min(...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
};

/** The ex date on which the expiry agrees best with another one's amount; the last one where there is none. */
function nearestTo<Reading extends { readonly told: DividendReading }>(
  readings: readonly Reading[],
  amount: number | null,
): Reading | undefined {
  if (amount === null) return readings.at(-1);
  const apart = ({ told }: Reading): number => Math.abs(told.amount - amount);
  return readings.toSorted((one, other) => apart(one) - apart(other))[0];
}
