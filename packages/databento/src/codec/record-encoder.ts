import { writeAscii } from "./ascii-field.ts";
import { CONSOLIDATED_LEVEL, QUOTE_LEVEL } from "./book-layouts.ts";
import { viewsOf } from "./buffer-views.ts";
import { DbnError } from "./dbn-error.ts";
import type { DbnRecord } from "./dbn-record.ts";
import {
  camelName,
  HEADER_SIZE,
  isTold,
  LEVEL_SIZE,
  TS_OUT_SIZE,
  type Field,
  type Layout,
} from "./record-layout.ts";
import { structOf } from "./record-structs.ts";
import { needsUpgrade, RecordUpgrader } from "./record-upgrader.ts";

/**
 * A record's bytes in version 3, reserved ones zero; an older object is upgraded, an unknown one is as it came.
 * `length` is computed. Refuses what does not fit its field.
 */
export function encodeRecord(record: DbnRecord): Uint8Array {
  if (record.kind === "unknown") return new Uint8Array(record.bytes);
  const struct = structOf(record.rtype);
  if (struct?.kind !== record.kind) {
    throw new DbnError("notEncodable", `rtype ${String(record.rtype)} is not a ${record.kind} record`, 0);
  }
  const version = "version" in record ? record.version : 3;
  const bytes = encodeAsIs(record, struct.layouts[(version - 1) as 0], struct.sizes[(version - 1) as 0]);
  if (!needsUpgrade(struct, version)) return bytes;
  const form = { struct, version, tsOut: record.tsOut !== undefined };
  const upgraded = new RecordUpgrader().upgrade(viewsOf(bytes.buffer), 0, form).u8;
  return upgraded.slice(0, (upgraded[0] ?? 0) * 4);
}

type Values = Readonly<Record<string, unknown>>;

function encodeAsIs(record: DbnRecord, layout: Layout, size: number): Uint8Array<ArrayBuffer> {
  const whole = size + (record.tsOut === undefined ? 0 : TS_OUT_SIZE);
  const bytes = new Uint8Array(whole);
  const target: Target = { bytes, view: new DataView(bytes.buffer) };
  const values = record as unknown as Values;
  writeFields(target, HEADER, { values, at: 0 });
  writeFields(target, layout, { values, at: 0 });
  bytes[0] = whole / 4;
  if (record.tsOut !== undefined) writeFields(target, [[size, "ts_out", "u64", 8]], { values, at: 0 });
  return bytes;
}

const HEADER: Layout = [
  [1, "rtype", "u8", 1],
  [2, "publisher_id", "u16", 2],
  [4, "instrument_id", "u32", 4],
  [8, "ts_event", "u64", HEADER_SIZE - 8],
];

interface Target {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

function writeFields(target: Target, layout: Layout, { values, at }: { values: Values; at: number }): void {
  for (const field of layout) {
    if (isTold(field))
      writeField(target, values[camelName(field[1])], [at + field[0], field[1], field[2], field[3]]);
  }
}

function writeField(target: Target, value: unknown, field: Field): void {
  const [at, name, type, size] = field;
  switch (type) {
    case "u8":
      return target.view.setUint8(at, integer(value, field, [0, 0xff]));
    case "i8":
      return target.view.setInt8(at, integer(value, field, [-0x80, 0x7f]));
    case "u16":
      return target.view.setUint16(at, integer(value, field, [0, 0xffff]), true);
    case "i16":
      return target.view.setInt16(at, integer(value, field, [-0x8000, 0x7fff]), true);
    case "u32":
      return target.view.setUint32(at, integer(value, field, [0, 0xffff_ffff]), true);
    case "i32":
      return target.view.setInt32(at, integer(value, field, [-0x8000_0000, 0x7fff_ffff]), true);
    case "u64":
      return target.view.setBigUint64(
        at,
        big(value, field, (exact) => BigInt.asUintN(64, exact)),
        true,
      );
    case "i64":
      return target.view.setBigInt64(
        at,
        big(value, field, (exact) => BigInt.asIntN(64, exact)),
        true,
      );
    case "char":
      return target.view.setUint8(at, charCode(value, field));
    case "cstr":
      if (typeof value !== "string") throw unfit(value, field);
      return writeAscii(target.bytes, value, { at, size, name });
    case "quotes":
      return writeLevels(target, value, { field, layout: QUOTE_LEVEL });
    case "consolidated":
      return writeLevels(target, value, { field, layout: CONSOLIDATED_LEVEL });
    case "pad":
      return;
  }
}

function writeLevels(
  target: Target,
  value: unknown,
  { field, layout }: { field: Field; layout: Layout },
): void {
  const count = field[3] / LEVEL_SIZE;
  if (!Array.isArray(value) || value.length !== count) throw unfit(value, field);
  for (let i = 0; i < count; i += 1) {
    writeFields(target, layout, { values: value[i] as Values, at: field[0] + i * LEVEL_SIZE });
  }
}

function integer(value: unknown, field: Field, [least, most]: readonly [number, number]): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw unfit(value, field);
}

function big(value: unknown, field: Field, cut: (exact: bigint) => bigint): bigint {
  if (typeof value === "bigint" && cut(value) === value) return value;
  throw unfit(value, field);
}

function charCode(value: unknown, field: Field): number {
  if (value === "") return 0;
  if (typeof value === "string" && value.length === 1 && value.charCodeAt(0) <= 0xff)
    return value.charCodeAt(0);
  throw unfit(value, field);
}

function unfit(value: unknown, [at, name, type]: Field): DbnError {
  return new DbnError("notEncodable", `${name} is no ${type}: ${String(value)}`, at);
}
