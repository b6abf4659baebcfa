import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSOLIDATED_LEVEL, QUOTE_LEVEL } from "./book-layouts.ts";
import { DbnDecoder } from "./dbn-decoder.ts";
import { type DbnError } from "./dbn-error.ts";
import type { DbnRecord } from "./dbn-record.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { camelName, isTold, LEVEL_SIZE, type Field, type Layout } from "./record-layout.ts";
import { encodeRecord } from "./record-encoder.ts";
import { recordJson } from "./record-json.ts";
import { structOf } from "./record-structs.ts";
import { RTYPES } from "./wire-ids.ts";

const rtypes = Object.entries(RTYPES);

describe("records of version 3", () => {
  it.each(rtypes)("%s is read as it was written", (_, rtype) => {
    fc.assert(
      fc.property(fc.array(aRecord(rtype, false), { minLength: 1, maxLength: 3 }), (records) => {
        expect(decode(records, false)).toEqual(records);
      }),
      { numRuns: 30 },
    );
  });

  it.each(rtypes)("%s keeps its send time", (_, rtype) => {
    fc.assert(
      fc.property(aRecord(rtype, true), (record) => {
        expect(decode([record], true)).toEqual([record]);
        expect(recordJson(record)).toContain(`"ts_out":"${String(record.tsOut)}"`);
      }),
      { numRuns: 10 },
    );
  });

  it.each(rtypes)("%s is told with every field of its layout, as valid JSON", (_, rtype) => {
    fc.assert(
      fc.property(aRecord(rtype, false), (record) => {
        const told = Object.keys(JSON.parse(recordJson(record)) as object);
        const fields = layoutOf(rtype)
          .filter(isTold)
          .map((field) => field[1]);

        expect(told).toEqual(["length", "rtype", "publisher_id", "instrument_id", "ts_event", ...fields]);
      }),
      { numRuns: 10 },
    );
  });
});

describe("encodeRecord", () => {
  const [trade] = fc.sample(aRecord(RTYPES.trades, false), { numRuns: 1, seed: 1 });
  const [mapping] = fc.sample(aRecord(RTYPES.symbolMapping, false), { numRuns: 1, seed: 1 });

  it.each([
    ["a text that is too long", { ...mapping, stypeInSymbol: "x".repeat(71) }],
    ["a text that is not ASCII", { ...mapping, stypeInSymbol: "é" }],
    ["a text with a NUL", { ...mapping, stypeInSymbol: "a\0b" }],
    ["a number that does not fit", { ...trade, size: 2 ** 32 }],
    ["a number that is not whole", { ...trade, size: 1.5 }],
    ["a missing field", { ...trade, sequence: undefined }],
    ["a 64-bit value that does not fit", { ...trade, price: 2n ** 63n }],
    ["a char of two characters", { ...trade, side: "AB" }],
    ["a kind that is not its rtype's", { ...trade, rtype: RTYPES.mbo }],
  ])("refuses %s", (_, record) => {
    expect(() => encodeRecord(record as unknown as DbnRecord)).toThrow(
      expect.objectContaining({ name: "DbnError", code: "notEncodable" }) as DbnError,
    );
  });

  it("gives an unknown record back as it came", () => {
    const bytes = Uint8Array.from({ length: 24 }, (_, at) => (at === 0 ? 6 : at === 1 ? 0x77 : at));
    const [record] = decodeBytes(bytes);

    expect(record).toMatchObject({ kind: "unknown", rtype: 0x77, length: 6 });
    expect(record && encodeRecord(record)).toEqual(bytes);
  });
});

function decode(records: readonly DbnRecord[], tsOut: boolean): DbnRecord[] {
  const stream = Buffer.concat([encodeMetadata({ dataset: "TEST", tsOut }), ...records.map(encodeRecord)]);
  return decodeBytes(stream, new DbnDecoder());
}

function decodeBytes(
  bytes: Uint8Array,
  decoder = new DbnDecoder({ fragment: { version: 3, tsOut: false } }),
): DbnRecord[] {
  const cursor = decoder.push(bytes);
  const records: DbnRecord[] = [];
  while (cursor.next()) records.push(cursor.record());
  expect(decoder.end()).toBeNull();
  return records;
}

function layoutOf(rtype: number): Layout {
  return structOf(rtype)?.layouts[2] ?? [];
}

function aRecord(rtype: number, tsOut: boolean): fc.Arbitrary<DbnRecord> {
  const struct = structOf(rtype);
  if (struct === null) throw new Error("not an rtype");
  const header = {
    kind: fc.constant(struct.kind),
    length: fc.constant((struct.sizes[2] + (tsOut ? 8 : 0)) / 4),
    rtype: fc.constant(rtype),
    publisherId: fc.nat(0xffff),
    instrumentId: fc.nat(0xffff_ffff),
    tsEvent: fc.bigInt(0n, 2n ** 64n - 1n),
    ...(struct.layouts[0] === struct.layouts[2] ? {} : { version: fc.constant(3) }),
    ...(tsOut ? { tsOut: fc.bigInt(0n, 2n ** 64n - 1n) } : {}),
  };
  return fc.record({ ...header, ...fieldsOf(struct.layouts[2]) }) as unknown as fc.Arbitrary<DbnRecord>;
}

function fieldsOf(layout: Layout): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(layout.filter(isTold).map((field) => [camelName(field[1]), valueOf(field)]));
}

function valueOf([, , type, size]: Field): fc.Arbitrary<unknown> {
  const bits = BigInt(size * 8);
  switch (type) {
    case "u8":
    case "u16":
    case "u32":
      return fc.nat(2 ** (size * 8) - 1);
    case "i8":
    case "i16":
    case "i32":
      return fc.integer({ min: -(2 ** (size * 8 - 1)), max: 2 ** (size * 8 - 1) - 1 });
    case "u64":
      return fc.bigInt(0n, 2n ** bits - 1n);
    case "i64":
      return fc.bigInt(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n);
    case "char":
      return fc.oneof(
        fc.constant(""),
        fc.nat(0xff).map((code) => (code === 0 ? "" : String.fromCharCode(code))),
      );
    case "cstr":
      return fc.string({
        unit: fc.integer({ min: 1, max: 0x7f }).map((code) => String.fromCharCode(code)),
        maxLength: size - 1,
      });
    case "quotes":
      return levels(QUOTE_LEVEL, size);
    case "consolidated":
      return levels(CONSOLIDATED_LEVEL, size);
    case "pad":
      return fc.constant(undefined);
  }
}

function levels(layout: Layout, size: number): fc.Arbitrary<unknown> {
  const count = size / LEVEL_SIZE;
  return fc.array(fc.record(fieldsOf(layout)), { minLength: count, maxLength: count });
}
