import { HistoricalError } from "./historical-error.ts";
import type { JsonAnswer } from "./json-answer.ts";
import { DEFAULT_STYPE_IN, DEFAULT_STYPE_OUT, type RangeRequest } from "./range-request.ts";
import { nanosOf } from "./request-time.ts";

/** A job as the server tells it; what it does not tell is null. */
export interface BatchJob {
  readonly id: string;
  /** received, queued, processing, done or expired; a later word of the server's is kept. */
  readonly state: string;
  readonly costUsd: number | null;
  readonly recordCount: number | null;
  /** Percent. */
  readonly progress: number | null;
  readonly dataset: string;
  readonly schema: string;
  readonly symbols: readonly string[];
  readonly stypeIn: string;
  readonly stypeOut: string;
  readonly start: string;
  readonly end: string | null;
  readonly limit: number | null;
  readonly encoding: string;
  readonly compression: string | null;
  readonly splitSymbols: boolean;
  readonly splitDuration: string | null;
}

/** A file of a job that is done. */
export interface BatchFile {
  readonly filename: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly url: URL;
}

export function readJob(answer: JsonAnswer): BatchJob {
  return {
    id: answer.field("id").text(),
    state: answer.field("state").text(),
    costUsd: answer.field("cost_usd").numberOrNull(),
    recordCount: answer.field("record_count").numberOrNull(),
    progress: answer.field("progress").numberOrNull(),
    dataset: answer.field("dataset").text(),
    schema: answer.field("schema").text(),
    symbols: readSymbols(answer.field("symbols")),
    stypeIn: answer.field("stype_in").text(),
    stypeOut: answer.field("stype_out").text(),
    start: answer.field("start").text(),
    end: answer.field("end").textOrNull(),
    limit: answer.field("limit").numberOrNull(),
    encoding: answer.field("encoding").text(),
    compression: answer.field("compression").textOrNull(),
    splitSymbols: answer.field("split_symbols").value === true,
    splitDuration: answer.field("split_duration").textOrNull(),
  };
}

export function readFileAnswer(answer: JsonAnswer): BatchFile {
  const filename = answer.field("filename").text();
  // it becomes a name in the caller's folder
  if (!/^[\w-][\w. +@=-]*$/.test(filename)) {
    throw new HistoricalError("badAnswer", `A file of the job is called ${JSON.stringify(filename)}.`);
  }
  const sha256 = /^sha256:([0-9a-f]{64})$/i.exec(answer.field("hash").text())?.[1];
  const url = answer.field("urls").field("https").text();
  if (sha256 === undefined || !URL.canParse(url)) {
    throw new HistoricalError("badAnswer", `The hash or the address of ${filename} cannot be read.`);
  }
  return { filename, size: answer.field("size").count(), sha256: sha256.toLowerCase(), url: new URL(url) };
}

/** Whether a job gives what the request asks for, in one stream of `.dbn.zst` files a day. */
export function isJobFor(job: BatchJob, request: RangeRequest): boolean {
  return (
    job.dataset === request.dataset &&
    job.schema === request.schema &&
    job.encoding === "dbn" &&
    job.compression === "zstd" &&
    !job.splitSymbols &&
    job.stypeIn === (request.stypeIn ?? DEFAULT_STYPE_IN) &&
    job.stypeOut === (request.stypeOut ?? DEFAULT_STYPE_OUT) &&
    job.limit === (request.limit ?? null) &&
    sorted(job.symbols) === sorted(request.symbols) &&
    isSameTime(job.start, request.start) &&
    (request.end === undefined || isSameTime(job.end, request.end))
  );
}

function readSymbols(answer: JsonAnswer): readonly string[] {
  return typeof answer.value === "string" ? answer.value.split(",") : answer.texts();
}

function sorted(symbols: readonly string[]): string {
  return [...symbols].sort().join(",");
}

function isSameTime(told: string | null, asked: NonNullable<RangeRequest["end"]>): boolean {
  if (told === null) return false;
  try {
    return nanosOf(told, "start") === nanosOf(asked, "start");
  } catch {
    return false;
  }
}
