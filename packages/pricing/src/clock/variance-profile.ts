import { err, InvariantError, ok, type Result } from "@smart0dte/domain";

/** Minutes of a regular session. */
export const SESSION_MINUTES = 390;

/** Where in time the variance of an underlying falls, in units of a regular session's. */
export interface VarianceProfile {
  /** Share of each minute from the open in the session's variance: {@link SESSION_MINUTES} of them, total one. */
  readonly minutes: Float64Array;
  /** Variance of a night between two sessions of consecutive days. */
  readonly overnight: number;
  /** What each closed day between two sessions adds to that night. */
  readonly closedDay: number;
}

/** About 70 % of the variance of a day and its night falls in the session (SpiderRock's published clock): 0.3 / 0.7. */
const USUAL_OVERNIGHT = 0.43;
/** The two days of a weekend together add about a tenth of a trading day's variance (French and Roll). */
const USUAL_CLOSED_DAY = 0.05;
/** Of the U: the open against the quietest minute of the day, and the close; how many minutes each fades over. */
const USUAL_OPEN = 3.5;
const OPEN_FADES_OVER = 35;
const USUAL_CLOSE = 1.2;
const CLOSE_RISES_OVER = 25;

/**
 * A profile for when none has been estimated: a U over the session, and a night of three tenths of the day.
 *
 * @see French and Roll, Stock return variances, J. Fin. Econ. 17 (1986), for nights and weekends; Andersen and
 * Bollerslev, Intraday periodicity and volatility persistence, J. Emp. Fin. 4 (1997), for the U.
 */
export const USUAL_PROFILE: VarianceProfile = {
  minutes: toOne(
    Float64Array.from({ length: SESSION_MINUTES }, (_, minute) => {
      const open = USUAL_OPEN * Math.exp(-(minute + 0.5) / OPEN_FADES_OVER);
      const close = USUAL_CLOSE * Math.exp(-(SESSION_MINUTES - minute - 0.5) / CLOSE_RISES_OVER);
      return 1 + open + close;
    }),
  ),
  overnight: USUAL_OVERNIGHT,
  closedDay: USUAL_CLOSED_DAY,
};

/** Why a profile is none. */
export type NoProfile =
  "badMinutes" | "badOvernight" | "badClosedDay" | "tooFewSessions" | "badReturn" | "noVariance";

/** The profile with its minutes brought to total one, or why it is none: 390 weights, none negative or infinite. */
export function varianceProfile({
  minutes,
  overnight,
  closedDay,
}: VarianceProfile): Result<VarianceProfile, NoProfile> {
  const isWeight = (weight: number): boolean => weight >= 0 && Number.isFinite(weight);
  const total = minutes.reduce((sum, weight) => sum + weight, 0);
  if (
    minutes.length !== SESSION_MINUTES ||
    !minutes.every(isWeight) ||
    !(total > 0 && Number.isFinite(total))
  )
    return err("badMinutes");
  if (!isWeight(overnight)) return err("badOvernight");
  return isWeight(closedDay) ? ok({ minutes: toOne(minutes), overnight, closedDay }) : err("badClosedDay");
}

/** One regular session as it was: half days have no place in a profile of 390 minutes. */
export interface ObservedSession {
  /** ln(close / close before) of each minute from the open; the first from the session's open. NaN where none traded. */
  readonly returns: Float64Array;
  /** ln(open / close of the session before); null where that one is not known. */
  readonly night: number | null;
  /** Closed days in that night: 2 over a weekend. */
  readonly closedDays: number;
}

/** Sessions below which a profile is noise. */
const FEWEST_SESSIONS = 5;
/** Minutes either side over which a weight is smoothed. */
const SMOOTHED_OVER = 10;
/** A minute's squared return counts at most so many times its median over the sessions: news is not the time of day. */
const MOST_OF_MEDIAN = 25;

/**
 * A profile from minutes as they were: squared returns by the minute of the day, each session's as a share of its own
 * total, capped where one stands far apart, averaged and smoothed; nights against sessions alike.
 *
 * Five sessions give a first idea, sixty a profile. A night without closed days and one with are told apart only where
 * both were seen; else closed days keep the usual weight.
 */
export function estimateProfile(sessions: readonly ObservedSession[]): Result<VarianceProfile, NoProfile> {
  if (sessions.length < FEWEST_SESSIONS) return err("tooFewSessions");
  const isSession = ({ returns, night, closedDays }: ObservedSession): boolean =>
    returns.length === SESSION_MINUTES &&
    returns.every((one) => Math.abs(one) < 1 || Number.isNaN(one)) &&
    (night === null || Math.abs(night) < 1) &&
    Number.isInteger(closedDays) &&
    closedDays >= 0;
  if (!sessions.every(isSession)) return err("badReturn");
  const totals = sessions.map(({ returns }) => squares(returns).reduce((sum, one) => sum + one, 0));
  if (!totals.every((total) => total > 0)) return err("noVariance");
  const shares = sessions.map(({ returns }, n) => squares(returns).map((one) => one / (totals[n] ?? 1)));
  const minutes = Float64Array.from({ length: SESSION_MINUTES }, (_, minute) =>
    cappedMean(shares.map((share) => share[minute] ?? 0)),
  );
  const usual = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  const nights = (isWanted: (closedDays: number) => boolean): number | null => {
    const wanted = sessions.filter(({ night, closedDays }) => night !== null && isWanted(closedDays));
    const sum = wanted.reduce((total, { night }) => total + (night ?? 0) ** 2, 0);
    return wanted.length === 0 ? null : sum / wanted.length / usual;
  };
  const overnight = nights((closed) => closed === 0) ?? USUAL_OVERNIGHT;
  return varianceProfile({ minutes: smoothed(minutes), overnight, closedDay: USUAL_CLOSED_DAY });
}

const squares = (returns: Float64Array): Float64Array =>
  returns.map((one) => (Number.isNaN(one) ? 0 : one * one));

function cappedMean(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const cap = MOST_OF_MEDIAN * (sorted[sorted.length >> 1] ?? 0);
  return values.reduce((sum, value) => sum + (cap > 0 ? Math.min(value, cap) : value), 0) / values.length;
}

/** Means over a window that shrinks towards the ends, so that open and close keep their height. */
function smoothed(weights: Float64Array): Float64Array {
  return weights.map((_, minute) => {
    const reach = Math.min(SMOOTHED_OVER, minute, weights.length - 1 - minute);
    let sum = 0;
    for (let near = minute - reach; near <= minute + reach; near += 1) sum += weights[near] ?? 0;
    return sum / (2 * reach + 1);
  });
}

function toOne(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new InvariantError("Weights without a total", { total });
  return weights.map((weight) => weight / total);
}
