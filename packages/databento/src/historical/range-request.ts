import type { Schema, SType } from "../codec/wire-ids.ts";
import { badParameter } from "./historical-error.ts";
import { nanosOf, timeText, type RequestTime } from "./request-time.ts";

/** Which records: of these symbols, from `start` to before `end`. */
export interface RangeRequest {
  readonly dataset: string;
  readonly schema: Schema;
  /** At most 2,000, or "ALL_SYMBOLS" alone. */
  readonly symbols: readonly string[];
  readonly stypeIn?: SType | undefined;
  readonly stypeOut?: SType | undefined;
  readonly start: RequestTime;
  /** The server's choice where none is given. */
  readonly end?: RequestTime | undefined;
  /** Most records. */
  readonly limit?: number | undefined;
}

/** Name and value, in the order in which they are sent. */
export type Fields = readonly (readonly [name: string, value: string])[];

const MOST_SYMBOLS = 2_000;
export const DEFAULT_STYPE_IN: SType = "raw_symbol";
export const DEFAULT_STYPE_OUT: SType = "instrument_id";

/** What `timeseries.get_range` is sent; the server's own encoding would be CSV. */
export function rangeFields(request: RangeRequest, compression: "zstd" | "none"): Fields {
  return inOrder({
    ...sized(request),
    compression,
    encoding: "dbn",
    stype_out: request.stypeOut ?? DEFAULT_STYPE_OUT,
  });
}

/** What the questions about cost and size of a range are sent. */
export function sizeFields(request: RangeRequest): Fields {
  return inOrder(sized(request));
}

/** By name, as the official clients send them; what is not given is not sent. */
export function inOrder(named: Readonly<Record<string, string | undefined>>): Fields {
  return Object.entries(named)
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** The symbols as one value. */
export function symbolsText(symbols: readonly string[]): string {
  if (symbols.length === 0) throw badParameter("There are no symbols.");
  if (symbols.length > MOST_SYMBOLS) {
    throw badParameter(`${String(symbols.length)} symbols: at most 2,000 go into one request.`);
  }
  const odd = symbols.find((symbol) => symbol.trim() === "" || symbol.includes(","));
  if (odd !== undefined) throw badParameter(`"${odd}" is no symbol.`);
  if (symbols.length > 1 && symbols.includes("ALL_SYMBOLS")) throw badParameter("ALL_SYMBOLS goes alone.");
  return symbols.join(",");
}

function sized(request: RangeRequest): Readonly<Record<string, string | undefined>> {
  const { dataset, schema, symbols, stypeIn, start, end, limit } = request;
  if (dataset === "") throw badParameter("There is no dataset.");
  const from = nanosOf(start, "start");
  if (end !== undefined && nanosOf(end, "end") <= from) throw badParameter("end is not after start.");
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
    throw badParameter(`The limit ${String(limit)} is no number of records.`);
  }
  return {
    dataset,
    schema,
    symbols: symbolsText(symbols),
    stype_in: stypeIn ?? DEFAULT_STYPE_IN,
    start: timeText(start),
    end: end === undefined ? undefined : timeText(end),
    limit: limit === undefined ? undefined : String(limit),
  };
}
