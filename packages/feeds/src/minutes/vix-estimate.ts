import { previousSession, type IsoDate, type UsdE4 } from "@smart0dte/domain";
import type { MinuteSeries, SeriesDay } from "./minute-series.ts";
import type { VixDay } from "./vix-daily.ts";

/** Levels of the VIX at each minute's end in ten-thousandths of a point, null where there is none; or why there are none at all. */
export type VixLevels =
  | { readonly kind: "real"; readonly levels: readonly (number | null)[]; readonly note: string }
  | {
      readonly kind: "estimated";
      readonly levels: readonly (number | null)[];
      readonly note: string;
      readonly fit: VixFit;
    }
  | { readonly kind: "absent"; readonly note: string };

/** Slope through the origin of the VIX's open-to-close log moves on those of UVXY. */
export interface VixFit {
  readonly slope: number;
  /** Days that the slope rests on. */
  readonly days: number;
}

/** Reads the index's own minutes. */
export function realVix({ bars }: SeriesDay): VixLevels {
  const levels = bars.map((bar) => bar?.close ?? null);
  const known = levels.filter((level) => level !== null).length;
  return { kind: "real", levels, note: `VIX: real minutes, ${known} of ${levels.length}` };
}

/**
 * Estimates the VIX of each minute: previous day's close times exp(slope × log move of UVXY since its previous
 * close). Uses nothing of the session but UVXY's minutes that have ended.
 */
export function estimateVix(
  uvxy: MinuteSeries,
  date: IsoDate,
  daily: ReadonlyMap<IsoDate, VixDay>,
): VixLevels {
  const today = uvxy.days.get(date);
  if (today === undefined) return absentVix("UVXY has no rows of this day");
  const before = previousSession(date);
  const previous = before === null ? undefined : uvxy.days.get(before.date);
  if (before === null || previous === undefined) {
    return absentVix(`the set has no UVXY rows of the session before (${before?.date ?? "none"})`);
  }
  const anchor = previous.bars.at(-1)?.close;
  if (anchor === undefined) return absentVix(`UVXY has no last minute on ${before.date}`);
  const base = daily.get(before.date)?.close;
  if (base === undefined) return absentVix(`the daily file has no close of ${before.date}`);
  const fit = fitSlope(uvxy, date, daily);
  if (fit === null)
    return absentVix("no earlier day of the set has both UVXY's and the VIX's open and close");
  const levels = today.bars.map((bar) =>
    bar === null ? null : Math.round(base * Math.exp(fit.slope * Math.log(bar.close / anchor)) * 10_000),
  );
  const days = fit.days === 1 ? "1 earlier day" : `${fit.days} earlier days`;
  const note = `VIX: estimated, ${base} (close of ${before.date}) × exp(${fit.slope.toFixed(4)} × UVXY's log move), slope from ${days}`;
  return { kind: "estimated", levels, note, fit };
}

export const absentVix = (why: string): VixLevels => ({ kind: "absent", note: `VIX: absent, ${why}` });

/** Least squares through the origin over the set's days before `date`; null where no day has all four prices. */
export function fitSlope(
  uvxy: MinuteSeries,
  date: IsoDate,
  daily: ReadonlyMap<IsoDate, VixDay>,
): VixFit | null {
  let cross = 0;
  let square = 0;
  let days = 0;
  for (const [day, { bars }] of uvxy.days) {
    const index = daily.get(day);
    const move = openToClose(bars[0]?.open, bars.at(-1)?.close);
    if (day >= date || index === undefined || move === null) continue;
    cross += move * Math.log(index.close / index.open);
    square += move * move;
    days += 1;
  }
  return square > 0 ? { slope: cross / square, days } : null;
}

const openToClose = (open: UsdE4 | undefined, close: UsdE4 | undefined): number | null =>
  open === undefined || close === undefined ? null : Math.log(close / open);
