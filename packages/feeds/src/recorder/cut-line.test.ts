import { epochMicros } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CUT_KINDS, cutLine, parseCutLine, type Arrival } from "./cut-line.ts";

const connection = fc.nat(9);
const count = fc.nat(1_000_000);
const arrival: fc.Arbitrary<Arrival> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("records" as const, "lost" as const, "repeated" as const),
    connection,
    count,
  }),
  fc.record({
    kind: fc.constant("gap" as const),
    connection,
    at: fc.nat(2 ** 40),
    instruments: fc.option(fc.array(fc.nat(2 ** 31), { maxLength: 4 })),
  }),
);

describe("a line of cuts", () => {
  it("reads as what was written", () => {
    const cut = fc.record({
      at: fc.nat(2 ** 50).map(epochMicros),
      what: fc.constantFrom(...CUT_KINDS),
      after: count,
      arrivals: fc.array(arrival, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(cut, (one) => {
        expect(parseCutLine(cutLine(one))).toEqual(one);
      }),
    );
  });

  it.each([
    ["a torn one", '{"at":17,"what":"mar'],
    ["nothing", ""],
    ["a time that is none", '{"at":-1,"what":"timer","after":0}'],
    ["an unknown kind", '{"at":1,"what":"pause","after":0}'],
    ["a record count that is none", '{"at":1,"what":"market","after":0,"came":[[0,1.5]]}'],
    ["an arrival of another kind", '{"at":1,"what":"market","after":0,"came":[[0,1,"seen"]]}'],
    ["a gap without a time", '{"at":1,"what":"market","after":0,"came":[[0,"gap"]]}'],
  ])("is refused for %s", (_, line) => {
    expect(parseCutLine(line)).toBeNull();
  });
});
