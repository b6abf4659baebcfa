import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EpochMicros, Ticker } from "@smart0dte/domain";
import { badFile } from "../minutes/file-refusal.ts";
import { parseInstant } from "./instant-text.ts";
import { readPackedText } from "./packed-text.ts";

/** What `meta.json` beside a chain file says of the run that wrote it. Its `session` may be the day before's and is not read. */
export interface RunNote {
  readonly at: EpochMicros | null;
  /** Dollars, at the time of the run; null where the note has none. */
  readonly spotLive: number | null;
}

/** Null where there is no `meta.json`; one that cannot be read is refused, never passed over. */
export function readRunNote(chainPath: string, ticker: Ticker): RunNote | null {
  const path = join(dirname(chainPath), "meta.json");
  if (!existsSync(path)) return null;
  const note = parseJson(path);
  const { utc, tickers } = note;
  return { at: runTime(path, utc), spotLive: spotOf(path, isRecord(tickers) ? tickers[ticker] : undefined) };
}

function parseJson(path: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readPackedText(path));
  } catch (problem) {
    if (problem instanceof SyntaxError) throw badFile(path, `it is not JSON (${problem.message})`);
    throw problem;
  }
  if (!isRecord(parsed)) throw badFile(path, "it is not a JSON object");
  return parsed;
}

function runTime(path: string, utc: unknown): EpochMicros | null {
  if (utc === undefined) return null;
  const at = typeof utc === "string" ? parseInstant(utc) : null;
  if (at === null)
    throw badFile(path, `"utc" is ${JSON.stringify(utc)}, which is no instant with its offset`);
  return at;
}

function spotOf(path: string, entry: unknown): number | null {
  if (!isRecord(entry) || entry["spot_live"] === undefined || entry["spot_live"] === null) return null;
  const spot = entry["spot_live"];
  if (typeof spot !== "number" || !(spot > 0)) {
    throw badFile(path, `"spot_live" is ${JSON.stringify(spot)}, which is no price`);
  }
  return spot;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
