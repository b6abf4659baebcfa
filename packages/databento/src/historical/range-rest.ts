import type { Metadata } from "../codec/metadata.ts";
import type { DbnSurvey } from "./dbn-survey.ts";
import { HistoricalError } from "./historical-error.ts";
import { DEFAULT_STYPE_IN, DEFAULT_STYPE_OUT, type RangeRequest } from "./range-request.ts";
import { nanosOf } from "./request-time.ts";

/** A range whose end is stated: only of such a one can be told that it is complete. */
export type ClosedRange = RangeRequest & { readonly end: NonNullable<RangeRequest["end"]> };

/** The request for what a part lacks; null if it lacks nothing. */
export function restOf(request: ClosedRange, part: DbnSurvey | null): ClosedRange | null {
  if (part === null || part.records === 0) return request;
  if (request.limit !== undefined && part.records >= request.limit) return null;
  if (part.seam === null) {
    throw new HistoricalError(
      "incomplete",
      "The records that are there do not ascend in time: nothing can go on behind them.",
      {
        remedy: "Remove the .part file to begin anew.",
      },
    );
  }
  const repeated = [...part.seam.seen.values()].reduce((sum, count) => sum + count, 0);
  const limit = request.limit === undefined ? undefined : request.limit - part.records + repeated;
  return { ...request, start: part.seam.at, limit };
}

/** What distinguishes the range of a file from the one that was asked for; null if nothing does. */
export function otherThanAsked(metadata: Metadata, request: ClosedRange): string | null {
  const facts: readonly (readonly [name: string, held: unknown, asked: unknown])[] = [
    ["dataset", metadata.dataset, request.dataset],
    ["schema", metadata.schema, request.schema],
    ["start", metadata.start, nanosOf(request.start, "start")],
    ["end", metadata.end, nanosOf(request.end, "end")],
    ["limit", metadata.limit, request.limit === undefined ? null : BigInt(request.limit)],
    ["stype_in", metadata.stypeIn, request.stypeIn ?? DEFAULT_STYPE_IN],
    ["stype_out", metadata.stypeOut, request.stypeOut ?? DEFAULT_STYPE_OUT],
    ["symbols", setText(metadata.symbols), setText(request.symbols)],
  ];
  const other = facts.find(([, held, asked]) => held !== asked);
  return other === undefined ? null : `its ${other[0]} is ${String(other[1])}, not ${String(other[2])}`;
}

/** Whether a stream can be continued with another: the same records in the same form. */
export function continues(first: Metadata, next: Metadata): boolean {
  return (["version", "dataset", "schema", "stypeOut", "tsOut"] as const).every(
    (name) => first[name] === next[name],
  );
}

function setText(symbols: readonly string[]): string {
  return [...new Set(symbols.map((symbol) => symbol.toUpperCase()))].sort().join(",");
}
