import { CONSOLIDATED_LEVEL, QUOTE_LEVEL } from "./book-layouts.ts";
import type { DbnRecord } from "./dbn-record.ts";
import { camelName, isTold, LEVEL_SIZE, TS_OUT_SIZE, type Field, type Layout } from "./record-layout.ts";
import { structOf } from "./record-structs.ts";
import type { DbnVersion } from "./wire-ids.ts";

/** Two ways to look at the same whole buffer. */
export interface RecordSource {
  readonly view: DataView;
  readonly text: Buffer;
}

/** Where a record lies in its source and how it is to be understood. */
export interface RecordPlace {
  readonly at: number;
  readonly version: DbnVersion;
  readonly tsOut: boolean;
}

/** Reads one whole record, whose size was checked, into an object of its own. */
export function readRecord(source: RecordSource, { at, version, tsOut }: RecordPlace): DbnRecord {
  const { view, text } = source;
  const size = view.getUint8(at) * 4;
  const rtype = view.getUint8(at + 1);
  const struct = structOf(rtype);
  const record: Record<string, unknown> = {
    kind: struct?.kind ?? "unknown",
    length: size / 4,
    rtype,
    publisherId: view.getUint16(at + 2, true),
    instrumentId: view.getUint32(at + 4, true),
    tsEvent: view.getBigUint64(at + 8, true),
  };
  if (struct === null) {
    record["bytes"] = new Uint8Array(text.subarray(at, at + size));
  } else {
    if (struct.layouts[0] !== struct.layouts[2]) record["version"] = version;
    for (const field of readersOf(struct.layouts[version - 1] ?? struct.layouts[2])) {
      record[field.key] = field.read(source, at);
    }
  }
  if (tsOut) record["tsOut"] = view.getBigUint64(at + size - TS_OUT_SIZE, true);
  // the readers are made from the layouts that the type is made from
  return record as unknown as DbnRecord;
}

/** Text up to the first NUL of a field of `size` bytes. */
export function readText(text: Buffer, at: number, size: number): string {
  let end = at;
  let high = 0;
  while (end < at + size) {
    const byte = text[end] ?? 0;
    if (byte === 0) break;
    high |= byte;
    end += 1;
  }
  return text.toString(high < 0x80 ? "latin1" : "utf8", at, end);
}

interface FieldReader {
  readonly key: string;
  readonly read: (source: RecordSource, at: number) => unknown;
}

const readers = new Map<Layout, readonly FieldReader[]>();

function readersOf(layout: Layout): readonly FieldReader[] {
  const known = readers.get(layout);
  if (known !== undefined) return known;
  const made = layout.filter(isTold).map((field) => ({ key: camelName(field[1]), read: readerOf(field) }));
  readers.set(layout, made);
  return made;
}

function readerOf([offset, , type, size]: Field): FieldReader["read"] {
  switch (type) {
    case "u8":
      return ({ view }, at) => view.getUint8(at + offset);
    case "i8":
      return ({ view }, at) => view.getInt8(at + offset);
    case "u16":
      return ({ view }, at) => view.getUint16(at + offset, true);
    case "i16":
      return ({ view }, at) => view.getInt16(at + offset, true);
    case "u32":
      return ({ view }, at) => view.getUint32(at + offset, true);
    case "i32":
      return ({ view }, at) => view.getInt32(at + offset, true);
    case "u64":
      return ({ view }, at) => view.getBigUint64(at + offset, true);
    case "i64":
      return ({ view }, at) => view.getBigInt64(at + offset, true);
    case "char":
      return ({ view }, at) => CHARS[view.getUint8(at + offset)];
    case "cstr":
      return ({ text }, at) => readText(text, at + offset, size);
    case "quotes":
      return levelsReader(QUOTE_LEVEL, offset, size);
    case "consolidated":
      return levelsReader(CONSOLIDATED_LEVEL, offset, size);
    case "pad":
      return () => undefined;
  }
}

function levelsReader(layout: Layout, offset: number, size: number): FieldReader["read"] {
  return (source, at) => {
    const levels: unknown[] = [];
    for (let from = offset; from < offset + size; from += LEVEL_SIZE) {
      const level: Record<string, unknown> = {};
      for (const field of readersOf(layout)) level[field.key] = field.read(source, at + from);
      levels.push(level);
    }
    return levels;
  };
}

const CHARS: readonly string[] = Array.from({ length: 256 }, (_, code) =>
  code === 0 ? "" : String.fromCharCode(code),
);
