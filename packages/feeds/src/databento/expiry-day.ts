import { civilDateOf, type IsoDate } from "@smart0dte/domain";

const DAY_MILLIS = 86_400_000;
const DAY_NANOS = 86_400_000_000_000n;

/** Days since 1970-01-01 of a session's date. */
export function dayNumberOfSession(date: IsoDate): number {
  const { year, month, day } = civilDateOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MILLIS;
}

/** Days since 1970-01-01 of a definition's `expiration`, which is midnight UTC of a plain date. */
export const dayNumberOfExpiration = (nanos: bigint): number => Number(nanos / DAY_NANOS);
