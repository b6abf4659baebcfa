import {
  epochMicros,
  err,
  isoDateOf,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  nextSession,
  ok,
  sessionOf,
  type EpochMicros,
  type Result,
  type Session,
} from "@smart0dte/domain";
import { SESSION_MINUTES, type VarianceProfile } from "./variance-profile.ts";
import { SECONDS_PER_YEAR } from "./years.ts";

const MICROS_PER_DAY = 1_440 * MICROS_PER_MINUTE;
/** Sessions of an average year, and what of its other days are closed. */
const SESSIONS_PER_YEAR = 252;
const CLOSED_DAYS_PER_YEAR = 113;

/** Why the clock cannot tell a time: an instant that is none, the later before the earlier, or no session known there. */
export type NoVarianceTime = "badInstant" | "backwards" | "outsideCalendar" | "noTime";

/**
 * Time counted by the variance that falls into it: a minute at the open is longer than one at noon, a night is short.
 * A mapping on top of the calendar's time, in which all volatilities here stay stated.
 *
 * A half day has the profile drawn together to its length, and of a whole day's variance the share of its length.
 */
export class VarianceClock {
  readonly profile: VarianceProfile;
  /** Of a year's variance, that of a regular session. */
  readonly #session: number;
  /** Share of the session's variance before each minute. */
  readonly #before: Float64Array;

  constructor(profile: VarianceProfile) {
    this.profile = profile;
    const nights = SESSIONS_PER_YEAR * profile.overnight + CLOSED_DAYS_PER_YEAR * profile.closedDay;
    this.#session = 1 / (SESSIONS_PER_YEAR + nights);
    this.#before = new Float64Array(SESSION_MINUTES + 1);
    profile.minutes.forEach((weight, minute) => {
      this.#before[minute + 1] = (this.#before[minute] ?? 0) + weight;
    });
  }

  /**
   * Variance time between two instants, in years of variance: an average year of sessions, nights and closed days is
   * one, whatever the calendar says.
   */
  between(from: EpochMicros, to: EpochMicros): Result<number, NoVarianceTime> {
    if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to))) return err("badInstant");
    if (to < from) return err("backwards");
    const start = this.#placeOf(from);
    const end = this.#placeOf(to);
    if (start === null || end === null) return err("outsideCalendar");
    let years = end.since - start.since;
    for (let session = start.session; session.date < end.session.date;) {
      const next = nextSession(session.date);
      if (next === null) return err("outsideCalendar");
      years += this.#wholeOf(session) + this.#nightBetween(session, next);
      session = next;
    }
    return ok(Math.max(years, 0));
  }

  /**
   * The volatility on this clock of one stated on the calendar: the same variance until expiry, another length of time.
   *
   * @param volatility - A fraction per root year of 31,536,000 seconds.
   */
  volatilityOn(
    volatility: number,
    { from, to }: { readonly from: EpochMicros; readonly to: EpochMicros },
  ): Result<number, NoVarianceTime> {
    const time = this.between(from, to);
    if (!time.ok) return time;
    const calendar = (to - from) / MICROS_PER_SECOND / SECONDS_PER_YEAR;
    return time.value > 0 && calendar > 0 && volatility >= 0 && Number.isFinite(volatility)
      ? ok(volatility * Math.sqrt(calendar / time.value))
      : err("noTime");
  }

  /**
   * How much faster than the calendar's average until expiry variance passes over the next `seconds`: what a theta
   * per calendar second is multiplied by to tell what those seconds will take. 1 where the clock runs evenly.
   */
  pace(
    { from, to }: { readonly from: EpochMicros; readonly to: EpochMicros },
    until: EpochMicros,
  ): Result<number, NoVarianceTime> {
    const whole = this.between(from, to);
    const part = this.between(from, until);
    if (!whole.ok) return whole;
    if (!part.ok) return part;
    if (!(whole.value > 0 && until > from && until <= to)) return err("noTime");
    return ok(part.value / whole.value / ((until - from) / (to - from)));
  }

  /** The session at or before an instant, and the variance since its open: within it, over, or of the night after. */
  #placeOf(at: EpochMicros): { readonly session: Session; readonly since: number } | null {
    const session = lastOpened(at);
    if (session === null) return null;
    if (at <= session.close) return { session, since: this.#sinceOpen(session, at) };
    const next = nextSession(session.date);
    if (next === null) return null;
    const gone = (at - session.close) / (next.open - session.close);
    return { session, since: this.#wholeOf(session) + gone * this.#nightBetween(session, next) };
  }

  #sinceOpen(session: Session, at: EpochMicros): number {
    const minute = (SESSION_MINUTES * (at - session.open)) / (session.close - session.open);
    const whole = Math.min(Math.floor(minute), SESSION_MINUTES - 1);
    const before = this.#before[whole] ?? 0;
    return this.#wholeOf(session) * (before + (minute - whole) * (this.profile.minutes[whole] ?? 0));
  }

  #wholeOf({ open, close }: Session): number {
    return (this.#session * (close - open)) / (SESSION_MINUTES * MICROS_PER_MINUTE);
  }

  #nightBetween(before: Session, after: Session): number {
    const closedDays = Math.round((after.open - before.open) / MICROS_PER_DAY) - 1;
    return this.#session * (this.profile.overnight + closedDays * this.profile.closedDay);
  }
}

/** The longest the exchange has stayed closed since 2000 is six days. */
const MOST_CLOSED_DAYS = 10;

/** The last session that had opened by an instant; at most a few closed days back. */
function lastOpened(at: EpochMicros): Session | null {
  for (let back = 0; back <= MOST_CLOSED_DAYS; back += 1) {
    const day = epochMicros(at - back * MICROS_PER_DAY);
    const session = sessionOf(isoDateOf(day));
    if (session !== null && session.open <= at) return session;
  }
  return null;
}
