import {
  MICROS_PER_SECOND,
  nextSession,
  previousSession,
  sessionOf,
  type EpochMicros,
  type IsoDate,
} from "@smart0dte/domain";
import { yearsOf } from "@smart0dte/pricing";
import type { DividendQuestion, ForwardStep } from "./dividend-terms.ts";
import { seriesIn, type ChainSeries } from "./chain-expiry.ts";
import { forwardOf, type ChainForward } from "./chain-forward.ts";
import type { QuotedStrike } from "./chain-quotes.ts";
import { secondsTo, strikesIn } from "./chain-rate.ts";
import type { ExerciseTerms } from "./premium-curve.ts";

/** Of the spot: a step below is no dividend of these underlyings, but quotes of two moments. */
const LEAST = 0.0005;
/** Of the spot per year between two expiries: how far a rate that is a little wrong, and exercise of puts, may drift. */
const DRIFT = 0.01;

/** Of calls that exercise pays not even with the dividend in the spot. */
export const upperForward = (
  strikes: readonly QuotedStrike<string>[],
  spot: number,
  growth: number,
): ChainForward =>
  forwardOf(
    strikes.filter(({ strike }) => strike >= spot),
    null,
    growth,
  );

/** Sessions after one date, until another. */
export function sessionsIn(after: IsoDate, until: IsoDate): readonly IsoDate[] {
  const found: IsoDate[] = [];
  for (let next = nextSession(after); next !== null && next.date <= until; next = nextSession(next.date))
    found.push(next.date);
  return found;
}

/** Of the open expiries of the root, as far as the one analysed. */
export function stepsTo(
  { snapshot, at, expiry, rate }: DividendQuestion,
  spot: number,
): readonly ForwardStep[] {
  const isBefore = ({ root, settlesAt, tradesUntil }: ChainSeries): boolean =>
    root === expiry.root && tradesUntil > at && settlesAt <= expiry.settlesAt;
  return seriesIn(snapshot)
    .filter(isBefore)
    .flatMap((series) => {
      const years = yearsOf(secondsTo(series, at));
      const growth = Math.exp(rate * years);
      const { forward } = upperForward(strikesIn(snapshot, series, at), spot, growth);
      return forward === null ? [] : [{ expiry: series.date, years, apart: spot - forward / growth }];
    });
}

/** Where the forwards fall back by more than quotes and rate explain, and stay there; null where they grow on. */
export function stepPlace(steps: readonly ForwardStep[], spot: number): number | null {
  const fell = (place: number): number => (steps[place]?.apart ?? 0) - (steps[place - 1]?.apart ?? 0);
  const places = steps.map((_, place) => place).toSorted((one, other) => fell(other) - fell(one));
  const [place] = places;
  if (place === undefined) return null;
  const years = (steps[place]?.years ?? 0) - (steps[place - 1]?.years ?? 0);
  if (fell(place) < spot * (LEAST + DRIFT * years)) return null;
  const stays = (steps.at(-1)?.apart ?? 0) - (steps[place - 1]?.apart ?? 0);
  return stays >= fell(place) / 2 ? place : null;
}

/** Holders exercise at closes: at the last one before the ex date, and from the ex date's own on. */
export function closesAround(
  exBy: IsoDate,
  at: EpochMicros,
): Pick<ExerciseTerms, "lastCumYears" | "firstExYears"> | null {
  const [before, own] = [previousSession(exBy), sessionOf(exBy)];
  if (before === null || own === null) return null;
  const yearsTo = (instant: EpochMicros): number => yearsOf((instant - at) / MICROS_PER_SECOND);
  return { lastCumYears: yearsTo(before.optionClose), firstExYears: yearsTo(own.close) };
}
