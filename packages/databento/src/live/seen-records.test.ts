import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SeenRecords } from "./seen-records.ts";
import { tradeRecord, U64_MAX } from "./testing/wire-bytes.ts";

const TRADES = 0x00;
const replayOfTrades: ReadonlySet<number> = new Set([TRADES]);
const take = (seen: SeenRecords, instrumentId: number, tsEvent: bigint, publisherId = 30): boolean =>
  seen.take(tradeRecord({ instrumentId, tsEvent, publisherId }), 0);

describe("SeenRecords", () => {
  it("drops exactly as many records of the newest time as were seen, for each instrument and venue", () => {
    const seen = new SeenRecords();
    for (const id of [1, 1, 2]) take(seen, id, 100n);
    take(seen, 1, 100n, 31);

    seen.begin(replayOfTrades);

    expect([1, 1, 1].map((id) => take(seen, id, 100n))).toEqual([false, false, true]);
    expect([2, 2].map((id) => take(seen, id, 100n))).toEqual([false, true]);
    expect([31, 31].map((venue) => take(seen, 1, 100n, venue))).toEqual([false, true]);
  });

  it("replays from the lowest of the newest times", () => {
    const seen = new SeenRecords();
    take(seen, 1, 300n);
    take(seen, 2, 200n);
    take(seen, 1, 400n);

    expect(seen.lowest(TRADES)).toBe(200n);
    expect(seen.lowest(0x18)).toBeNull();
  });

  it("takes a late record as new where nothing is replayed, or no longer", () => {
    const seen = new SeenRecords();
    take(seen, 1, 300n);

    expect(take(seen, 1, 200n)).toBe(true);
    seen.begin(replayOfTrades);
    expect(take(seen, 1, 200n)).toBe(false);
    expect(take(seen, 1, 400n)).toBe(true);
    expect(take(seen, 1, 350n)).toBe(true);
    seen.begin(replayOfTrades);
    seen.endReplay(TRADES);
    expect([take(seen, 1, 100n), take(seen, 1, 400n)]).toEqual([true, true]);
  });

  it("never drops a record without time, and does not replay from it", () => {
    const seen = new SeenRecords();
    take(seen, 1, U64_MAX);

    seen.begin(replayOfTrades);

    expect(take(seen, 1, U64_MAX)).toBe(true);
    expect(seen.lowest(TRADES)).toBeNull();
  });

  it("delivers each record of an ordered stream once, wherever it is cut, for thousands of instruments", () => {
    const anyStream = fc.array(fc.record({ id: fc.integer({ min: 1, max: 3_000 }), step: fc.nat(2) }), {
      minLength: 1,
      maxLength: 3_000,
      size: "max",
    });
    fc.assert(
      fc.property(anyStream, fc.array(fc.nat()), (steps, cuts) => {
        let ts = 1n << 40n;
        const stream = steps.map(({ id, step }, n) => ({ n, id, ts: (ts += BigInt(step) << 31n) }));
        const seen = new SeenRecords();
        const told: number[] = [];
        for (const end of [...cuts.map((cut) => cut % stream.length).slice(0, 4), stream.length]) {
          const from = seen.lowest(TRADES) ?? 0n;
          seen.begin(replayOfTrades);
          for (const { n, id, ts: at } of stream.slice(0, end))
            if (at >= from && take(seen, id, at)) told.push(n);
        }
        expect(told.toSorted((a, b) => a - b)).toEqual(stream.map(({ n }) => n));
      }),
      { numRuns: 25 },
    );
  });
});
