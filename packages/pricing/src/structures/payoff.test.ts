import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEvensOf, outcomesOf, payoffAt, profitRegions, type PayoffLeg } from "./payoff.ts";
import { structureFault } from "./structure-fault.ts";
import { kinksOf, leg, plainPayoff, searchedEdges, someLegs, somePaid } from "./testing/random-structures.ts";

const RUNS = { numRuns: 600 };
const butterfly = [leg("C", 595, 1), leg("C", 600, -2), leg("C", 605, 1)];

describe("the payoff of up to eight legs", () => {
  it("is the sum of what each leg is exercised for", () => {
    fc.assert(
      fc.property(someLegs, fc.double({ min: 0, max: 2_000, noNaN: true }), (legs, price) => {
        expect(payoffAt(legs, price)).toBeCloseTo(plainPayoff(legs, price), 9);
      }),
      RUNS,
    );
  });
});

describe("the extremes of up to eight legs", () => {
  it("are those found at every kink and far out, and unbounded where calls are left over", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const { maxProfit, maxLoss } = outcomesOf(legs, paid);
        const calls = legs.reduce((sum, { right, quantity }) => sum + (right === "C" ? quantity : 0), 0);
        const ends = kinksOf(legs).map((price) => plainPayoff(legs, price) - paid);

        if (calls > 0) expect(maxProfit).toBeNull();
        else expect(maxProfit).toBeCloseTo(Math.max(...ends), 9);
        if (calls < 0) expect(maxLoss).toBeNull();
        else expect(maxLoss).toBeCloseTo(-Math.min(...ends), 9);
      }),
      RUNS,
    );
  });

  it("of the bought are those of the sold package, the other way round", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const sold = legs.map(({ quantity, ...rest }) => ({ ...rest, quantity: -quantity }));
        const [one, other] = [outcomesOf(legs, paid), outcomesOf(sold, -paid)];

        // 0 - x and -x differ in the sign of a zero
        expect(one.maxProfit === null ? null : 0 + one.maxProfit).toBe(other.maxLoss);
        expect(one.breakEvens).toEqual(other.breakEvens);
      }),
      RUNS,
    );
  });
});

describe("break-evens", () => {
  it("are where a search between kinks finds the profit to change its sign", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const [found, searched] = [breakEvensOf(legs, paid), searchedEdges(legs, paid)];

        expect(found).toHaveLength(searched.length);
        for (const [i, edge] of found.entries()) expect(edge).toBeCloseTo(searched[i] ?? Number.NaN, 7);
      }),
      RUNS,
    );
  });

  it.each([
    ["a butterfly for nothing: both feet", butterfly, 0, [595, 605]],
    ["a butterfly for all that it can be worth: none, its top only touches", butterfly, 5, []],
    ["a credit spread for nothing: where the loss begins", [leg("P", 590, 1), leg("P", 595, -1)], 0, [595]],
    ["a call for nothing: where the gain begins", [leg("C", 600, 1)], 0, [600]],
    [
      "a flat of nothing between loss and gain: both its ends",
      [leg("P", 595, -1), leg("C", 605, 1)],
      0,
      [595, 605],
    ],
    ["a package that offsets itself", [leg("C", 600, 1), leg("C", 600, -1)], 0, []],
    ["a straddle for nothing: its foot only touches", [leg("C", 600, 1), leg("P", 600, 1)], 0, []],
  ])("of %s", (_, legs, paid, wanted) => {
    expect(breakEvensOf(legs, paid)).toEqual(wanted);
  });

  it("are not made of rounding: a spread of decimal strikes for its whole width has none", () => {
    // 605.3 - 600.1 is not 5.2 in binary
    expect(breakEvensOf([leg("C", 600.1, 1), leg("C", 605.3, -1)], 5.2)).toEqual([605.3]);
    expect(profitRegions([leg("C", 600.1, 1), leg("C", 605.3, -1)], 5.2)).toEqual([]);
  });

  it("are the same in dollars and in ten-thousandths", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const exact = legs.map((one) => ({ ...one, strike: one.strike * 10_000 }));
        const edges = breakEvensOf(exact, Math.round(paid * 10_000));

        expect(edges).toHaveLength(breakEvensOf(legs, paid).length);
      }),
      RUNS,
    );
  });
});

