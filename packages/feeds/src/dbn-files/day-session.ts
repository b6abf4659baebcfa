import {
  BadInputError,
  epochMicros,
  isoDateOf,
  parseIsoDate,
  sessionOf,
  sessionsBetween,
  type IsoDate,
  type Session,
} from "@smart0dte/domain";
import type { DayFiles } from "./day-files.ts";
import type { DbnHead } from "./dbn-head.ts";

/** The session that is played: the one asked for, or the only one that the files hold. */
export function sessionOfFiles(day: DayFiles, date: string | null): Session {
  const held = day.set === null ? sessionsOf(day) : sessionsBetween(day.set.index.date, day.set.index.date);
  if (date === null) return only(held);
  const asked = parseIsoDate(date);
  if (!asked.ok) throw new BadInputError(`"${date}" is not a date (a date is written 2026-03-13).`);
  const session = sessionOf(asked.value);
  if (session === null)
    throw new BadInputError(`${date} has no session: the exchange is closed or the day unknown.`);
  if (!held.some((one) => one.date === session.date))
    throw new BadInputError(`The files hold nothing of ${date}: they hold ${listOf(held)}.`);
  return session;
}

function only(held: readonly Session[]): Session {
  const [session] = held;
  if (session === undefined)
    throw new BadInputError(
      "The files hold no session: their times lie on days without trading, or they are empty.",
    );
  if (held.length > 1)
    throw new BadInputError(`The files hold ${listOf(held)}: say which one with --date YYYY-MM-DD.`);
  return session;
}

function listOf(held: readonly Session[]): string {
  const [first, last] = [held[0]?.date, held.at(-1)?.date];
  if (first === undefined) return "no session";
  return held.length === 1
    ? `the session of ${first}`
    : `${held.length} sessions from ${first} to ${String(last)}`;
}

/** The sessions that any of the files reaches into. */
function sessionsOf({ files }: DayFiles): readonly Session[] {
  const found = new Map<IsoDate, Session>();
  for (const { head } of files) {
    const range = rangeOf(head);
    if (range === null) continue;
    for (const session of sessionsBetween(range.first, range.last)) found.set(session.date, session);
  }
  return [...found.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** Days of the exchange from the first to the last nanosecond asked for; a live file has only a first one. */
function rangeOf({ metadata, firstTimes }: DbnHead): { first: IsoDate; last: IsoDate } | null {
  const { start, end } = metadata;
  if (start === 0n || end === null) {
    const time = firstTimes[0] ?? (start === 0n ? null : Number(start / 1000n));
    const day = time === null ? null : isoDateOf(epochMicros(Math.max(time, ...firstTimes)));
    return day === null ? null : { first: day, last: day };
  }
  // what was asked for day by day begins at midnight in UTC: the evening before in New York
  const first = new Date(Number(start / 1_000_000n)).toISOString().slice(0, 10) as IsoDate;
  return { first, last: isoDateOf(epochMicros(Number((end - 1n) / 1000n))) };
}
