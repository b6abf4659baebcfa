import { describe, expect, it } from "vitest";
import * as book from "./book-layouts.ts";
import * as definition from "./definition-layouts.ts";
import * as message from "./message-layouts.ts";
import { HEADER_SIZE, layoutSize, type Layout } from "./record-layout.ts";
import { structOf, versionBySize } from "./record-structs.ts";
import { RTYPES, type DbnVersion } from "./wire-ids.ts";

/** Section 1.4 of the specification: rtype, and bytes in versions 1, 2 and 3. */
const SIZES: readonly (readonly [number, number, number, number])[] = [
  [0x00, 48, 48, 48],
  [0x01, 80, 80, 80],
  [0x0a, 368, 368, 368],
  [0x11, 56, 56, 56],
  [0x12, 40, 40, 40],
  [0x13, 360, 400, 520],
  [0x14, 112, 112, 112],
  [0x15, 80, 320, 320],
  [0x16, 80, 176, 176],
  [0x17, 80, 320, 320],
  [0x18, 64, 64, 80],
  [0x20, 56, 56, 56],
  [0x21, 56, 56, 56],
  [0x22, 56, 56, 56],
  [0x23, 56, 56, 56],
  [0x24, 56, 56, 56],
  [0xa0, 56, 56, 56],
  [0xb1, 80, 80, 80],
  [0xc0, 80, 80, 80],
  [0xc1, 80, 80, 80],
  [0xc2, 80, 80, 80],
  [0xc3, 80, 80, 80],
  [0xc4, 80, 80, 80],
];

const FIXED: Readonly<Record<string, number>> = {
  u8: 1,
  i8: 1,
  char: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
};

const records: [string, Layout][] = Object.entries({ ...book, ...definition, ...message }).filter(
  ([name]) => !name.endsWith("_LEVEL"),
);

describe("record layouts", () => {
  it.each(records)("%s has no hole and no overlap behind the header", (_, layout) => {
    let at = HEADER_SIZE;
    for (const [offset, , , size] of layout) {
      expect(offset).toBe(at);
      at += size;
    }
    expect(at).toBe(layoutSize(layout));
  });

  it.each([
    ["QUOTE_LEVEL", book.QUOTE_LEVEL],
    ["CONSOLIDATED_LEVEL", book.CONSOLIDATED_LEVEL],
  ] as [string, Layout][])("%s fills its 32 bytes", (_, layout) => {
    expect(layout.reduce((at, [offset, , , size]) => (offset === at ? at + size : NaN), 0)).toBe(32);
  });

  it.each(records)(
    "%s gives each field the bytes of its type, numbers at multiples of their size",
    (_, layout) => {
      for (const [offset, , type, size] of layout) {
        const fixed = FIXED[type];
        if (fixed === undefined) continue;
        expect(size).toBe(fixed);
        expect(offset % fixed).toBe(0);
      }
    },
  );

  it.each(SIZES)("rtype %i has the specification's sizes", (rtype, ...sizes) => {
    expect(structOf(rtype)?.sizes).toEqual(sizes);
  });

  it("every named rtype has a layout, and no other byte", () => {
    const known = Array.from({ length: 256 }, (_, rtype) => rtype).filter(
      (rtype) => structOf(rtype) !== null,
    );

    expect(known).toEqual(Object.values(RTYPES).toSorted((a, b) => a - b));
  });

  it.each([
    [
      "definition",
      RTYPES.definition,
      [
        [360, 1],
        [400, 2],
        [520, 3],
        [359, null],
      ],
    ],
    [
      "statistics",
      RTYPES.statistics,
      [
        [64, 2],
        [80, 3],
        [60, null],
      ],
    ],
    [
      "symbol mapping",
      RTYPES.symbolMapping,
      [
        [80, 1],
        [176, 3],
      ],
    ],
    [
      "error",
      RTYPES.error,
      [
        [80, 1],
        [320, 3],
      ],
    ],
  ] as [string, number, [number, DbnVersion | null][]][])(
    "a %s tells its version by its size",
    (_, rtype, cases) => {
      const struct = structOf(rtype);

      for (const [size, version] of cases) expect(struct && versionBySize(struct, size)).toBe(version);
    },
  );
});
