import { CONSOLIDATED_LEVEL, QUOTE_LEVEL } from "./book-layouts.ts";
import type { DbnRecord } from "./dbn-record.ts";
import type { Metadata } from "./metadata.ts";
import { camelName, isTold, type Field, type Layout } from "./record-layout.ts";
import { structOf } from "./record-structs.ts";
import { UNDEF_TIMESTAMP } from "./wire-ids.ts";

/**
 * One line of JSON with the specification's names: 64-bit integers as strings, an unset char as null, ASCII alone.
 * An unknown record is told by its header alone.
 */
export function recordJson(record: DbnRecord): string {
  const { length, rtype, publisherId, instrumentId, tsEvent } = record;
  const values = record as unknown as Values;
  let line = `{"length":${String(length)},"rtype":${String(rtype)},"publisher_id":${String(publisherId)}`;
  line += `,"instrument_id":${String(instrumentId)},"ts_event":"${String(tsEvent)}"`;
  for (const field of writersOf(layoutOf(record))) line += field.prefix + field.write(values[field.key]);
  if (record.tsOut !== undefined) line += `,"ts_out":"${String(record.tsOut)}"`;
  return `${line}}`;
}

/** The metadata's line, which stands before those of the records. */
export function metadataJson(metadata: Metadata): string {
  return asciiJson({
    metadata: {
      version: metadata.version,
      dataset: metadata.dataset,
      schema: metadata.schema,
      start: String(metadata.start),
      end: String(metadata.end ?? UNDEF_TIMESTAMP),
      limit: String(metadata.limit ?? 0n),
      stype_in: metadata.stypeIn,
      stype_out: metadata.stypeOut,
      ts_out: metadata.tsOut,
      symbol_cstr_len: metadata.symbolCstrLen,
      symbols: metadata.symbols,
      partial: metadata.partial,
      not_found: metadata.notFound,
      mappings: metadata.mappings.map(({ rawSymbol, intervals }) => ({
        raw_symbol: rawSymbol,
        intervals: intervals.map(({ startDate, endDate, symbol }) => ({
          start_date: startDate,
          end_date: endDate,
          symbol,
        })),
      })),
    },
  });
}

/** The layout an object was read with. */
export function layoutOf(record: DbnRecord): Layout {
  const struct = structOf(record.rtype);
  if (struct === null || record.kind === "unknown") return [];
  const version = "version" in record ? record.version : 3;
  return struct.layouts[version - 1] ?? struct.layouts[2];
}

type Values = Readonly<Record<string, unknown>>;

interface FieldWriter {
  readonly key: string;
  readonly prefix: string;
  readonly write: (value: unknown) => string;
}

const writers = new Map<Layout, readonly FieldWriter[]>();

function writersOf(layout: Layout): readonly FieldWriter[] {
  const known = writers.get(layout);
  if (known !== undefined) return known;
  const made = layout.filter(isTold).map((field) => ({
    key: camelName(field[1]),
    prefix: `,"${field[1]}":`,
    write: writerOf(field),
  }));
  writers.set(layout, made);
  return made;
}

function writerOf([, , type]: Field): FieldWriter["write"] {
  switch (type) {
    case "u64":
    case "i64":
      return (value) => `"${String(value)}"`;
    case "char":
      return (value) => (value === "" ? "null" : asciiJson(value));
    case "cstr":
      return asciiJson;
    case "quotes":
      return (value) => levelsJson(QUOTE_LEVEL, value as readonly Values[]);
    case "consolidated":
      return (value) => levelsJson(CONSOLIDATED_LEVEL, value as readonly Values[]);
    default:
      return (value) => String(value);
  }
}

/** Other characters are escaped: some of them, as U+0085 or U+2028, end a line for many a reader. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function levelsJson(layout: Layout, levels: readonly Values[]): string {
  const fields = writersOf(layout);
  const texts = levels.map((level) =>
    fields.map((field) => field.prefix + field.write(level[field.key])).join(""),
  );
  return `[${texts.map((text) => `{${text.slice(1)}}`).join(",")}]`;
}
