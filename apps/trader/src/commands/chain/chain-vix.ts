import {
  civilDateOf,
  EXCHANGE_ZONE,
  isoDateOf,
  localTimeOf,
  MICROS_PER_MINUTE,
  nextSession,
  type EpochMicros,
  type IsoDate,
} from "@smart0dte/domain";
import type { ChainSnapshot } from "@smart0dte/feeds";
import { stripVariance, volatilityIndex, type StripQuote } from "@smart0dte/pricing";
import { printedOf } from "../quant/vix-line.ts";
import { seriesIn, type ChainSeries } from "./chain-expiry.ts";
import { plainQuotes } from "./chain-quotes.ts";
import { rateFor, strikesIn, type RateQuestion } from "./chain-rate.ts";

/** The 30-day index by Cboe's published method on this chain; on SPX options it is the VIX. */
export interface ChainVix {
  readonly index: number;
  readonly near: VixTerm;
  readonly next: VixTerm;
}

/** One expiry's strip under the field names of `quant vix`, and which expiry it is. */
export interface VixTerm {
  readonly minutes: number;
  readonly r: number;
  readonly quotes: readonly (readonly number[])[];
  readonly F: number;
  readonly K0: number;
  readonly variance: number;
  readonly varianceSpacingCorrected: number;
  readonly vol: number | null;
  readonly selected: readonly (readonly [number, string, number])[];
  readonly expiry: IsoDate;
  readonly root: string;
  readonly settles: ChainSeries["settles"];
  readonly rateFrom: string | null;
}

/** The index, or null and why: no expiries around 30 days, or no strip in one of them. */
export type VixAnswer = { readonly vix: ChainVix } | { readonly vix: null; readonly why: string };

const TARGET_MINUTES = 43_200;

/** Near and next of all expiries of the file, whatever is analysed of it. */
export function vixOf(question: RateQuestion): VixAnswer {
  const terms = termsAround(question.snapshot, question.at);
  if (terms === null) {
    return { vix: null, why: "the file has no weekly expiries on both sides of 30 days, within 23 to 37" };
  }
  const [near, next] = terms.map((series) => termOf(series, question));
  if (near === undefined || next === undefined) return { vix: null, why: "no expiries" };
  if ("why" in near) return { vix: null, why: near.why };
  if ("why" in next) return { vix: null, why: next.why };
  const index = volatilityIndex(near, next, TARGET_MINUTES);
  return index === null
    ? { vix: null, why: "the strips' variance is negative" }
    : { vix: { index, near, next } };
}

const FEWEST_DAYS = 23;
const TARGET_DAYS = 30;
const MOST_DAYS = 37;

/**
 * The last weekly expiry not beyond 30 days and the first one beyond: on Tuesday those of 24 and 31 days, on Wednesday
 * those of 30 and 37. Of SPX the third Friday's is the one that settles at the opening, every other one SPXW's.
 */
function termsAround(snapshot: ChainSnapshot, at: EpochMicros): readonly [ChainSeries, ChainSeries] | null {
  const today = isoDateOf(at);
  const weekly = seriesIn(snapshot).filter((series) => isWeekly(series.date) && isTheWeeks(series));
  const daysTo = ({ date }: ChainSeries): number => daysBetween(today, date);
  const near = weekly.findLast((series) => daysTo(series) > FEWEST_DAYS && daysTo(series) <= TARGET_DAYS);
  const next = weekly.find((series) => daysTo(series) > TARGET_DAYS && daysTo(series) <= MOST_DAYS);
  return near === undefined || next === undefined ? null : [near, next];
}

const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const weekdayOf = (date: IsoDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const FRIDAY = 5;

/** A Friday, or the last session of a week whose Friday is closed. */
function isWeekly(date: IsoDate): boolean {
  const next = nextSession(date);
  if (next === null) return false;
  return weekdayOf(date) === FRIDAY || (weekdayOf(date) === FRIDAY - 1 && daysBetween(date, next.date) > 1);
}

const THIRD_FROM = 15;
const THIRD_TO = 21;

function isTheWeeks({ root, date }: ChainSeries): boolean {
  if (root !== "SPX" && root !== "SPXW") return true;
  // a Thursday stands for the Friday after it
  const day = civilDateOf(date).day + FRIDAY - weekdayOf(date);
  return (root === "SPX") === (day >= THIRD_FROM && day <= THIRD_TO);
}

function termOf(series: ChainSeries, question: RateQuestion): VixTerm | { readonly why: string } {
  const { snapshot, at } = question;
  const rate = rateFor({ ...series, isToday: false }, question);
  const minutes = minutesTo(series, at);
  const quotes = plainQuotes(strikesIn(snapshot, series, at));
  const strip = stripVariance({ minutes, rate: rate.rate, quotes });
  if (typeof strip === "string") return { why: `${series.root} ${series.date} gives no strip (${strip})` };
  return {
    minutes,
    r: rate.rate,
    quotes: quotes.map(rowOf),
    ...printedOf(strip),
    expiry: series.date,
    root: series.root,
    settles: series.settles,
    rateFrom: rate.from,
  };
}

const rowOf = ({ strike, callBid, callAsk, putBid, putAsk }: StripQuote): readonly number[] => [
  strike,
  callBid,
  callAsk,
  putBid,
  putAsk,
];

const MINUTES_PER_DAY = 1_440;

/** To midnight, of whole days, and from midnight to settlement, by the clock on the wall: as published. */
function minutesTo({ date, settlesAt }: ChainSeries, at: EpochMicros): number {
  const days = daysBetween(isoDateOf(at), date);
  return days * MINUTES_PER_DAY + minuteOfDay(settlesAt) - minuteOfDay(at);
}

function minuteOfDay(at: EpochMicros): number {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) return (at / MICROS_PER_MINUTE) % MINUTES_PER_DAY;
  return local.value.hour * 60 + local.value.minute + local.value.second / 60;
}
