import { ALL_INSTRUMENTS, RECORD_KINDS } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PendingRecords } from "./pending-records.ts";
import { readBatch, type ReadRecord } from "./testing/read-batch.ts";

interface Step {
  readonly kind: "quote" | "trade" | "gap" | "openInterest" | "status";
  readonly number: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant("quote" as const) },
    fc.constantFrom("trade" as const, "gap" as const, "openInterest" as const, "status" as const),
  ),
  number: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.constant(ALL_INSTRUMENTS)),
});
const steps = fc
  .array(step, { maxLength: 120 })
  .map((made) => made.filter(({ kind, number }) => number !== ALL_INSTRUMENTS || kind === "gap"));

/** Field a numbers the records in the order in which they were added. */
function taken(made: readonly Step[], maxPending: number): ReadRecord[] {
  const pending = new PendingRecords(maxPending);
  for (const [i, { kind, number }] of made.entries()) {
    const base = pending.add(RECORD_KINDS[kind], number, i);
    pending.view.setInt32(base + 16, i, true);
  }
  return readBatch(pending.take());
}

const covers = (gap: ReadRecord, number: number): boolean =>
  gap.kind === "gap" && (gap.number === number || gap.number === ALL_INSTRUMENTS);

/** The quote of each instrument that lives after all records: the last one, if no gap came after it. */
function living(records: readonly ReadRecord[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const record of records) {
    if (record.kind === "quote") found.set(record.number, record.a);
    else for (const number of [...found.keys()]) if (covers(record, number)) found.delete(number);
  }
  return found;
}

describe("records that wait", () => {
  it("leave the same living quotes, conflated or not, and everything else as it came", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 40 }), (made, maxPending) => {
        const whole = taken(made, Number.POSITIVE_INFINITY);
        const conflated = taken(made, maxPending);

        expect(living(conflated)).toEqual(living(whole));
        const rest = (records: readonly ReadRecord[]) => records.filter(({ kind }) => kind !== "quote");
        expect(rest(conflated)).toEqual(rest(whole));
        expect(rest(whole)).toHaveLength(made.filter(({ kind }) => kind !== "quote").length);
      }),
    );
  });

  it("keep the order in which they came", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 40 }), (made, maxPending) => {
        const order = taken(made, maxPending).map(({ a }) => a);

        expect(order).toEqual([...order].sort((left, right) => left - right));
      }),
    );
  });

  it("have no quote from before a gap of its instrument beside that gap", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 200 }), (made, maxPending) => {
        const records = taken(made, maxPending);

        for (const [i, record] of records.entries())
          if (record.kind === "quote")
            expect(records.slice(i).some((later) => covers(later, record.number))).toBe(false);
      }),
    );
  });

  it("lose no quote before the limit is reached, and are counted beyond it", () => {
    const made = Array.from({ length: 30 }, (): Step => ({ kind: "quote", number: 1 }));
    const pending = new PendingRecords(10);
    for (const [i] of made.entries()) pending.add(RECORD_KINDS.quote, 1, i);

    expect(taken(made, 30)).toHaveLength(30);
    const kept = pending.take().count;
    expect(kept).toBeLessThan(12);
    expect(kept + pending.conflated).toBe(30);
  });

  it("belong to the batch alone once it is taken", () => {
    const pending = new PendingRecords(10);
    pending.add(RECORD_KINDS.trade, 1, 5);
    const first = pending.take();
    pending.add(RECORD_KINDS.trade, 2, 6);

    expect(readBatch(first)).toMatchObject([{ number: 1 }]);
    expect(pending.take().count).toBe(1);
  });
});
