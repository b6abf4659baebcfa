import { epochMicros, MICROS_PER_SECOND, type EpochMicros, type LocalTime } from "@smart0dte/domain";

/** A stamp as a file writes it. */
export interface Stamp {
  readonly local: LocalTime;
  /** Seconds ahead of UTC; null where the stamp does not say. */
  readonly offset: number | null;
}

const FORM = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads `2026-03-12 13:30:00+00:00` and `2019-02-13 16:00:00`; null for any other form. */
export function parseStamp(text: string): Stamp | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "0", zone] = match;
  const local = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  };
  return { local, offset: zone === undefined ? null : offsetSeconds(zone) };
}

/** The instant of a stamp that states its offset; null where its day or time does not exist. */
export function instantOf({ local, offset }: Stamp & { readonly offset: number }): EpochMicros | null {
  const { year, month, day, hour, minute, second } = local;
  const millis = Date.UTC(year, month - 1, day, hour, minute, second);
  const same = new Date(millis).toISOString().slice(0, 19);
  const asked = [year, month, day]
    .map((part, place) => String(part).padStart(place === 0 ? 4 : 2, "0"))
    .join("-");
  const time = [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
  return same === `${asked}T${time}` ? epochMicros((millis / 1000 - offset) * MICROS_PER_SECOND) : null;
}

function offsetSeconds(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith("-") ? -seconds : seconds;
}