describe("regions of profit", () => {
  it("hold every price that wins and none that does not", () => {
    fc.assert(
      fc.property(someLegs, somePaid, fc.integer({ min: 0, max: 120_000 }), (legs, paid, cents) => {
        const price = cents / 100;
        const profit = plainPayoff(legs, price) - paid;
        const isInside = profitRegions(legs, paid).some(
          ({ from, to }) => price >= from && (to === null || price <= to),
        );

        if (profit > 1e-9) expect(isInside).toBe(true);
        if (profit < -1e-9) expect(isInside).toBe(false);
      }),
      RUNS,
    );
  });

  it("of a butterfly for nothing lie between its feet, and without end above a call", () => {
    expect(profitRegions(butterfly, 0)).toEqual([{ from: 595, to: 605 }]);
    expect(profitRegions([leg("C", 600, 1)], 2)).toEqual([{ from: 602, to: null }]);
    expect(profitRegions([leg("P", 600, 1)], 2)).toEqual([{ from: 0, to: 598 }]);
  });
});

describe("a package that is none", () => {
  const call = leg("C", 600, 1);

  it.each<[string, readonly PayoffLeg[], number, string]>([
    ["no legs", [], 1, "noLegs"],
    ["more legs than a package has", Array.from({ length: 65 }, () => call), 1, "tooManyLegs"],
    ["a right that is neither", [{ ...call, right: JSON.parse('"X"') as "C" }], 1, "badRight"],
    ["a strike that is no number", [leg("C", Number.NaN, 1)], 1, "badStrike"],
    ["a strike without end", [leg("C", Number.POSITIVE_INFINITY, 1)], 1, "badStrike"],
    ["a negative strike", [call, leg("P", -5, 1)], 1, "badStrike"],
    ["a strike of nothing", [leg("P", 0, 1)], 1, "badStrike"],
    ["a quantity of nothing", [leg("C", 600, 0)], 1, "badQuantity"],
    ["a part of an option", [leg("C", 600, 0.5)], 1, "badQuantity"],
    ["a quantity that is no number", [leg("C", 600, Number.NaN)], 1, "badQuantity"],
    ["more options than exist", [leg("C", 600, 1e9)], 1, "badQuantity"],
    ["a price that is no number", [call], Number.NaN, "badPaid"],
    ["a price without end", [call], Number.NEGATIVE_INFINITY, "badPaid"],
  ])("is refused by name: %s", (_, legs, paid, code) => {
    expect(structureFault(legs, paid)).toMatchObject({ code });
    expect(() => outcomesOf(legs, paid)).toThrow(code);
    expect(() => breakEvensOf(legs, paid)).toThrow(code);
  });

  it("names the leg and its number", () => {
    expect(structureFault([call, leg("P", -5, 1)], 1)).toEqual({ code: "badStrike", leg: 1, strike: -5 });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])("has no payoff at a price of %d", (price) => {
    expect(() => payoffAt([call], price)).toThrow("Not a payoff");
  });

  it("never lets a number through that is none, whatever it is given", () => {
    const any = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, 1e300, 5e-324, Number.NaN));
    const anyLegs = fc.array(
      fc.record({ right: fc.constantFrom("C" as const, "P" as const), strike: any, quantity: any }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(anyLegs, any, (legs, paid) => {
        if (structureFault(legs, paid) !== null) return;
        const { maxProfit, maxLoss, breakEvens } = outcomesOf(legs, paid);
        for (const figure of [maxProfit ?? 0, maxLoss ?? 0, ...breakEvens]) {
          expect(Number.isFinite(figure)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
