import { err, ok, type Result } from "../result.ts";
import type { IsoDate } from "../units.ts";

/** Days since 1970-01-01 of a plain date: calendar arithmetic without clocks and zones. */
export type DayNumber = number;

const DAY_MILLIS = 86_400_000;

/** Sunday is 0, as in JavaScript. */
export const WEEKDAY = {
  sunday: 0,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
} as const;
export type Weekday = (typeof WEEKDAY)[keyof typeof WEEKDAY];

/** A plain date in its parts; months count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads `2026-03-13`. Refuses any other form and days that no calendar has. */
export function parseIsoDate(text: string): Result<IsoDate, "NOT_A_DATE"> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return err("NOT_A_DATE");
  const [, year = "", month = "", day = ""] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return isCivilDate(date) ? ok(text as IsoDate) : err("NOT_A_DATE");
}

/** True where the parts name a day that exists. */
export function isCivilDate({ year, month, day }: CivilDate): boolean {
  if (![year, month, day].every(Number.isSafeInteger)) return false;
  if (year < 100 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function civilDateOf(date: IsoDate): CivilDate {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export const dayNumber = (year: number, month: number, day: number): DayNumber =>
  Date.UTC(year, month - 1, day) / DAY_MILLIS;

export function dayNumberOf(date: IsoDate): DayNumber {
  const { year, month, day } = civilDateOf(date);
  return dayNumber(year, month, day);
}

export const isoDateOfDay = (day: DayNumber): IsoDate =>
  new Date(day * DAY_MILLIS).toISOString().slice(0, 10) as IsoDate;

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => (((day + WEEKDAY.thursday) % 7) + 7) % 7;
