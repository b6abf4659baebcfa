import {
  civilDateOf,
  nextSession,
  previousSession,
  type IsoDate,
  type Session,
  type Ticker,
} from "@smart0dte/domain";

/** Whether contracts expiring on that day were listed. */
export type Listing = "listed" | "not listed" | "unknown";

/** From when such expiries surely exist, and until when they surely did not. */
interface Era {
  readonly notBefore: string;
  readonly surelyFrom: string;
}

const eras = (
  friday: Era,
  mondayWednesday: readonly [Era, Era],
  tuesdayThursday: Era,
): Readonly<Record<number, Era>> => ({
  1: mondayWednesday[0],
  2: tuesdayThursday,
  3: mondayWednesday[1],
  4: tuesdayThursday,
  5: friday,
});

/** Weekly expiries of single funds began in the summer of 2010 (Cboe, May 2010 announcement). */
const FRIDAYS: Era = { notBefore: "2010-05-01", surelyFrom: "2011-01-01" };
/** SPY Wednesdays: listed from the end of August 2016 (MIAX listing alert of 2016-09-06). */
const SPY_WEDNESDAYS: Era = { notBefore: "2016-08-01", surelyFrom: "2016-09-14" };
/** SPY Mondays: listed from 2018-02-16 (Cboe announcement). */
const SPY_MONDAYS: Era = { notBefore: "2018-02-16", surelyFrom: "2018-02-26" };
/** SPY and QQQ Tuesdays and Thursdays: listed in November 2022. */
const DAILY: Era = { notBefore: "2022-11-01", surelyFrom: "2022-12-01" };
/** QQQ and IWM Mondays and Wednesdays came after SPY's; they surely existed when daily expiries began. */
const LATER_MONDAYS: Era = { notBefore: "2018-02-16", surelyFrom: "2022-12-01" };
const LATER_WEDNESDAYS: Era = { notBefore: "2016-08-01", surelyFrom: "2022-12-01" };
/** IWM Tuesdays and Thursdays came in 2024. */
const IWM_DAILY: Era = { notBefore: "2024-01-01", surelyFrom: "2025-01-01" };

const ERAS: Readonly<Record<Ticker, Readonly<Record<number, Era>>>> = {
  SPY: eras(FRIDAYS, [SPY_MONDAYS, SPY_WEDNESDAYS], DAILY),
  QQQ: eras(FRIDAYS, [LATER_MONDAYS, LATER_WEDNESDAYS], DAILY),
  IWM: eras(FRIDAYS, [LATER_MONDAYS, LATER_WEDNESDAYS], IWM_DAILY),
};

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const THIRD_WEEK = [15, 21] as const;
const QUARTER_MONTHS: readonly number[] = [3, 6, 9, 12];

/** Says of a ticker and a session whether contracts expiring that day existed, as far as this table knows. */
export function listingOf(ticker: Ticker, { date }: Session): Listing {
  const weekday = weekdayOf(date);
  if (weekday === 5 && isThirdWeek(date)) return "listed";
  const era = ERAS[ticker][weekday];
  if (era === undefined) return "unknown";
  if (date >= era.surelyFrom) return "listed";
  return date < era.notBefore && !mayStandInFor(date) ? "not listed" : "unknown";
}

/** The remark that a modelled chain of that day needs; null where the contracts were listed. */
export function listingFinding(ticker: Ticker, session: Session): string | null {
  const listing = listingOf(ticker, session);
  const day = `${WEEKDAYS[weekdayOf(session.date)] ?? ""} ${session.date}`;
  if (listing === "listed") return null;
  return listing === "not listed"
    ? `${ticker}: no options expiring on ${day} were listed; the modelled chain never existed`
    : `${ticker}: whether options expiring on ${day} were listed is not known`;
}

/** An expiry that replaces one on a neighbouring holiday, or the last session of a quarter. */
function mayStandInFor(date: IsoDate): boolean {
  const next = nextSession(date);
  const previous = previousSession(date);
  if (next === null || previous === null) return true;
  const { month } = civilDateOf(date);
  const endsQuarter = QUARTER_MONTHS.includes(month) && civilDateOf(next.date).month !== month;
  return endsQuarter || skipsWeekday(date, next.date) || skipsWeekday(previous.date, date);
}

/** True where a weekday between two neighbouring sessions had none. */
function skipsWeekday(from: IsoDate, to: IsoDate): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days !== 1 && !(days === 3 && weekdayOf(from) === 5);
}

const isThirdWeek = (date: IsoDate): boolean => {
  const { day } = civilDateOf(date);
  return day >= THIRD_WEEK[0] && day <= THIRD_WEEK[1];
};

const weekdayOf = (date: IsoDate): number => new Date(date).getUTCDay();
