import type { Candle } from "@smart0dte/gateway/contract";

/** The opening range is that of the first half hour, in seconds. */
export const OPENING_SECONDS = 1_800;

export interface OpeningRange {
  readonly low: number;
  readonly high: number;
  /** The half hour is over: the range no longer changes. */
  readonly complete: boolean;
}

/** High and low of the session's first 30 minutes; null where its first bar is not there, so that no part passes for all. */
export function openingRange(candles: readonly Candle[], opensAt: number): OpeningRange | null {
  const first = candles.filter(({ time }) => time >= opensAt && time < opensAt + OPENING_SECONDS);
  if (first[0]?.time !== opensAt) return null;
  return {
    low: Math.min(...first.map(({ low }) => low)),
    high: Math.max(...first.map(({ high }) => high)),
    complete: candles.some(({ time }) => time >= opensAt + OPENING_SECONDS),
  };
}
