import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lognormalDensity } from "./market-density.ts";
import type { PayoffLeg } from "./payoff.ts";
import { analyseStructure, structureOdds, type PriceDensity } from "./structure-odds.ts";
import { tabulatedDensity } from "./tabulated-density.ts";
import { kinksOf, leg, plainPayoff, searchedEdges, someLegs, somePaid } from "./testing/random-structures.ts";

const FORWARD = 600;
const DEVIATION = 0.012;
const density = lognormalDensity(FORWARD, DEVIATION);
const PANELS = 400;

/** Simpson's rule over the normal variable behind the lognormal price, between two of its values. */
function weighed(of: (price: number) => number, low: number, high: number): number {
  const step = (high - low) / PANELS;
  let sum = 0;
  for (let i = 0; i <= PANELS; i += 1) {
    const z = low + i * step;
    const price = FORWARD * Math.exp(DEVIATION * z - 0.5 * DEVIATION * DEVIATION);
    const weight = i === 0 || i === PANELS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += (weight * of(price) * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
  }
  return (sum * step) / 3;
}

const REACH = 9;
const normalOf = (price: number): number =>
  price <= 0 ? -REACH : (Math.log(price / FORWARD) + 0.5 * DEVIATION * DEVIATION) / DEVIATION;

/** Mean and chance of profit by integration alone, split where the payoff bends or the profit changes its sign. */
function integrated(legs: readonly PayoffLeg[], paid: number) {
  const splits = [...kinksOf(legs), ...searchedEdges(legs, paid)]
    .map((price) => Math.min(REACH, Math.max(-REACH, normalOf(price))))
    .concat(-REACH, -3, 0, 3, REACH)
    .sort((a, b) => a - b);
  let [mean, chance] = [0, 0];
  splits.slice(0, -1).forEach((low, i) => {
    const high = splits[i + 1] ?? low;
    if (high - low < 1e-12) return;
    mean += weighed((price) => plainPayoff(legs, price) - paid, low, high);
    const middle = FORWARD * Math.exp(DEVIATION * ((low + high) / 2) - 0.5 * DEVIATION * DEVIATION);
    if (plainPayoff(legs, middle) - paid > 1e-9) chance += weighed(() => 1, low, high);
  });
  return { mean, chance };
}

describe("odds of up to eight legs", () => {
  it("are what a fine integration of the density gives", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const odds = structureOdds(legs, paid, density);
        const { mean, chance } = integrated(legs, paid);

        expect(Math.abs(odds.expectedValue - mean)).toBeLessThan(1e-8);
        expect(Math.abs(odds.probabilityOfProfit - chance)).toBeLessThan(1e-8);
      }),
      { numRuns: 150 },
    );
  });

  it("count no price as profit that only gives back what was paid", () => {
    const spread = [leg("P", 590, 1), leg("P", 595, -1)];
    const butterfly = [leg("C", 595, 1), leg("C", 600, -2), leg("C", 605, 1)];

    expect(structureOdds(spread, 0, density).probabilityOfProfit).toBe(0);
    expect(structureOdds(butterfly, 0, density).probabilityOfProfit).toBeCloseTo(
      density.below(605) - density.below(595),
      14,
    );
  });
});

describe("a tabulated density", () => {
  const prices = [560, 585, 595, 600, 604, 612, 640];
  const below = [0, 0.08, 0.25, 0.48, 0.7, 0.93, 1];
  const table = tabulatedDensity({ prices, below });
  const stated = table.ok ? table.value : expect.unreachable("refused");

  it("gives the odds of a package by its own even pieces", () => {
    fc.assert(
      fc.property(someLegs, somePaid, (legs, paid) => {
        const odds = structureOdds(legs, paid, stated);
        const splits = [...prices, ...kinksOf(legs), ...searchedEdges(legs, paid)]
          .filter((price) => price >= 560 && price <= 640)
          .sort((a, b) => a - b);
        let [mean, chance] = [0, 0];
        splits.slice(0, -1).forEach((low, i) => {
          const high = splits[i + 1] ?? low;
          const mass = stated.below(high) - stated.below(low);
          // straight payoff, even density: the middle stands for all
          const profit = plainPayoff(legs, (low + high) / 2) - paid;
          mean += mass * profit;
          if (profit > 1e-9) chance += mass;
        });

        expect(odds.expectedValue).toBeCloseTo(mean, 9);
        expect(odds.probabilityOfProfit).toBeCloseTo(chance, 9);
      }),
      { numRuns: 300 },
    );
  });

  it("has put and call means that differ by its mean less the strike, and nothing outside", () => {
    for (const strike of [500, 560, 590, 600, 640, 700]) {
      const [call, put] = [stated.meanPayoff("C", strike), stated.meanPayoff("P", strike)];
      expect(call - put).toBeCloseTo(stated.meanPayoff("C", 500) + 500 - strike, 9);
    }
    expect([stated.below(559), stated.below(641)]).toEqual([0, 1]);
    expect([stated.meanPayoff("P", 550), stated.meanPayoff("C", 650)]).toEqual([0, 0]);
  });

  it.each([
    ["tooFewPrices", [600], [0]],
    ["unequalLengths", [590, 600], [0, 0.5, 1]],
    ["badPrice", [600, 590], [0, 1]],
    ["badPrice", [590, 590], [0, 1]],
    ["badPrice", [-1, 590], [0, 1]],
    ["badPrice", [590, Number.NaN], [0, 1]],
    ["badPrice", [590, Number.POSITIVE_INFINITY], [0, 1]],
    ["badProbability", [590, 600, 610], [0, 0.8, 0.7]],
    ["badProbability", [590, 600], [0, 0.9]],
    ["badProbability", [590, 600], [Number.NaN, 1]],
  ])("is refused as %s: %j, %j", (error, badPrices, badBelow) => {
    expect(tabulatedDensity({ prices: badPrices, below: badBelow })).toEqual({ ok: false, error });
  });
});

describe("the analysis of a package", () => {
  it("has outcomes and odds side by side", () => {
    const analysis = analyseStructure([leg("C", 600, 1)], 2, density);

    expect(analysis).toMatchObject({ ok: true, value: { maxProfit: null, maxLoss: 2, breakEvens: [602] } });
    expect(analysis.ok && analysis.value.probabilityOfProfit).toBeCloseTo(1 - density.below(602), 14);
  });

  it("refuses what is no package with the number that decided", () => {
    expect(analyseStructure([leg("C", -1, 1)], 2, density)).toEqual({
      ok: false,
      error: { code: "badStrike", leg: 0, strike: -1 },
    });
  });

  it.each<[string, Partial<PriceDensity>]>([
    ["a probability above one", { below: () => 1.5 }],
    ["a probability that is no number", { below: () => Number.NaN }],
    ["a mean that is no number", { meanPayoff: () => Number.NaN }],
    ["a mean without end", { meanPayoff: () => Number.POSITIVE_INFINITY }],
  ])("refuses a density with %s", (_, broken) => {
    const bad = { ...density, ...broken };

    expect(analyseStructure([leg("C", 600, 1)], 2, bad)).toEqual({
      ok: false,
      error: { code: "badDensity" },
    });
    expect(() => structureOdds([leg("C", 600, 1)], 2, bad)).toThrow("Not a density");
  });
});
