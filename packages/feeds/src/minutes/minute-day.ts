import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  previousSession,
  TICKERS,
  type AgeLimits,
  type IsoDate,
  type Provenance,
  type Session,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { listingFinding } from "../modelled-options/listing-history.ts";
import { VarianceModel } from "../modelled-options/variance-model.ts";
import { dayFindings, folderFindings } from "./day-findings.ts";
import { badFile } from "./file-refusal.ts";
import { openMinuteFolder, sessionIn, type MinuteFolder, type MinuteSource } from "./minute-folder.ts";
import type { SeriesDay } from "./minute-series.ts";
import { readVixBefore } from "./vix-daily.ts";
import { absentVix, estimateVix, realVix, type VixLevels } from "./vix-estimate.ts";

/** One ticker's part of a session and of the session before it, where the folder has that too. */
export interface TickerDay {
  readonly ticker: Ticker;
  readonly day: SeriesDay;
  readonly before: SeriesDay | null;
}

/** A real session as minute files hold it, with everything that is odd about them. */
export interface MinuteDay {
  readonly session: Session;
  readonly tickers: readonly TickerDay[];
  readonly vix: VixLevels;
  readonly findings: readonly string[];
  readonly previousCloses: Readonly<Partial<Record<Ticker, UsdE4>>>;
  readonly provenance: Provenance;
  readonly ageLimits: AgeLimits;
}

/** One and a half bars: a minute's values are current until the next one must have come. */
const MINUTE_AGE_MICROS = 90_000_000;
const AGE_LIMITS: AgeLimits = {
  underlying: MINUTE_AGE_MICROS,
  option: MINUTE_AGE_MICROS,
  index: MINUTE_AGE_MICROS,
};

/** Reads one session of a folder. Refuses unusable files and dates with one sentence. */
export const readMinuteDay = (source: MinuteSource, date: string): MinuteDay =>
  minuteDayOf(openMinuteFolder(source), date);

/** Takes one session out of a folder that has been read. */
export function minuteDayOf(folder: MinuteFolder, text: string): MinuteDay {
  const session = sessionIn(folder, text);
  const tickers = TICKERS.flatMap((ticker) => tickerDay(folder, ticker, session.date));
  const vix = vixOf(folder, session.date);
  return {
    session,
    tickers,
    vix,
    findings: [
      ...folderFindings(folder),
      ...dayFindings(folder, session),
      vix.note,
      MODEL_NOTE,
      ...tickers.flatMap((own) => modelFindings(own, session)),
    ],
    previousCloses: Object.fromEntries(
      tickers.flatMap(({ ticker, before }) => {
        const close = before?.bars.at(-1)?.close;
        return close === undefined ? [] : [[ticker, close]];
      }),
    ),
    provenance: { src: "recorded", options: "modelled" },
    ageLimits: AGE_LIMITS,
  };
}

const MODEL_NOTE =
  "Options: modelled at each minute's end on its close, volatility from realised variance before that minute alone " +
  "(no premium, no skew), spread and sizes by a stated rule; no option volume, no open interest";

function modelFindings({ ticker, day, before }: TickerDay, session: Session): readonly string[] {
  const { why } = new VarianceModel(day.bars.length, before?.bars ?? null);
  const listing = listingFinding(ticker, session);
  return [...(why === null ? [] : [`${ticker}: ${why}`]), ...(listing === null ? [] : [listing])];
}

function tickerDay({ series }: MinuteFolder, ticker: Ticker, date: IsoDate): readonly TickerDay[] {
  const days = series.get(ticker)?.days;
  const day = days?.get(date);
  if (days === undefined || day === undefined) return [];
  const previous = previousSession(date);
  const before = previous === null ? undefined : days.get(previous.date);
  return [{ ticker, day, before: before ?? null }];
}

function vixOf({ series, source }: MinuteFolder, date: IsoDate): VixLevels {
  const own = series.get("VIX");
  if (own !== undefined) {
    const day = own.days.get(date);
    return day === undefined ? absentVix("VIX.csv has no rows of this day") : realVix(day);
  }
  const uvxy = series.get("UVXY");
  if (uvxy === undefined) return absentVix("the folder has neither VIX.csv nor UVXY.csv");
  const path = source.vixDaily ?? join(source.dir, "..", "..", "daily", "VIX.csv");
  if (!existsSync(path)) {
    if (source.vixDaily !== undefined) throw badFile(path, "the file does not exist");
    return absentVix(`there is no daily file at ${path}; state one with --vix-daily FILE`);
  }
  return estimateVix(uvxy, date, readVixBefore(path, date));
}
