import { epochMicros, MICROS_PER_SECOND, type EpochMicros } from "@smart0dte/domain";

const FORM = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an instant that states its offset, `2026-08-14T15:38:38.726610+00:00`; null for anything else.
 *
 * Digits below the microsecond are dropped.
 */
export function parseInstant(text: string): EpochMicros | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, date = "", minute = "", second = ":00", fraction = "", zone = ""] = match;
  const local = Date.parse(`${date}T${minute}${second}Z`);
  // Date rolls 30 February over into March: what it prints must be what was read
  if (Number.isNaN(local) || new Date(local).toISOString() !== `${date}T${minute}${second}.000Z`) return null;
  const offset = offsetSeconds(zone);
  if (offset === null) return null;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  return epochMicros((local / 1000 - offset) * MICROS_PER_SECOND + micros);
}

/** Prints an instant as ISO 8601 in UTC; a fraction only where there is one. */
export function formatInstant(at: EpochMicros): string {
  const fraction = ((at % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND;
  const second = new Date((at - fraction) / 1000).toISOString().slice(0, 19);
  return fraction === 0 ? `${second}Z` : `${second}.${String(fraction).padStart(6, "0")}Z`;
}

function offsetSeconds(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
}
