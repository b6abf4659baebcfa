import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StrictValue } from "../strict-record.ts";
import {
  bool,
  competeOffset,
  decimal,
  double,
  exactly,
  int,
  intFrom,
  optional,
  unsetDecimal,
  unsetDouble,
  unsetInt,
  unsetLong,
  type FieldKind,
} from "./field-kind.ts";
import { barTime, clock, date, escapedText, expiry, lastTrade, text, timestamp } from "./text-kind.ts";

const MAX = "1.7976931348623157E308";

interface Case {
  readonly kind: FieldKind;
  readonly takes: readonly (readonly [string, StrictValue])[];
  readonly refuses: readonly string[];
}

const CASES: readonly Case[] = [
  {
    kind: int,
    takes: [
      ["0", 0],
      ["-1", -1],
      ["1234567890123", 1234567890123],
    ],
    refuses: ["", "1.0", "+1", "01", "-0", " 1", "2147483647", "1e3", "9007199254740993", "x"],
  },
  {
    kind: unsetInt,
    takes: [
      ["", null],
      ["2147483647", null],
      ["7", 7],
    ],
    refuses: ["1.5", "x"],
  },
  {
    kind: unsetLong,
    takes: [
      ["9223372036854775807", null],
      ["", null],
      ["7", 7],
    ],
    refuses: ["x"],
  },
  {
    kind: double,
    takes: [
      ["0", 0],
      ["-1.5", -1.5],
      ["1.0E-4", 0.0001],
      ["0.0", 0],
    ],
    refuses: ["", MAX, "1.797E308", "NaN", "Infinity", ".5", "1.", "1,000", "0x10"],
  },
  {
    kind: unsetDouble,
    takes: [
      ["", null],
      [MAX, null],
      ["1.797E308", null],
      ["1.7976931348623157e+308", null],
      ["2", 2],
    ],
    refuses: ["Infinity", "NaN", "-1.7976931348623157E308", "x"],
  },
  {
    kind: competeOffset,
    takes: [
      ["Infinity", Infinity],
      ["", null],
    ],
    refuses: ["-Infinity"],
  },
  {
    kind: decimal,
    takes: [
      ["12", 12],
      ["0.5", 0.5],
    ],
    refuses: ["", "1E3", "2147483647", MAX],
  },
  {
    kind: unsetDecimal,
    takes: [
      ["", null],
      [MAX, null],
      ["0.5", 0.5],
    ],
    refuses: ["1E3", "x"],
  },
  {
    kind: bool,
    takes: [
      ["0", false],
      ["1", true],
    ],
    refuses: ["", "true", "2", "false"],
  },
  {
    kind: optional(bool),
    takes: [
      ["", null],
      ["1", true],
    ],
    refuses: ["true", "2"],
  },
  { kind: exactly(6), takes: [["6", 6]], refuses: ["", "5", "06"] },
  {
    kind: intFrom(1, 4),
    takes: [
      ["1", 1],
      ["4", 4],
    ],
    refuses: ["0", "5", "1.5", ""],
  },
  {
    kind: text,
    takes: [
      ["", ""],
      ["a\nb\tc", "a\nb\tc"],
    ],
    refuses: ["é", "\u0001", "\u007f"],
  },
  {
    kind: escapedText,
    takes: [
      [String.raw`\u00e9\u2013x`, "é–x"],
      [String.raw`a\nb`, String.raw`a\nb`],
    ],
    refuses: ["é", String.raw`\u00g9`, String.raw`\u12`],
  },
  {
    kind: timestamp,
    takes: [
      ["20261122 09:30:00 US/Eastern", "20261122 09:30:00 US/Eastern"],
      ["20250415 19:38:30 British Summer Time", "20250415 19:38:30 British Summer Time"],
      ["20261122  09:30:00", "20261122  09:30:00"],
      ["20261122-09:30:00", "20261122-09:30:00"],
    ],
    refuses: ["", "2026-11-22 09:30:00", "20261122 9:30:00", "20261122 24:00:00", "20261122"],
  },
  { kind: clock, takes: [["09:30", "09:30"]], refuses: ["", "9:30", "24:00", "09:60", "09:30:00"] },
  {
    kind: date,
    takes: [
      ["", ""],
      ["20261122", "20261122"],
    ],
    refuses: ["202611", "2026-11-22"],
  },
  {
    kind: expiry,
    takes: [
      ["", ""],
      ["202611", "202611"],
    ],
    refuses: ["2026", "22NOV26"],
  },
  {
    kind: lastTrade,
    takes: [
      ["", ""],
      ["20261122", "20261122"],
      ["20261122 16:15:00 US/Eastern", "20261122 16:15:00 US/Eastern"],
    ],
    refuses: ["16:15", "202611"],
  },
  {
    kind: barTime,
    takes: [
      ["20261122", "20261122"],
      ["1795357800", "1795357800"],
    ],
    refuses: ["", "now"],
  },
];

describe.each(CASES)("a field of kind $kind.label", ({ kind, takes, refuses }) => {
  it("reads what is of the kind", () => {
    for (const [raw, value] of takes) expect(kind.read(raw), raw).toEqual(value);
  });

  it("refuses what is not", () => {
    for (const raw of refuses) expect(kind.read(raw), raw).toBeUndefined();
  });

  it("writes what it read, so that it reads the same again", () => {
    for (const [raw, value] of takes) {
      expect(kind.read(kind.write(value) ?? "nothing written"), raw).toEqual(value);
    }
  });
});

describe("escaped text", () => {
  it("carries any text in 7-bit characters", () => {
    const anyText = fc.string({ unit: "grapheme" }).filter((it) => !/\\u|\0/.test(it));
    fc.assert(
      fc.property(anyText, (value) => {
        const written = escapedText.write(value) ?? "";

        expect(written).toMatch(/^[\t\n\r\x20-\x7e]*$/);
        expect(escapedText.read(written)).toBe(value);
      }),
    );
  });
});
