import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StrictFault } from "../strict-fault.ts";
import { frameBytes, FrameCutter, lengthFirst, payloadFields } from "./frame-bytes.ts";

const anyFields = fc.array(fc.string({ unit: "grapheme-ascii" }), { minLength: 1, maxLength: 6 });

describe("FrameCutter", () => {
  it("finds the same frames however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(anyFields, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const stream = all.flatMap((fields) => [...frameBytes(fields)]);
        const cutter = new FrameCutter();
        const found: (readonly string[])[] = [];

        for (let start = 0; start < stream.length; start += size) {
          const chunk = Uint8Array.from(stream.slice(start, start + size));
          found.push(...cutter.push(chunk).map(payloadFields));
        }

        expect(found).toEqual(all);
        expect(cutter.pending).toBe(0);
      }),
    );
  });

  it.each([
    { what: "no bytes", bytes: [0, 0, 0, 0] },
    { what: "more bytes than a client takes", bytes: [1, 0, 0, 0] },
  ])("refuses a frame of $what", ({ bytes }) => {
    expect(() => new FrameCutter().push(Uint8Array.from(bytes))).toThrow(StrictFault);
  });
});

describe("payloadFields", () => {
  it("reads fields that end with a NUL, blank ones too", () => {
    expect(payloadFields(Uint8Array.from([57, 0, 0, 49, 0]))).toEqual(["9", "", "1"]);
  });

  it.each([
    { what: "no NUL at the end", payload: [57, 0, 49] },
    { what: "bytes that are no UTF-8", payload: [57, 0, 0xff, 0] },
    { what: "nothing", payload: [] },
  ])("refuses a payload with $what", ({ payload }) => {
    expect(() => payloadFields(Uint8Array.from(payload))).toThrow(StrictFault);
  });
});

describe("frameBytes", () => {
  it("writes the length as four bytes, the highest first", () => {
    expect([...frameBytes(["9", "1", "7"])]).toEqual([0, 0, 0, 6, 57, 0, 49, 0, 55, 0]);
    expect([...lengthFirst(Uint8Array.from([1, 2]))]).toEqual([0, 0, 0, 2, 1, 2]);
  });
});
