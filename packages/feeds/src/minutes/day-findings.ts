import {
  EXCHANGE_ZONE,
  localTimeOf,
  MICROS_PER_MINUTE,
  TICKERS,
  type EpochMicros,
  type Session,
} from "@smart0dte/domain";
import type { MinuteFolder } from "./minute-folder.ts";
import type { MinuteSeries, SeriesDay } from "./minute-series.ts";

const SHOWN_MINUTES = 5;

/** What was found about the files as such: how their stamps were read, and rows that fit nowhere. */
export function folderFindings({ series }: MinuteFolder): readonly string[] {
  const all = [...series.values()];
  const readings = Map.groupBy(all, ({ layout, order }) => `${layout.how}; ${order}`);
  return [
    ...[...readings].map(([reading, group]) => `${group.map(({ symbol }) => symbol).join(", ")}: ${reading}`),
    ...all.flatMap(({ symbol, onClosedDays, offGrid }) => [
      ...(onClosedDays > 0 ? [`${symbol}: ${unused(onClosedDays, "on days without a session")}`] : []),
      ...(offGrid > 0
        ? [
            `${symbol}: ${offGrid === 1 ? "1 price lies" : `${offGrid} prices lie`} between ten-thousandths, the nearest is taken`,
          ]
        : []),
    ]),
  ];
}

/** What is missing or odd in one session, ticker by ticker. Reported, never repaired. */
export function dayFindings({ series }: MinuteFolder, session: Session): readonly string[] {
  const missing = TICKERS.flatMap((ticker) => {
    const own = series.get(ticker);
    if (own === undefined) return [`${ticker}: there is no ${ticker}.csv, the desk runs without it`];
    return own.days.has(session.date) ? [] : [`${ticker}: no rows of this day, the desk runs without it`];
  });
  return [...missing, ...[...series.values()].flatMap((own) => oddities(own, session))];
}

function oddities({ symbol, days }: MinuteSeries, session: Session): readonly string[] {
  const day = days.get(session.date);
  if (day === undefined) return [];
  const { partial, outside } = day;
  const cut = partial.map(
    (line) =>
      `${symbol}: the last row (line ${line}) lies inside a minute, a bar still being made, and is not used`,
  );
  return [
    ...holes(symbol, day),
    ...zeroVolumes(symbol, day),
    ...cut,
    ...(outside > 0 ? [`${symbol}: ${unused(outside, "outside the session")}`] : []),
  ];
}

const unused = (rows: number, where: string): string =>
  rows === 1 ? `1 row ${where} is not used` : `${rows} rows ${where} are not used`;

function holes(symbol: string, { bars, session }: SeriesDay): readonly string[] {
  const last = bars.findLastIndex((bar) => bar !== null);
  const gaps = bars.flatMap((bar, minute) => (bar === null && minute < last ? [minute] : []));
  const found: string[] = [];
  if (gaps.length > 0) {
    const count = gaps.length === 1 ? "1 minute is" : `${gaps.length} minutes are`;
    found.push(`${symbol}: ${count} missing (${listOf(gaps, session)})`);
  }
  if (last < bars.length - 1) {
    found.push(
      `${symbol}: the rows end at ${clock(session, last + 1)}, the session at ${clock(session, bars.length)}`,
    );
  }
  return found;
}

/** Indices have no volume; their zeros say nothing. */
function zeroVolumes(symbol: string, { bars, session }: SeriesDay): readonly string[] {
  if (symbol === "VIX") return [];
  const silent = bars.flatMap((bar, minute) => (bar !== null && bar.volume === null ? [minute] : []));
  if (silent.length === 0) return [];
  const rows = silent.length === 1 ? "1 row has" : `${silent.length} rows have`;
  return [`${symbol}: ${rows} prices but volume 0, taken as unknown (${listOf(silent, session)})`];
}

function listOf(minutes: readonly number[], session: Session): string {
  const shown = minutes.slice(0, SHOWN_MINUTES).map((minute) => clock(session, minute));
  return `${shown.join(", ")}${minutes.length > SHOWN_MINUTES ? ", …" : ""} New York`;
}

/** New York clock time so many minutes after the open. */
function clock({ open }: Session, minutes: number): string {
  const local = localTimeOf(EXCHANGE_ZONE, (open + minutes * MICROS_PER_MINUTE) as EpochMicros);
  if (!local.ok) return `minute ${minutes}`;
  return `${String(local.value.hour).padStart(2, "0")}:${String(local.value.minute).padStart(2, "0")}`;
}
