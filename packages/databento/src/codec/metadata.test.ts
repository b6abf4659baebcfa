import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DbnDecoder } from "./dbn-decoder.ts";
import type { DbnError } from "./dbn-error.ts";
import type { Metadata } from "./metadata.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { SCHEMA_IDS, STYPE_IDS, type Schema, type SType } from "./wire-ids.ts";

describe("metadata", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(someMetadata(), (metadata) => {
        const bytes = encodeMetadata(metadata);

        expect(decode(bytes)).toEqual(metadata);
        expect(bytes.length % 8).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("have defaults for what a writer leaves out", () => {
    expect(decode(encodeMetadata({ dataset: "EQUS.MINI" }))).toEqual({
      version: 3,
      dataset: "EQUS.MINI",
      schema: null,
      start: 0n,
      end: null,
      limit: null,
      stypeIn: null,
      stypeOut: "instrument_id",
      tsOut: false,
      symbolCstrLen: 71,
      symbols: [],
      partial: [],
      notFound: [],
      mappings: [],
    });
  });

  it("keep ids that are not known", () => {
    const metadata = decode(encodeMetadata({ dataset: "X", schema: 900, stypeIn: 77, stypeOut: 200 }));

    expect(metadata).toMatchObject({ schema: 900, stypeIn: 77, stypeOut: 200 });
  });

  it("of version 1 have shorter symbols and a count in front of the symbologies", () => {
    const bytes = new Uint8Array(112 + 16 + 22);
    const view = new DataView(bytes.buffer);
    bytes.set([0x44, 0x42, 0x4e, 1]);
    view.setUint32(4, bytes.length - 8, true);
    view.setBigUint64(50, 2n ** 64n - 1n, true);
    bytes.set([STYPE_IDS.parent, STYPE_IDS.instrument_id, 1], 58);
    view.setUint32(112, 1, true);
    bytes.set(Buffer.from("SPY.OPT"), 116);

    const metadata = decode(bytes);

    expect(metadata).toMatchObject({ version: 1, stypeIn: "parent", tsOut: true, symbols: ["SPY.OPT"] });
    expect(metadata?.symbolCstrLen).toBe(22);
  });

  it("with a long list of intervals are read in a moment", () => {
    const interval = { startDate: "2023-08-07", endDate: "2023-08-08", symbol: "1234567" };
    const mappings = Array.from({ length: 2000 }, () => ({
      rawSymbol: "SPY   230807C00383000",
      intervals: Array.from({ length: 40 }, () => interval),
    }));
    const bytes = encodeMetadata({ dataset: "OPRA.PILLAR", mappings });
    const before = performance.now();

    expect(decode(bytes)?.mappings[1999]?.intervals).toHaveLength(40);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it.each([
    ["a schema definition", 108, [1, 0, 0, 0], 108],
    ["more symbols than there is room for", 112, [255, 255, 255, 255], 112],
    ["more mappings than there is room for", 124 + 71, [3, 0, 0, 0], 124 + 71],
    ["more intervals than there is room for", 128 + 142, [200, 0, 0, 0], 128 + 142],
    ["a date that does not exist", 132 + 142, date(20230230), 132 + 142],
    ["a date of zero", 136 + 142, date(0), 136 + 142],
    ["symbols without room for a character", 53, [1, 0], 53],
    ["a symbol that is not UTF-8", 116, [0xc3, 0x28], 116],
  ])("are refused with %s", (_, at, bytes, offset) => {
    const interval = { startDate: "2023-08-07", endDate: "2023-08-08", symbol: "9" };
    const damaged = encodeMetadata({
      dataset: "X",
      symbols: ["A"],
      mappings: [{ rawSymbol: "A", intervals: [interval] }],
    });
    damaged.set(bytes, at);

    expect(() => decode(damaged)).toThrow(
      expect.objectContaining({ name: "DbnError", code: "badMetadata", offset }) as DbnError,
    );
  });

  it.each([
    ["a dataset that is too long", { dataset: "SIXTEEN.LETTERS.X" }],
    ["a symbol that is not ASCII", { dataset: "X", symbols: ["é"] }],
    ["a symbol that is too long", { dataset: "X", notFound: ["x".repeat(71)] }],
    ["a time before 1970", { dataset: "X", start: -1n }],
    [
      "a date that does not exist",
      {
        dataset: "X",
        mappings: [
          { rawSymbol: "A", intervals: [{ startDate: "2023-02-29", endDate: "2023-03-01", symbol: "1" }] },
        ],
      },
    ],
  ])("are not written with %s", (_, metadata) => {
    expect(() => encodeMetadata(metadata)).toThrow(
      expect.objectContaining({ code: "notEncodable" }) as DbnError,
    );
  });
});

function decode(bytes: Uint8Array): Metadata | null {
  const decoder = new DbnDecoder();
  decoder.push(bytes);
  expect(decoder.end()).toBeNull();
  return decoder.metadata;
}

function date(value: number): number[] {
  return [...new Uint8Array(Uint32Array.of(value).buffer)];
}

function someMetadata(): fc.Arbitrary<Metadata> {
  const text = (maxLength: number) =>
    fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      maxLength,
    });
  const symbols = fc.array(text(70), { maxLength: 4 });
  const time = fc.bigInt(1n, 2n ** 64n - 2n);
  const day = fc
    .date({ min: new Date("0001-01-02"), max: new Date("9999-12-30"), noInvalidDate: true })
    .map((value) => value.toISOString().slice(0, 10));
  const schemas = Object.keys(SCHEMA_IDS) as Schema[];
  const stypes = Object.keys(STYPE_IDS) as SType[];
  return fc.record({
    version: fc.constant(3 as const),
    dataset: text(15),
    schema: fc.constantFrom(null, ...schemas),
    start: time,
    end: fc.option(time),
    limit: fc.option(time),
    stypeIn: fc.constantFrom(null, ...stypes),
    stypeOut: fc.constantFrom(...stypes),
    tsOut: fc.boolean(),
    symbolCstrLen: fc.constant(71),
    symbols,
    partial: symbols,
    notFound: symbols,
    mappings: fc.array(
      fc.record({
        rawSymbol: text(70),
        intervals: fc.array(fc.record({ startDate: day, endDate: day, symbol: text(70) }), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  });
}
