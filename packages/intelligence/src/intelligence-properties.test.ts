import { canonicalJson, type Ticker } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, inLumps, saidOf } from "./testing/day-of.ts";
import { aMinute } from "./testing/minutes-of.ts";

const shape = fc.record({
  seed: fc.nat(1_000_000),
  minutes: fc.integer({ min: 1, max: 390 }),
  holes: fc.constantFrom(0, 0, 0.05, 0.4),
  tickers: fc.subarray<Ticker>(["SPY", "QQQ", "IWM"], { minLength: 1 }),
  level: fc.constantFrom(0.5, 20, 600, 9_000),
});
const day = fc
  .tuple(shape, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 50, 6_000))
  .map(([made, ends, lateMs]) => inLumps(dayOf(made), ends, lateMs));

describe("whatever the day", () => {
  it("nothing that was said changes when the day is cut short", () => {
    fc.assert(
      fc.property(day, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, part) => {
        const until = Math.floor(inputs.length * part);

        expect(canonicalJson(saidOf(inputs.slice(0, until)))).toBe(
          canonicalJson(saidOf(inputs).slice(0, until)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("every number is finite, every probability one, every id new", () => {
    fc.assert(
      fc.property(day, (inputs) => {
        const ids = new Set<string>();
        for (const each of saidOf(inputs).flat()) {
          // refuses what is not finite
          canonicalJson(each);
          if (each.kind !== "signal") continue;
          const { id, confidence, expectedMove, reference } = each.signal;
          expect(ids.has(id)).toBe(false);
          ids.add(id);
          expect(confidence.value >= 0.55 && confidence.value <= 1).toBe(true);
          expect(confidence.won).toBeLessThanOrEqual(confidence.outcomes);
          expect(expectedMove > 0 && expectedMove < reference).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the same inputs say the same", () => {
    fc.assert(
      fc.property(day, (inputs) => {
        expect(canonicalJson(saidOf(inputs))).toBe(canonicalJson(saidOf(inputs)));
      }),
      { numRuns: 20 },
    );
  });

  it("a market that never moves says nothing of where it goes", () => {
    const still = dayOf({ seed: 1 }).map((input) => ({
      ...input,
      minutes: input.minutes.map(({ ticker }) => aMinute(input.seq, 600, { ticker })),
    }));

    expect(
      saidOf(still)
        .flat()
        .filter(({ kind }) => kind === "signal"),
    ).toEqual([]);
  });
});
