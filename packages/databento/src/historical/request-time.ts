import { badParameter } from "./historical-error.ts";

/** ISO 8601 (UTC where no zone is given; a date alone is its midnight), or nanoseconds since 1970. */
export type RequestTime = string | bigint;

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Nanoseconds since 1970 of a time as the server would read it. */
export function nanosOf(time: RequestTime, name: string): bigint {
  if (typeof time === "bigint") return time;
  if (/^\d{10,20}$/.test(time)) return BigInt(time);
  const [, date, clock = "00:00", second = "00", fraction = "", zone = "Z"] = WRITTEN.exec(time) ?? [];
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = date === undefined ? NaN : Date.parse(`${date}T${clock}:${second}${offset}`);
  // Date.parse takes February 30 for March 2
  if (Number.isNaN(ms) || date === undefined || !isDate(date)) {
    throw badParameter(
      `${name} "${time}" is no time: write 2026-08-21, 2026-08-21T13:30:00Z or nanoseconds.`,
    );
  }
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** How a time is sent: as it was written. */
export function timeText(time: RequestTime): string {
  return String(time);
}

/** The UTC day of a time, as 2026-08-21. */
export function dayOf(nanos: bigint): string {
  return new Date(Number(nanos / 1_000_000n)).toISOString().slice(0, 10);
}

/** ISO 8601 in UTC, with the nanoseconds where there are some. */
export function instantText(nanos: bigint): string {
  const second = new Date(Number(nanos / 1_000_000_000n) * 1_000).toISOString().slice(0, 19);
  const rest = nanos % 1_000_000_000n;
  return `${second}${rest === 0n ? "" : `.${String(rest).padStart(9, "0")}`}Z`;
}

function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
