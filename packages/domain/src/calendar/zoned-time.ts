import { err, ok, type Result } from "../result.ts";
import { epochMicros, MICROS_PER_SECOND, type EpochMicros } from "../units.ts";
import { isCivilDate } from "./civil-day.ts";

/** What a clock on the wall of a zone shows; months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A local time in the hour that spring skips does not exist; one in the hour that autumn repeats is ambiguous. */
export type ZonedTimeProblem = "UNKNOWN_ZONE" | "NOT_A_TIME" | "NO_SUCH_LOCAL_TIME" | "AMBIGUOUS_LOCAL_TIME";

/** The instant at which a zone's wall clock shows `local`; refused unless there is exactly one. */
export function zonedToEpochMicros(zone: string, local: LocalTime): Result<EpochMicros, ZonedTimeProblem> {
  const clock = clockOf(zone);
  if (clock === null) return err("UNKNOWN_ZONE");
  if (!isTimeOfDay(local)) return err("NOT_A_TIME");
  const wall = utcSeconds(local);
  const candidates = new Set(
    [wall - DAY_SECONDS, wall + DAY_SECONDS].map((near) => wall - offsetAt(clock, near)),
  );
  const instants = [...candidates].filter((instant) => instant + offsetAt(clock, instant) === wall);
  const [instant] = instants;
  if (instant === undefined) return err("NO_SUCH_LOCAL_TIME");
  return instants.length > 1 ? err("AMBIGUOUS_LOCAL_TIME") : ok(epochMicros(instant * MICROS_PER_SECOND));
}

/** How many seconds a zone's wall clock is ahead of UTC at an instant; negative to the west. */
export function zoneOffset(zone: string, at: EpochMicros): Result<number, "UNKNOWN_ZONE"> {
  const clock = clockOf(zone);
  return clock === null ? err("UNKNOWN_ZONE") : ok(offsetAt(clock, Math.floor(at / MICROS_PER_SECOND)));
}

/** What a zone's wall clock shows at an instant, fractions of a second dropped. */
export function localTimeOf(zone: string, at: EpochMicros): Result<LocalTime, "UNKNOWN_ZONE"> {
  const clock = clockOf(zone);
  return clock === null ? err("UNKNOWN_ZONE") : ok(wallOf(clock, Math.floor(at / MICROS_PER_SECOND)));
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

interface Clock {
  readonly format: Intl.DateTimeFormat;
  /** Offsets of whole hours of UTC (hours since 1970); null where the offset changes within the hour. */
  readonly offsets: Map<number, number | null>;
}

const clocks = new Map<string, Clock | null>();

/** A zone's rules are costly to ask and never change, so what was asked is kept. */
function clockOf(zone: string): Clock | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const format = makeFormat(zone);
  const made = format === null ? null : { format, offsets: new Map<number, number | null>() };
  clocks.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

function offsetAt(clock: Clock, instant: number): number {
  const hour = Math.floor(instant / HOUR_SECONDS);
  let offset = clock.offsets.get(hour);
  if (offset === undefined) {
    const first = askOffset(clock, hour * HOUR_SECONDS);
    offset = first === askOffset(clock, (hour + 1) * HOUR_SECONDS - 1) ? first : null;
    clock.offsets.set(hour, offset);
  }
  return offset ?? askOffset(clock, instant);
}

function askOffset({ format }: Clock, instant: number): number {
  const wall = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(instant * 1000)) {
    if (type in wall) wall[type as keyof typeof wall] = Number(value);
  }
  return utcSeconds(wall) - instant;
}

function wallOf(clock: Clock, instant: number): LocalTime {
  const shown = new Date((instant + offsetAt(clock, instant)) * 1000);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
  };
}

const utcSeconds = ({ year, month, day, hour, minute, second }: LocalTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

function isTimeOfDay(local: LocalTime): boolean {
  const within = (value: number, limit: number): boolean =>
    Number.isSafeInteger(value) && value >= 0 && value < limit;
  return isCivilDate(local) && within(local.hour, 24) && within(local.minute, 60) && within(local.second, 60);
}
