import type { EpochMicros } from "@smart0dte/domain";
import { badFile, badLine } from "../minutes/file-refusal.ts";
import { recordsOf, type CsvRecord } from "../minutes/table-reader.ts";
import { parseNumber } from "./chain-fields.ts";
import type { ChainRow } from "./chain-row.ts";
import { readQuoteRow, type QuotePlaces } from "./quote-row.ts";
import { parseTableDate } from "./table-date.ts";

/** A Cboe quote table: all series on one underlying, each line a strike's call and put. */
export interface QuoteTable {
  readonly underlying: string;
  /** Call before put, in the order of the file. */
  readonly rows: readonly ChainRow<string>[];
  /** Dollars: the underlying's last, as the title states it; null where it is 0 or absent. */
  readonly last: number | null;
  /** As the date line states it; null where it is absent or not understood. */
  readonly at: EpochMicros | null;
  /** The date line as written; null where there is none. */
  readonly dateText: string | null;
}

const FIRST_COLUMN = "expiration date";

/** Whether a text is a quote table: its header is known, wherever it stands among the first lines. */
export const isQuoteTable = (text: string): boolean => headerPlace(text) !== null;

/** Above its header a table has a blank line, a title and the underlying's own quote. */
const HEADER_LINES = 6;

/** Where the header begins, in characters and in lines before it; null where there is none. */
function headerPlace(text: string): { readonly at: number; readonly lines: number } | null {
  let at = 0;
  for (let lines = 0; lines < HEADER_LINES; lines += 1) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? undefined : end).replaceAll(/["\uFEFF]/g, "");
    if (line.trim().toLowerCase().startsWith(`${FIRST_COLUMN},`)) return { at, lines };
    if (end < 0) return null;
    at = end + 1;
  }
  return null;
}

/** Throws `BadInputError` for all that is missing, malformed or contradictory. */
export function readQuoteTable(path: string, text: string): QuoteTable {
  const place = headerPlace(text);
  const [title, body] =
    place === null
      ? [[], []]
      : [recordsOf(path, text.slice(0, place.at)), recordsOf(path, text.slice(place.at), place.lines)];
  const [header, ...lines] = body;
  if (header === undefined) throw badFile(path, "it has no header that begins with Expiration Date");
  const places = placesOf(path, header);
  const rows = lines.flatMap((record) => {
    if (record.cells.length === header.cells.length) return readQuoteRow(path, record, places);
    const counts = `${record.cells.length} fields stand under a header of ${header.cells.length}`;
    throw badLine(path, record.line, `${counts}: the file is cut off or changed; take the table again`);
  });
  const [first] = rows;
  if (first === undefined) throw badFile(path, "it has a header but no rows: take the table again");
  const dateText = stated(title, "Date");
  return {
    underlying: first.underlying,
    rows: rows.map(({ row, underlying }) => {
      if (underlying === first.underlying) return row;
      const apart = `${row.contract.root} stands in a table of ${first.underlying}`;
      throw badLine(path, row.line, `${apart}: keep one underlying a file`);
    }),
    last: lastOf(stated(title, "Last")),
    at: dateText === null ? null : parseTableDate(dateText),
    dateText,
  };
}

/** The text behind `Name:` in the lines above the header. */
function stated(records: readonly CsvRecord[], name: string): string | null {
  const found = records.flatMap(({ cells }) => cells).find((cell) => cell.startsWith(`${name}:`));
  return found === undefined ? null : found.slice(name.length + 1).trim();
}

function lastOf(text: string | null): number | null {
  const last = text === null ? null : parseNumber(text);
  return last !== null && last > 0 && Number.isFinite(last) ? last : null;
}

const SIDE_COLUMNS = ["bid", "ask", "volume", "iv", "delta", "gamma", "open interest"] as const;

/** The header names each column twice: before the strike for the call, after it for the put. */
function placesOf(path: string, { line, cells }: CsvRecord): QuotePlaces {
  const header = cells.map((name) => name.toLowerCase());
  const strike = header.indexOf("strike");
  const side = (symbol: "calls" | "puts", from: number, to: number): QuotePlaces["call"] => {
    const place = (name: string): number => {
      const found = header.flatMap((each, i) => (each === name && i >= from && i < to ? [i] : []));
      const [one] = found;
      if (one !== undefined && found.length === 1) return one;
      const what = found.length > 1 ? "twice the column" : "no column";
      const reads = `it reads "${cells.join(",")}"`;
      throw badLine(path, line, `the header has ${what} "${name}" among the ${symbol} (${reads})`);
    };
    const [bid = 0, ask = 0, volume = 0, iv = 0, delta = 0, gamma = 0, openInterest = 0] =
      SIDE_COLUMNS.map(place);
    return { symbol: place(symbol), bid, ask, volume, iv, delta, gamma, openInterest };
  };
  if (strike < 0) {
    throw badLine(path, line, `the header has no column "strike" (it reads "${cells.join(",")}")`);
  }
  return {
    expiry: 0,
    strike,
    call: side("calls", 0, strike),
    put: side("puts", strike + 1, header.length),
  };
}
