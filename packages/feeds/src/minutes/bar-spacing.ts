import { badFile } from "./file-refusal.ts";
import type { Stamp } from "./stamp-text.ts";

const MINUTE_SECONDS = 60;

/**
 * Refuses rows that are bars of another length: read as minutes they would be known before they have ended.
 *
 * The distance that most neighbouring rows have is the length; holes and the nights between sessions are few.
 */
export function refuseOtherSpacing(path: string, rows: readonly { readonly stamp: Stamp }[]): void {
  const spacing = commonSpacing(rows.map(({ stamp }) => clockSeconds(stamp)));
  if (spacing === null || spacing === MINUTE_SECONDS) return;
  const told = spacing % MINUTE_SECONDS === 0 ? `${spacing / MINUTE_SECONDS} minutes` : `${spacing} seconds`;
  throw badFile(path, `its rows are mostly ${told} apart; only bars of one minute are read`);
}

/** Seconds between most neighbours, the smaller of two as frequent; null where no two rows differ. */
function commonSpacing(seconds: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const [place, now] of seconds.entries()) {
    const before = seconds[place - 1];
    if (before === undefined || before === now) continue;
    const apart = Math.abs(now - before);
    counts.set(apart, (counts.get(apart) ?? 0) + 1);
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1] || left[0] - right[0]);
  return most === undefined ? null : most[0];
}

/** Differences need neither zone nor offset. */
function clockSeconds({ local: { year, month, day, hour, minute, second } }: Stamp): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1_000;
}
