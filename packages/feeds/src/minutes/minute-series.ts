import {
  epochMicros,
  isoDateOf,
  MICROS_PER_MINUTE,
  sessionOf,
  type EpochMicros,
  type IsoDate,
  type Session,
  type UsdE4,
} from "@smart0dte/domain";
import { badLine } from "./file-refusal.ts";
import type { StampLayout } from "./layout-detection.ts";
import { placeStamp, type MinuteFile, type MinuteRow } from "./minute-file.ts";

export interface MinuteBar {
  readonly open: UsdE4;
  readonly high: UsdE4;
  readonly low: UsdE4;
  readonly close: UsdE4;
  /** Null where the file says 0 beside a real price: unknown, not none. */
  readonly volume: number | null;
}

/** One symbol's session: the bar of each minute from the open, null where the file has none. */
export interface SeriesDay {
  readonly session: Session;
  readonly bars: readonly (MinuteBar | null)[];
  /** Line of a last row that is stamped inside a minute: a bar that was still being made. */
  readonly partial: readonly number[];
  /** Rows of this date before the open or after the close. */
  readonly outside: number;
}

export interface MinuteSeries {
  readonly path: string;
  readonly symbol: string;
  readonly layout: StampLayout;
  readonly order: "oldest first" | "newest first";
  readonly days: ReadonlyMap<IsoDate, SeriesDay>;
  /** Rows on days that have no session. */
  readonly onClosedDays: number;
  readonly offGrid: number;
}

/** Places a file's rows in their sessions. Refuses rows that repeat, change direction or lie between minutes. */
export function seriesOf(file: MinuteFile, layout: StampLayout): MinuteSeries {
  const rows = file.rows.map((row) => ({ row, at: placeStamp(file, row, layout.zone) }));
  const order = orderOf(file, rows);
  const ordered = order === "oldest first" ? rows : rows.toReversed();
  const days = new Map<IsoDate, DayInMaking>();
  let onClosedDays = 0;
  ordered.forEach(({ row, at }, place) => {
    const start = layout.side === "start" ? at : epochMicros(at - MICROS_PER_MINUTE);
    const date = isoDateOf(start);
    const session = sessionOf(date);
    if (session === null) {
      onClosedDays += 1;
      return;
    }
    const day = days.get(date) ?? emptyDay(session);
    days.set(date, day);
    const next = ordered[place + 1];
    const isLastOfDay = next === undefined || isoDateOf(next.at) !== isoDateOf(at);
    placeRow(day, { file, row, start, isLastOfDay });
  });
  const { path, symbol, offGrid } = file;
  return { path, symbol, layout, order, days, onClosedDays, offGrid };
}

interface DayInMaking extends SeriesDay {
  readonly bars: (MinuteBar | null)[];
  readonly partial: number[];
  outside: number;
}

interface PlacedRow {
  readonly file: MinuteFile;
  readonly row: MinuteRow;
  readonly start: EpochMicros;
  readonly isLastOfDay: boolean;
}

function emptyDay(session: Session): DayInMaking {
  const minutes = (session.close - session.open) / MICROS_PER_MINUTE;
  return { session, bars: new Array<MinuteBar | null>(minutes).fill(null), partial: [], outside: 0 };
}

function placeRow(day: DayInMaking, { file, row, start, isLastOfDay }: PlacedRow): void {
  const minute = (start - day.session.open) / MICROS_PER_MINUTE;
  if (minute < 0 || minute >= day.bars.length) {
    day.outside += 1;
    return;
  }
  if (!Number.isInteger(minute)) {
    if (!isLastOfDay)
      throw badLine(file.path, row.line, "the stamp lies inside a minute and is not the day's last");
    day.partial.push(row.line);
    return;
  }
  const { open, high, low, close, volume } = row;
  day.bars[minute] = { open, high, low, close, volume: volume === 0 ? null : volume };
}

interface PlacedStamp {
  readonly row: MinuteRow;
  readonly at: EpochMicros;
}

function orderOf(file: MinuteFile, rows: readonly PlacedStamp[]): MinuteSeries["order"] {
  const rises = (rows[1]?.at ?? Infinity) > (rows[0]?.at ?? 0);
  const order = rises ? "oldest first" : "newest first";
  for (const [place, { row, at }] of rows.entries()) {
    const before = rows[place - 1];
    if (before === undefined) continue;
    if (at === before.at) {
      throw badLine(file.path, row.line, `the stamp stands twice (also on line ${before.row.line})`);
    }
    if (at > before.at !== rises) {
      throw badLine(file.path, row.line, `the stamp is out of order in a file that runs ${order}`);
    }
  }
  return order;
}
