import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aQuoteRecord, aTradeRecord } from "../databento/testing/builders-record.ts";
import { RecordWalk } from "./record-walk.ts";

describe("a walk over records", () => {
  const records = [aQuoteRecord(), aTradeRecord(), aQuoteRecord({ bid: 2 }), aTradeRecord({ size: 3 })];
  const stream = Buffer.concat(records);

  it("gives the same whole records however the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (places) => {
        const walk = new RecordWalk();
        const cuts = [0, ...places.sort((one, other) => one - other), stream.length];
        const taken = cuts.slice(1).map((end, n) => Buffer.from(walk.take(stream.subarray(cuts[n], end))));

        expect(Buffer.concat(taken)).toEqual(stream);
        expect(walk.records).toBe(4);
        expect(taken.every((part) => ENDS.has(part.length % 256))).toBe(true);
      }),
    );
  });

  it("counts kinds since it was asked last", () => {
    const walk = new RecordWalk();

    walk.take(stream);

    expect([...walk.takeKinds()]).toEqual([
      ["0x00", 2],
      ["0xb1", 2],
    ]);
    expect(walk.takeKinds().size).toBe(0);
  });

  it("keeps the beginning of a record back until it is whole", () => {
    const walk = new RecordWalk();

    expect(walk.take(stream.subarray(0, 100)).length).toBe(80);
    expect(walk.take(stream.subarray(100, 128)).length).toBe(48);
  });

  it("takes nothing more behind a length that no record has", () => {
    const walk = new RecordWalk();

    const taken = walk.take(Buffer.concat([aTradeRecord(), Uint8Array.of(3, 0, 0, 0), stream]));

    expect(taken.length).toBe(48);
    expect(walk.isCorrupt).toBe(true);
    expect(walk.take(stream).length).toBe(0);
  });
});

/** Sums of whole records of 80 and 48 bytes that lie next to each other. */
const ENDS: ReadonlySet<number> = new Set([0, 48, 80, 128, 176, 208, 256 % 256]);
