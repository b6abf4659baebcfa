import type { EpochMicros, FeedHealth } from "@smart0dte/domain";
import type { QuoteBook } from "./quote-book.ts";

/** Whose feed is judged, and by which age limit (microseconds). */
export interface FeedScope {
  readonly scope: string;
  readonly instruments: readonly number[];
  readonly limit: number;
}

/**
 * The state of one class of instruments: the age of its worst quote, and when anything last came.
 *
 * Instruments that have no market (never quoted, or withdrawn) do not count; without any the class is absent.
 */
export function healthOf(
  { scope, instruments, limit }: FeedScope,
  book: QuoteBook,
  now: EpochMicros,
): FeedHealth {
  let [oldest, latest] = [Number.POSITIVE_INFINITY, 0];
  let [isHalted, isInGap] = [false, false];
  for (const number of instruments) {
    const { at, fault } = book.view(number, now);
    if (at === null || fault === "absent") continue;
    latest = Math.max(latest, at);
    oldest = Math.min(oldest, at);
    isHalted ||= fault === "halted";
    isInGap ||= fault === "gap";
  }
  if (latest === 0) return { at: now, scope, state: "absent", worstAge: null, lastRecordAt: null };
  const worstAge = now - oldest;
  const state = isHalted ? "halted" : isInGap ? "gap" : worstAge > limit ? "stale" : "well";
  return { at: now, scope, state, worstAge, lastRecordAt: latest as EpochMicros };
}
