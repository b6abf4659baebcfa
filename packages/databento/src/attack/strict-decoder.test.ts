import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { plainOf } from "./frame-walk.ts";
import { decodeStrictly } from "./strict-decoder.ts";
import { StrictFault } from "./strict-fault.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/dbn/", import.meta.url));

describe("the strict decoder", () => {
  it("reads metadata and records with their offsets", () => {
    const { metadata, records, rest } = decodeStrictly(aStream());

    expect(metadata).toMatchObject({ dataset: "OPRA.PILLAR", schema: null, symbols: ["SPY"], not_found: [] });
    expect(metadata.mappings).toEqual([
      {
        raw_symbol: "SPY",
        intervals: [{ start_date: "2026-03-13", end_date: "2026-03-14", symbol: "7" }],
      },
    ]);
    expect(records.map(({ kind, offset, tsOut }) => ({ kind, offset, tsOut }))).toEqual([
      { kind: "cmbp1", offset: RECORD, tsOut: null },
    ]);
    expect(records[0]?.fields).toMatchObject({
      price: "-5",
      action: "A",
      levels: [{ bid_px: "9", ask_pb: 3 }],
    });
    expect(rest).toBe(0);
  });

  it.each([
    ["another version", 3, 2, 3],
    ["metadata that is not filled up to eight bytes", 4, 0xfe, 4],
    ["an unknown schema", 25, 0, 24],
    ["a ts_out of 2", 52, 2, 52],
    ["symbols of 70 bytes", 53, 70, 53],
    ["a reserved byte of the metadata", 60, 1, 60],
    ["a schema definition", 108, 1, 108],
    ["more symbols than there is room for", 115, 1, 112],
    ["a symbol with something behind its end", 130, 65, 130],
    ["a symbol that is not ASCII", 117, 200, 117],
    ["a last day before the first", MAPPING + 75 + 4, 1, MAPPING + 75 + 4],
    ["padding that is not zero", RECORD - 1, 1, RECORD - 1],
    ["a record of another length than its kind has", RECORD, 19, RECORD],
    ["an unknown rtype", RECORD + 1, 0xff, RECORD + 1],
    ["a reserved byte of a record", RECORD + 31, 1, RECORD + 31],
    ["a reserved byte of a level", RECORD + 74, 1, RECORD + 74],
    ["an unknown action", RECORD + 28, 0x5a, RECORD + 28],
    ["an unknown side", RECORD + 29, 0, RECORD + 29],
  ] as const)("refuses %s where it is", (_, at, value, fault) => {
    const bytes = aStream();
    bytes[at] = value;

    expect(faultOf(() => decodeStrictly(bytes))).toBe(fault);
  });

  it("refuses a record of another schema than the metadata's", () => {
    const bytes = aStream();
    bytes.writeUInt16LE(4, 24);

    expect(faultOf(() => decodeStrictly(bytes))).toBe(RECORD + 1);
  });

  it("wants a send time behind every record exactly where the metadata announces it", () => {
    const bytes = aStream();
    bytes[52] = 1;
    expect(faultOf(() => decodeStrictly(bytes))).toBe(RECORD);

    bytes[RECORD] = 22;
    const trailer = Buffer.alloc(8);
    trailer.writeBigUInt64LE(77n);
    expect(decodeStrictly(Buffer.concat([bytes, trailer])).records[0]?.tsOut).toBe(77n);
    expect(faultOf(() => decodeStrictly(Buffer.concat([bytes, Buffer.alloc(8, 0xff)])))).toBe(RECORD + 80);
  });

  it("refuses a stream that ends inside a record, unless it was left open", () => {
    const cut = aStream().subarray(0, -1);

    expect(faultOf(() => decodeStrictly(cut))).toBe(cut.length);
    expect(decodeStrictly(cut, { openEnd: true })).toMatchObject({ records: [], rest: 79 });
  });

  const files = existsSync(folder) ? readdirSync(join(folder, "files")) : [];
  const isThird = (name: string): boolean => {
    const plain = plainOf(readFileSync(join(folder, "files", name)));
    return plain[0] === 0x44 && plain[3] === 3;
  };
  describe.skipIf(files.length === 0)("over the reference files of version 3", () => {
    it.each(files.filter(isThird))("reads %s as the official decoder does", (name) => {
      const { metadata, records } = decodeStrictly(plainOf(readFileSync(join(folder, "files", name))), {
        // real consolidated quotes fill reserved bytes
        filledReserved: /bbo/.test(name),
      });

      const lines = readFileSync(join(folder, "expected", `${name}.as-is.jsonl`), "utf8")
        .trim()
        .split("\n");
      expect([{ metadata }, ...records.map(({ fields }) => fields)]).toEqual(
        lines.map((line) => JSON.parse(line) as unknown),
      );
    });
  });
});

function faultOf(decode: () => unknown): number | null {
  try {
    decode();
    return null;
  } catch (problem) {
    if (problem instanceof StrictFault) return problem.offset;
    throw problem;
  }
}

/** Where the mapping and the first record of {@link aStream} begin. */
const MAPPING = 112 + 4 + 71 + 4 + 4 + 4;
const RECORD = 8 + 352;

/** A stream with one symbol, one mapping and one cmbp-1 record. */
function aStream(): Buffer {
  const bytes = Buffer.alloc(RECORD + 80);
  bytes.write("DBN\x03", 0, "latin1");
  bytes.writeUInt32LE(RECORD - 8, 4);
  bytes.write("OPRA.PILLAR", 8);
  bytes.writeUInt16LE(0xffff, 24);
  bytes[50] = 0xff;
  bytes.writeUInt16LE(71, 53);
  bytes.writeUInt32LE(1, 112);
  bytes.write("SPY", 116);
  bytes.writeUInt32LE(1, MAPPING - 4);
  bytes.write("SPY", MAPPING);
  bytes.writeUInt32LE(1, MAPPING + 71);
  bytes.writeUInt32LE(20_260_313, MAPPING + 75);
  bytes.writeUInt32LE(20_260_314, MAPPING + 79);
  bytes.write("7", MAPPING + 83);
  bytes[RECORD] = 20;
  bytes[RECORD + 1] = 0xb1;
  bytes.writeBigInt64LE(-5n, RECORD + 16);
  bytes.write("AN", RECORD + 28);
  bytes.writeBigInt64LE(9n, RECORD + 48);
  bytes.writeUInt16LE(3, RECORD + 76);
  return bytes;
}
