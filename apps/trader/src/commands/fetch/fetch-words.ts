import { statSync } from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { SCHEMA_IDS, STYPE_IDS } from "@smart0dte/databento";
import { HistoricalError, nanosOf, type ClosedRange } from "@smart0dte/databento/historical";
import { rangeFileName } from "./range-file-name.ts";

export interface FetchWords {
  readonly dataset: string;
  readonly schema: string;
  readonly symbols: string;
  readonly stypeIn: string;
  readonly stypeOut: string;
  readonly start: string;
  readonly end: string;
  readonly limit?: string | undefined;
  readonly out: string;
  readonly maxCostUsd: string;
  readonly yes: boolean;
  readonly resumes: string;
  readonly batch: boolean;
  readonly key?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly json: boolean;
}

/** The words of a `fetch`, read. */
export interface FetchOrder {
  readonly key: string;
  readonly baseUrl: string | undefined;
  readonly request: ClosedRange;
  readonly from: bigint;
  readonly until: bigint;
  /** The file, or with `batch` the folder. */
  readonly out: string;
  readonly maxCostUsd: number;
  readonly resumes: number;
  readonly yes: boolean;
  readonly batch: boolean;
  readonly json: boolean;
}

export function parseFetchWords(words: FetchWords, environmentKey: string | undefined): FetchOrder {
  const key = words.key ?? environmentKey ?? "";
  if (key === "") throw new BadInputError("There is no key: give --key, or set DATABENTO_API_KEY.");
  const from = timeOf(words.start, "--start");
  const until = timeOf(words.end, "--end");
  if (until <= from) throw new BadInputError("--end is not after --start.");
  const request: ClosedRange = {
    dataset: words.dataset,
    schema: oneOf(SCHEMA_IDS, words.schema, "--schema"),
    symbols: words.symbols.split(",").map((symbol) => symbol.trim()),
    stypeIn: oneOf(STYPE_IDS, words.stypeIn, "--stype-in"),
    stypeOut: oneOf(STYPE_IDS, words.stypeOut, "--stype-out"),
    start: words.start,
    end: words.end,
    limit: words.limit === undefined ? undefined : countOf(words.limit, "--limit", 1),
  };
  const { baseUrl, yes, batch, json } = words;
  const resumes = countOf(words.resumes, "--resumes", 0);
  const range = { request, from, until };
  const out = batch ? folderOf(words.out) : fileOf(words.out, range);
  return { ...range, key, baseUrl, out, maxCostUsd: usdOf(words.maxCostUsd), resumes, yes, batch, json };
}

function oneOf<Name extends string>(ids: Readonly<Record<Name, number>>, word: string, name: string): Name {
  // the keys of a literal table are its names
  if (Object.hasOwn(ids, word)) return word as Name;
  throw new BadInputError(`${name} "${word}" is none of ${Object.keys(ids).join(", ")}.`);
}

function timeOf(word: string, name: string): bigint {
  try {
    return nanosOf(word, name);
  } catch (problem) {
    if (problem instanceof HistoricalError) throw new BadInputError(problem.message);
    throw problem;
  }
}

function countOf(word: string, name: string, least: number): number {
  const count = Number(word);
  if (/^\d{1,15}$/.test(word) && count >= least) return count;
  throw new BadInputError(`${name} "${word}" is no number of at least ${least}.`);
}

function usdOf(word: string): number {
  if (/^\d{1,9}(\.\d+)?$/.test(word)) return Number(word);
  throw new BadInputError(`--max-cost-usd "${word}" is no amount of dollars.`);
}

function fileOf(out: string, range: { request: ClosedRange; from: bigint; until: bigint }): string {
  if (/[/\\]$/.test(out) || isFolder(out)) return join(out, rangeFileName(range));
  if (out.endsWith(".dbn.zst")) return out;
  throw new BadInputError(`--out ${out} is no folder, nor does it end in .dbn.zst.`);
}

function folderOf(out: string): string {
  if (out.endsWith(".dbn.zst"))
    throw new BadInputError("--batch makes several files: --out must be a folder.");
  return out;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
