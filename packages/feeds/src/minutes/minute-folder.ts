import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  BadInputError,
  parseIsoDate,
  sessionOf,
  TICKERS,
  type IsoDate,
  type Session,
} from "@smart0dte/domain";
import { badFile } from "./file-refusal.ts";
import { detectLayout, type StampLayout, type StampSide } from "./layout-detection.ts";
import { readMinuteFile, type MinuteFile } from "./minute-file.ts";
import { seriesOf, type MinuteSeries } from "./minute-series.ts";

export interface MinuteSource {
  /** Folder with SPY.csv, QQQ.csv, IWM.csv, UVXY.csv and VIX.csv, as many as there are. */
  readonly dir: string;
  /** Zone of stamps without an offset; detected where it is not stated. */
  readonly zone?: string | undefined;
  readonly stamp?: StampSide | undefined;
  /** The VIX's daily file; where not stated `../../daily/VIX.csv` from the folder, if it is there. */
  readonly vixDaily?: string | undefined;
}

/** A folder of minute files, read and placed in time. */
export interface MinuteFolder {
  readonly source: MinuteSource;
  readonly series: ReadonlyMap<SeriesName, MinuteSeries>;
  /** Sessions that the folder has rows of at least one ticker for, in order. */
  readonly dates: readonly IsoDate[];
}

const SERIES_NAMES = [...TICKERS, "UVXY", "VIX"] as const;
export type SeriesName = (typeof SERIES_NAMES)[number];

/** Reads every known file of the folder. Refuses the folder when one of them is malformed. */
export function openMinuteFolder(source: MinuteSource): MinuteFolder {
  const files = namesIn(source.dir).map((name) => readMinuteFile(join(source.dir, `${name}.csv`), name));
  const layouts = layoutsOf(files, source);
  const series = new Map(
    files.map((file) => [file.symbol as SeriesName, seriesOf(file, layoutFor(layouts, file))] as const),
  );
  const dates = new Set(TICKERS.flatMap((ticker) => [...(series.get(ticker)?.days.keys() ?? [])]));
  return { source, series, dates: [...dates].sort() };
}

/** The session of a date that the folder has rows for; refuses any other date with the reason. */
export function sessionIn({ source, dates }: MinuteFolder, text: string): Session {
  const date = parseIsoDate(text);
  if (!date.ok) throw new BadInputError(`"${text}" is not a date (a date is written 2026-03-13).`);
  const held = dates.length === 0 ? "no session" : dates.join(", ");
  const session = sessionOf(date.value);
  if (session === null)
    throw new BadInputError(`${text} has no session: the exchange is closed or the day unknown.`);
  if (!dates.includes(date.value)) throw badFile(source.dir, `it has no rows of ${text}; it holds ${held}`);
  return session;
}

function namesIn(dir: string): readonly SeriesName[] {
  if (!existsSync(dir)) throw badFile(dir, "the folder does not exist");
  const entries = new Set(entriesOf(dir));
  const found = SERIES_NAMES.filter((name) => entries.has(`${name}.csv`));
  if (!TICKERS.some((ticker) => found.includes(ticker))) {
    throw badFile(dir, `it holds none of ${TICKERS.map((ticker) => `${ticker}.csv`).join(", ")}`);
  }
  return found;
}

function entriesOf(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch (problem) {
    throw badFile(
      dir,
      `the folder cannot be read (${problem instanceof Error ? problem.message : String(problem)})`,
    );
  }
}

/** Files with the same header and form of stamp come from one hand: they are judged together. */
const kinship = ({ header, hasOffset }: MinuteFile): string => `${header} ${hasOffset}`;

function layoutsOf(
  files: readonly MinuteFile[],
  { zone, stamp }: MinuteSource,
): ReadonlyMap<string, StampLayout> {
  const groups = Map.groupBy(files, kinship);
  return new Map([...groups].map(([key, group]) => [key, detectLayout(group, { zone, side: stamp })]));
}

function layoutFor(layouts: ReadonlyMap<string, StampLayout>, file: MinuteFile): StampLayout {
  const layout = layouts.get(kinship(file));
  if (layout === undefined) throw badFile(file.path, "its stamps were not understood");
  return layout;
}
