import { err, ok, type Result } from "@smart0dte/domain";
import { stripVariance, type NoStrip, type StripTerm } from "./variance-strip.ts";

const MINUTES_PER_YEAR = 525_600;
const MINUTES_PER_DAY = 1_440;
/** From here to the close strikes are too coarse for a strip, whatever is corrected. */
const LAST_MINUTES = 30;
/** With fewer options the spacing correction no longer removes what the strip overstates. */
const FEWEST_OPTIONS = 6;

/** The variance of one expiry, and what it was read from. */
export interface TermVariance {
  /** Calendar minutes to settlement. */
  readonly minutes: number;
  /** Of the log price, per year. */
  readonly variance: number;
  /** `strip`: corrected for the distance of its strikes. `smile`: the fitted volatility of the money, squared. */
  readonly from: "strip" | "smile";
  /** Why the smile had to stand in; null where the strip did. */
  readonly because: "lastHalfHour" | "fewStrikes" | "negativeVariance" | NoStrip | null;
}

/** Why a term has no variance: the smile should have stood in, and there is none. */
export type NoTermVariance = "noSmile" | "badTerm";

/**
 * Variance of an expiry that holds to its last minutes: the strip with its spacing corrected, or in the last half hour,
 * with fewer than six options, or where the strip refuses, the volatility of the money of a fitted smile.
 *
 * @param atmIv - Of the smile, a fraction per root year; null where there is none.
 */
export function termVariance(term: StripTerm, atmIv: number | null): Result<TermVariance, NoTermVariance> {
  const { minutes } = term;
  if (!(minutes > 0 && Number.isFinite(minutes))) return err("badTerm");
  const strip = minutes < LAST_MINUTES ? null : stripVariance(term);
  const because = standIn(strip);
  if (because === null && strip !== null && typeof strip !== "string")
    return ok({ minutes, variance: strip.varianceSpacingCorrected, from: "strip", because });
  if (atmIv === null || !(atmIv > 0 && Number.isFinite(atmIv))) return err("noSmile");
  return ok({ minutes, variance: atmIv * atmIv, from: "smile", because });
}

function standIn(strip: ReturnType<typeof stripVariance> | null): TermVariance["because"] {
  if (strip === null) return "lastHalfHour";
  if (typeof strip === "string") return strip;
  if (strip.selected.length < FEWEST_OPTIONS) return "fewStrikes";
  return strip.varianceSpacingCorrected > 0 ? null : "negativeVariance";
}

/** A term and how much variance its clock counts until then. */
export interface ClockedTerm extends Pick<TermVariance, "minutes" | "variance"> {
  /** Variance time to settlement in any unit, the same for both terms and for the day; the calendar's is minutes. */
  readonly clock: number;
}

/** The 1-day strip volatility and what it was made of. */
export interface DayStrip {
  /** 100 times the volatility per root year, of the day ahead. */
  readonly index: number;
  /** Share of the day's variance that comes from before the near expiry. */
  readonly nearShare: number;
}

/**
 * Why there is no 1-day figure: the two expiries do not lie around the day ahead, or a variance is negative or no
 * number.
 */
export type NoDayStrip = "notAround" | "badVariance";

/**
 * This desk's own 1-day strip volatility. It is not Cboe's VIX1D, whose business clock is not public.
 *
 * The total variance until the near and the next expiry is drawn straight between the two over a clock, and read where
 * the clock stands one day ahead. The clock is stated by the caller: calendar minutes ({@link calendarDayStrip}), or
 * variance time. What is read is the variance of that day over its share of a year.
 *
 * The index is 100 times the volatility per root year. For clocks that lie around the day ahead, else `notAround`; exact
 * arithmetic on what the terms say, so as right as they are.
 *
 * @see Cboe, Volatility Index Methodology (2022), for the drawing between terms; the clock is this desk's own.
 * @param day - One day ahead on that clock. @param daysAYear - How many such days a year has.
 */
export function dayStrip(
  { near, next }: { readonly near: ClockedTerm; readonly next: ClockedTerm },
  { day, daysAYear }: { readonly day: number; readonly daysAYear: number },
): Result<DayStrip, NoDayStrip> {
  if (!(near.clock > 0 && near.clock <= day && next.clock >= day && next.clock > near.clock))
    return err("notAround");
  const nearTotal = (near.variance * near.minutes) / MINUTES_PER_YEAR;
  const nextTotal = (next.variance * next.minutes) / MINUTES_PER_YEAR;
  if (!(nearTotal >= 0 && nextTotal >= nearTotal && Number.isFinite(nextTotal))) return err("badVariance");
  const share = (day - near.clock) / (next.clock - near.clock);
  const total = nearTotal + share * (nextTotal - nearTotal);
  return ok({ index: 100 * Math.sqrt(total * daysAYear), nearShare: total > 0 ? nearTotal / total : 0 });
}

/** {@link dayStrip} on the calendar: the next 1,440 minutes, 365 such days a year. */
export const calendarDayStrip = (
  near: Pick<TermVariance, "minutes" | "variance">,
  next: Pick<TermVariance, "minutes" | "variance">,
): Result<DayStrip, NoDayStrip> =>
  dayStrip(
    { near: { ...near, clock: near.minutes }, next: { ...next, clock: next.minutes } },
    { day: MINUTES_PER_DAY, daysAYear: MINUTES_PER_YEAR / MINUTES_PER_DAY },
  );
