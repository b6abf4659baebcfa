import { dayNumber, WEEKDAY, weekdayOf, type DayNumber, type Weekday } from "./civil-day.ts";

/** Juneteenth became a holiday of the exchange in 2022. */
const FIRST_JUNETEENTH = 2022;
/** Until 2012 a Thursday's Independence Day was followed, since 2013 it is preceded, by the early close. */
const FIRST_EARLY_WEDNESDAY = 2013;

/** The days of a year on which the exchange does not open by its published rules (NYSE Rule 7.2). */
export function regularHolidays(year: number): ReadonlySet<DayNumber> {
  const days = [
    newYearsDay(year),
    nthWeekday(year, 1, { weekday: WEEKDAY.monday, nth: 3 }),
    nthWeekday(year, 2, { weekday: WEEKDAY.monday, nth: 3 }),
    easterSunday(year) - 2,
    lastMondayOfMay(year),
    year >= FIRST_JUNETEENTH ? observed(dayNumber(year, 6, 19)) : null,
    observed(dayNumber(year, 7, 4)),
    nthWeekday(year, 9, { weekday: WEEKDAY.monday, nth: 1 }),
    thanksgiving(year),
    observed(dayNumber(year, 12, 25)),
  ];
  return new Set(days.filter((day) => day !== null));
}

/** The days of a year that end at 13:00 by the exchange's published rules. */
export function regularEarlyCloses(year: number): ReadonlySet<DayNumber> {
  const days = [thanksgiving(year) + 1];
  const christmasEve = dayNumber(year, 12, 24);
  if (isMondayToThursday(christmasEve)) days.push(christmasEve);
  const beforeIndependence = dayNumber(year, 7, 3);
  if (isMondayToThursday(beforeIndependence)) {
    const isBridgeAfter = weekdayOf(beforeIndependence) === WEEKDAY.wednesday && year < FIRST_EARLY_WEDNESDAY;
    days.push(isBridgeAfter ? dayNumber(year, 7, 5) : beforeIndependence);
  }
  return new Set(days);
}

/** A Sunday is observed on Monday; a Saturday is not observed, since Friday closes the exchange's year. */
function newYearsDay(year: number): DayNumber | null {
  const day = dayNumber(year, 1, 1);
  if (weekdayOf(day) === WEEKDAY.saturday) return null;
  return weekdayOf(day) === WEEKDAY.sunday ? day + 1 : day;
}

function observed(day: DayNumber): DayNumber {
  if (weekdayOf(day) === WEEKDAY.saturday) return day - 1;
  return weekdayOf(day) === WEEKDAY.sunday ? day + 1 : day;
}

function nthWeekday(
  year: number,
  month: number,
  which: { readonly weekday: Weekday; readonly nth: number },
): DayNumber {
  const first = dayNumber(year, month, 1);
  return first + ((which.weekday - weekdayOf(first) + 7) % 7) + (which.nth - 1) * 7;
}

function lastMondayOfMay(year: number): DayNumber {
  const last = dayNumber(year, 5, 31);
  return last - ((weekdayOf(last) - WEEKDAY.monday + 7) % 7);
}

const thanksgiving = (year: number): DayNumber => nthWeekday(year, 11, { weekday: WEEKDAY.thursday, nth: 4 });

const isMondayToThursday = (day: DayNumber): boolean =>
  weekdayOf(day) >= WEEKDAY.monday && weekdayOf(day) <= WEEKDAY.thursday;

/** Gregorian Easter by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): DayNumber {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1);
}
