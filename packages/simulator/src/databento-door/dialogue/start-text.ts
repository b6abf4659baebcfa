import { parseIsoDate } from "@smart0dte/domain";

const NANOS_PER_MILLI = 1_000_000n;
const LARGEST_NANOS = (1n << 64n) - 1n;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads a replay's start, nanoseconds since 1970 or ISO 8601 (UTC where no zone stands), as nanoseconds; null where it is neither. */
export function readStart(text: string): bigint | null {
  if (/^\d{1,20}$/.test(text)) {
    const nanos = BigInt(text);
    return nanos <= LARGEST_NANOS ? nanos : null;
  }
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [, date = "", hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = parts;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!parseIsoDate(date).ok || !isTime) return null;
  const millis = Date.parse(`${date}T${hour}:${minute}:${second}Z`) - minutesAhead(zone) * 60_000;
  if (!Number.isFinite(millis) || millis < 0) return null;
  return BigInt(millis) * NANOS_PER_MILLI + BigInt(fraction.padEnd(9, "0"));
}

function minutesAhead(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}
