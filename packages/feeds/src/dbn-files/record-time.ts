import { RTYPES, type RecordCursor } from "@smart0dte/databento";

/**
 * Whole microseconds at which a record became known; NaN where it does not say.
 *
 * A bar is known at its end. What a gateway says of itself tells its own clock, not the market's.
 */
export function recordTime(cursor: RecordCursor): number {
  if (SPOKEN.has(cursor.rtype)) return Number.NaN;
  const length = BAR_MICROS.get(cursor.rtype);
  if (length === undefined) return cursor.tsRecvMicros;
  return cursor.tsEventMicros + length;
}

const SPOKEN: ReadonlySet<number> = new Set([RTYPES.error, RTYPES.system, RTYPES.symbolMapping]);
const SECOND = 1_000_000;

const BAR_MICROS: ReadonlyMap<number, number> = new Map([
  [RTYPES.ohlcv1s, SECOND],
  [RTYPES.ohlcv1m, 60 * SECOND],
  [RTYPES.ohlcv1h, 3_600 * SECOND],
  [RTYPES.ohlcv1d, 86_400 * SECOND],
]);
