import { parseIsoDate, type IsoDate } from "@smart0dte/domain";
import type { PrintSchema } from "../databento/market-records.ts";

/** One file of a set: what one connection to a dataset brought, from its metadata on. */
export interface RecordedFile {
  readonly file: string;
  /** The recorder that wrote it; several may write into one day. */
  readonly run: string;
  /** How the run's cuts name it. */
  readonly connection: number;
  readonly dataset: string;
  /** UTC, ISO 8601. */
  readonly openedAt: string;
  /** Null while it is being written, and for ever where its writer was killed. */
  readonly closedAt: string | null;
  /** Why it ended. */
  readonly why: string | null;
  /** Records known to be on disk, and the bytes that they and the metadata take uncompressed. */
  readonly records: number;
  readonly bytes: number;
  /** Records that arrived on this connection after the last one written and were not kept. */
  readonly lost: number;
  /** Records by the byte that names their kind, `0xb1`. */
  readonly rtypes: Readonly<Record<string, number>>;
  /** False where it was not closed in order, or where something that arrived is missing. */
  readonly complete: boolean;
}

/** The choices of a desk's translator, as it was given them. */
export interface Translation {
  readonly prints?: { readonly option?: PrintSchema; readonly underlying?: PrintSchema };
  readonly maxPending?: number;
}

/** One recorder's part in a set. */
export interface RecordingRun {
  readonly run: string;
  /** How a desk cut what arrived into its inputs; null where none listened. */
  readonly cuts: string | null;
  /** How that desk made market records of what arrived: what a replay must do alike. */
  readonly translation: Translation | null;
}

/** `index.json` of a day's set. */
export interface SetIndex {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly date: IsoDate;
  /** A recording of the simulated gateway stays a simulated one. */
  readonly source: "live" | "simulated";
  readonly runs: readonly RecordingRun[];
  readonly files: readonly RecordedFile[];
}

export const INDEX_FILE = "index.json";
/** In the name of a file that a simulated gateway filled, so that it tells when it is alone. */
export const SIMULATED_MARK = "-simulated-";
/** Why a file ended that holds all of its day. */
export const SESSION_END = "the session's end";
const FORMAT = "smart0dte-recording";

export const emptyIndex = (date: IsoDate, source: SetIndex["source"]): SetIndex => ({
  format: FORMAT,
  version: 1,
  date,
  source,
  runs: [],
  files: [],
});

/** The index that a text holds; null for anything else. */
export function parseSetIndex(text: string): SetIndex | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isIndex(value) ? value : null;
}

function isIndex(value: unknown): value is SetIndex {
  if (!isObject(value) || value["format"] !== FORMAT || value["version"] !== 1) return false;
  const { date, source, runs, files } = value;
  if (typeof date !== "string" || !parseIsoDate(date).ok) return false;
  if (source !== "live" && source !== "simulated") return false;
  return Array.isArray(runs) && runs.every(isRun) && Array.isArray(files) && files.every(isFile);
}

const isRun = (value: unknown): boolean =>
  isObject(value) &&
  typeof value["run"] === "string" &&
  (value["cuts"] === null || isPlainName(value["cuts"])) &&
  (value["translation"] === null || isObject(value["translation"]));

function isFile(value: unknown): boolean {
  if (!isObject(value)) return false;
  const texts = [value["run"], value["dataset"], value["openedAt"]];
  const counts = [value["connection"], value["records"], value["bytes"], value["lost"]];
  return (
    isPlainName(value["file"]) &&
    texts.every((text) => typeof text === "string") &&
    counts.every((count) => Number.isSafeInteger(count)) &&
    isTextOrNull(value["closedAt"]) &&
    isTextOrNull(value["why"]) &&
    isObject(value["rtypes"]) &&
    typeof value["complete"] === "boolean"
  );
}

/** A name in the set's own folder, never a way out of it. */
const isPlainName = (value: unknown): boolean =>
  typeof value === "string" && /^[\w.-]+$/.test(value) && !value.startsWith(".");

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
