import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allGreeksOf } from "../black-scholes/higher-greeks.ts";
import { greeksLadder, type LadderLeg } from "./greeks-ladder.ts";
import { lognormalDensity } from "./market-density.ts";
import { breakEvensOf, outcomesOf, payoffAt, type PayoffLeg } from "./payoff.ts";
import { structureOdds } from "./structure-odds.ts";

const leg = (right: "C" | "P", strike: number, quantity: number): PayoffLeg => ({ right, strike, quantity });

describe("the outcomes of a structure", () => {
  it.each([
    ["a long call", [leg("C", 600, 1)], 2, { maxProfit: null, maxLoss: 2, breakEvens: [602] }],
    ["a short call", [leg("C", 600, -1)], -2, { maxProfit: 2, maxLoss: null, breakEvens: [602] }],
    ["a long put", [leg("P", 600, 1)], 2, { maxProfit: 598, maxLoss: 2, breakEvens: [598] }],
    ["a short put", [leg("P", 600, -1)], -2, { maxProfit: 2, maxLoss: 598, breakEvens: [598] }],
    [
      "a long straddle",
      [leg("C", 600, 1), leg("P", 600, 1)],
      3,
      { maxProfit: null, maxLoss: 3, breakEvens: [597, 603] },
    ],
    [
      "an iron condor",
      [leg("P", 590, 1), leg("P", 595, -1), leg("C", 605, -1), leg("C", 610, 1)],
      -1.5,
      { maxProfit: 1.5, maxLoss: 3.5, breakEvens: [593.5, 606.5] },
    ],
    [
      "a call butterfly",
      [leg("C", 595, 1), leg("C", 600, -2), leg("C", 605, 1)],
      1,
      { maxProfit: 4, maxLoss: 1, breakEvens: [596, 604] },
    ],
    [
      "a broken-wing butterfly for a credit",
      [leg("C", 595, 1), leg("C", 600, -2), leg("C", 610, 1)],
      -0.5,
      { maxProfit: 5.5, maxLoss: 4.5, breakEvens: [605.5] },
    ],
    [
      "a ratio spread",
      [leg("C", 600, 1), leg("C", 605, -2)],
      -0.25,
      { maxProfit: 5.25, maxLoss: null, breakEvens: [610.25] },
    ],
  ] as const)("of %s", (_, legs, paid, wanted) => {
    expect(outcomesOf(legs, paid)).toEqual(wanted);
  });

  it("lie within the extremes at every price, and cross nothing at the break-evens", () => {
    const legs = fc.array(
      fc.record({
        right: fc.constantFrom("C" as const, "P" as const),
        strike: fc.integer({ min: 580, max: 620 }),
        quantity: fc.constantFrom(-2, -1, 1, 2),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        legs,
        fc.integer({ min: -400, max: 400 }),
        fc.integer({ min: 0, max: 1_000 }),
        (each, cents, price) => {
          const paid = cents / 100;
          const { maxProfit, maxLoss, breakEvens } = outcomesOf(each, paid);
          const profit = payoffAt(each, price) - paid;

          expect(profit).toBeLessThanOrEqual((maxProfit ?? Number.POSITIVE_INFINITY) + 1e-9);
          expect(profit).toBeGreaterThanOrEqual(-(maxLoss ?? Number.POSITIVE_INFINITY) - 1e-9);
          for (const edge of breakEvens) expect(payoffAt(each, edge) - paid).toBeCloseTo(0, 8);
        },
      ),
    );
  });
});

describe("odds under a density", () => {
  const density = lognormalDensity(600, 0.006);

  it("of a bought and of a sold package add up to one, and their means to nothing", () => {
    const condor = [leg("P", 590, 1), leg("P", 596, -1), leg("C", 604, -1), leg("C", 610, 1)];
    const sold = structureOdds(condor, -1.1, density);
    const bought = structureOdds(
      condor.map(({ quantity, ...rest }) => ({ ...rest, quantity: -quantity })),
      1.1,
      density,
    );

    expect(sold.probabilityOfProfit + bought.probabilityOfProfit).toBeCloseTo(1, 12);
    expect(sold.expectedValue + bought.expectedValue).toBeCloseTo(0, 12);
  });

  it("agree with a sum over a fine grid of prices", () => {
    const legs = [leg("C", 598, 1), leg("C", 601, -2), leg("C", 606, 1)];
    const paid = 1.05;
    const odds = structureOdds(legs, paid, density);
    let [mean, profit] = [0, 0];
    for (let price = 570; price < 630; price += 0.005) {
      const mass = density.below(price + 0.005) - density.below(price);
      const gain = payoffAt(legs, price + 0.0025) - paid;
      mean += mass * gain;
      if (gain > 0) profit += mass;
    }

    expect(odds.expectedValue).toBeCloseTo(mean, 5);
    expect(odds.probabilityOfProfit).toBeCloseTo(profit, 3);
    expect(breakEvensOf(legs, paid)).toHaveLength(2);
  });
});

describe("the Greeks ladder", () => {
  const legs: readonly LadderLeg[] = [
    { right: "C", strike: 600, quantity: 1, volatility: 0.14 },
    { right: "P", strike: 595, quantity: -2, volatility: 0.17 },
  ];

  it("is the sum of the options' own Greeks at each moment and spot", () => {
    const rungs = greeksLadder(legs, [597, 600, 603], { secondsToClose: 5_400, moments: [0, 900, 1_800] });

    expect(rungs.map(({ after, secondsToClose }) => [after, secondsToClose])).toEqual([
      [0, 5_400],
      [900, 4_500],
      [1_800, 3_600],
      [5_400, 0],
    ]);
    for (const { secondsToClose, cells } of rungs.slice(0, -1))
      for (const cell of cells) {
        const each = legs.map(({ right, strike, quantity, volatility }) => {
          const years = secondsToClose / 31_536_000;
          const terms = { right, spot: cell.spot, strike, years, volatility, rate: 0, dividendYield: 0 };
          return { quantity, greeks: allGreeksOf(terms) };
        });
        const sum = (of: "price" | "delta" | "gamma" | "theta" | "charm"): number =>
          each.reduce((total, { quantity, greeks }) => total + quantity * greeks[of], 0);
        expect(cell.value).toBeCloseTo(sum("price"), 10);
        expect(cell.delta).toBeCloseTo(sum("delta"), 11);
        expect(cell.gamma).toBeCloseTo(sum("gamma"), 11);
        expect(cell.theta).toBeCloseTo(sum("theta") / 8_760, 9);
        expect(cell.charm).toBeCloseTo(sum("charm") / 8_760, 9);
      }
  });

  it("ends with what exercise gives, at the strike nothing", () => {
    const close = greeksLadder(legs, [590, 595, 605], { secondsToClose: 60, moments: [0, 900] }).at(-1);

    expect(close?.cells.map(({ value, delta, gamma }) => [value, delta, gamma])).toEqual([
      [-10, 2, 0],
      [0, 0, 0],
      [5, 1, 0],
    ]);
  });

  it("has one rung at the close itself", () => {
    expect(greeksLadder(legs, [600], { secondsToClose: 0, moments: [0, 900] })).toHaveLength(1);
  });
});
