import { InvariantError } from "../errors.ts";
import { MICROS_PER_MINUTE, epochMicros, type EpochMicros, type IsoDate } from "../units.ts";
import {
  civilDateOf,
  dayNumber,
  dayNumberOf,
  isoDateOfDay,
  WEEKDAY,
  weekdayOf,
  type DayNumber,
} from "./civil-day.ts";
import { EXCEPTIONAL_DAYS } from "./exceptional-days.ts";
import { regularEarlyCloses, regularHolidays } from "./exchange-holidays.ts";
import { localTimeOf, zonedToEpochMicros } from "./zoned-time.ts";

/** The zone of the exchange: its days, opens and closes. */
export const EXCHANGE_ZONE = "America/New_York";

/** One day's regular trading on the New York exchanges. */
export interface Session {
  readonly date: IsoDate;
  readonly open: EpochMicros;
  /** 16:00 (13:00 on early days): where options on SPY, QQQ and IWM expire. */
  readonly close: EpochMicros;
  /** 16:15 (13:15 on early days): until when options on SPY, QQQ and IWM quote. */
  readonly optionClose: EpochMicros;
  readonly early: boolean;
  /** True where only the rules say so: no published calendar was at hand. */
  readonly provisional: boolean;
}

const FIRST_YEAR = 2000;
const LAST_CONFIRMED_YEAR = 2027;
const OPTIONS_QUOTE_ON_MINUTES = 15;
const FIRST_DAY = dayNumber(FIRST_YEAR, 1, 1);
/** Whole microseconds since 1970 are exact until 2255. */
const LAST_YEAR = 2254;
const LAST_DAY = dayNumber(LAST_YEAR, 12, 31);

/** The session of a day, or null where the exchange is closed; a day before 2000 or after 2254 is unknown and so closed. */
export function sessionOf(date: IsoDate): Session | null {
  const known = sessions.get(date);
  if (known !== undefined) return known;
  const made = makeSession(date);
  sessions.set(date, made);
  return made;
}

/** The sessions from one day to another, both included, in order. */
export function sessionsBetween(from: IsoDate, to: IsoDate): readonly Session[] {
  const found: Session[] = [];
  const last = Math.min(dayNumberOf(to), LAST_DAY);
  for (let day = Math.max(dayNumberOf(from), FIRST_DAY); day <= last; day += 1) {
    const session = sessionOf(isoDateOfDay(day));
    if (session !== null) found.push(session);
  }
  return found;
}

/** The first session after a day, that day not included. */
export function nextSession(date: IsoDate): Session | null {
  for (let day = Math.max(dayNumberOf(date) + 1, FIRST_DAY); day <= LAST_DAY; day += 1) {
    const session = sessionOf(isoDateOfDay(day));
    if (session !== null) return session;
  }
  return null;
}

/** The last session before a day, that day not included; null where it would lie before 2000. */
export function previousSession(date: IsoDate): Session | null {
  for (let day = dayNumberOf(date) - 1; day >= FIRST_DAY; day -= 1) {
    const session = sessionOf(isoDateOfDay(day));
    if (session !== null) return session;
  }
  return null;
}

/** The exchange's date at an instant: midnight is New York's. */
export function isoDateOf(at: EpochMicros): IsoDate {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) throw new InvariantError("The zone of the exchange is unknown", { zone: EXCHANGE_ZONE });
  const { year, month, day } = local.value;
  return isoDateOfDay(dayNumber(year, month, day));
}

const sessions = new Map<IsoDate, Session | null>();

function makeSession(date: IsoDate): Session | null {
  const { year } = civilDateOf(date);
  const day = dayNumberOf(date);
  const exception = EXCEPTIONAL_DAYS.get(date)?.what;
  const isKnown = year >= FIRST_YEAR && year <= LAST_YEAR;
  if (!isKnown || exception === "closed" || isWeekend(day) || regularHolidays(year).has(day)) return null;
  const early = exception === "early" || regularEarlyCloses(year).has(day);
  const close = inNewYork(date, early ? 13 : 16, 0);
  return {
    date,
    open: inNewYork(date, 9, 30),
    close,
    optionClose: epochMicros(close + OPTIONS_QUOTE_ON_MINUTES * MICROS_PER_MINUTE),
    early,
    provisional: year > LAST_CONFIRMED_YEAR,
  };
}

const isWeekend = (day: DayNumber): boolean =>
  weekdayOf(day) === WEEKDAY.saturday || weekdayOf(day) === WEEKDAY.sunday;

function inNewYork(date: IsoDate, hour: number, minute: number): EpochMicros {
  const at = zonedToEpochMicros(EXCHANGE_ZONE, { ...civilDateOf(date), hour, minute, second: 0 });
  if (!at.ok)
    throw new InvariantError("A session's time does not exist in New York", { date, hour, why: at.error });
  return at.value;
}
