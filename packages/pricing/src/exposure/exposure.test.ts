import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flipLevels, spotGrid } from "./exposure-flips.ts";
import { exposureRefusal, type ExposedContract } from "./exposure-terms.ts";
import { exposureProfile } from "./exposure.ts";
import { allGreeksOf } from "../black-scholes/higher-greeks.ts";

const contract = (right: "C" | "P", strike: number, contracts: number): ExposedContract => ({
  right,
  strike,
  volatility: 0.14,
  contracts,
});
const AT_600 = { spot: 600, years: 3 / 8_760 } as const;

describe("dealers' exposure", () => {
  it("is sign, Greek, contracts, 100 shares and the spot, for each convention", () => {
    const terms = {
      ...AT_600,
      strike: 602,
      volatility: 0.14,
      rate: 0,
      dividendYield: 0,
      right: "C" as const,
    };
    const { gamma, vanna, charm } = allGreeksOf(terms);
    const signed = [
      ["callsLong", 1],
      ["callsShort", -1],
      ["againstCustomers", -1],
    ] as const;

    for (const [sign, side] of signed) {
      const { total } = exposureProfile([contract("C", 602, 7)], { ...AT_600, sign });
      const dollars = side * 7 * 100 * 600;
      expect(total.gamma / (dollars * gamma * 600 * 0.01)).toBeCloseTo(1, 11);
      expect(total.vanna / (dollars * vanna * 0.01)).toBeCloseTo(1, 11);
      expect(total.charm / ((dollars * charm) / 365)).toBeCloseTo(1, 11);
    }
  });

  it("of $6.37M a contract by hand is $6.37M, not a hundredth or a hundred times it", () => {
    // the standard normal's density at nothing, over the deviation: gamma times the spot
    const deviation = 0.14 * Math.sqrt(AT_600.years);
    const atTheMoney = contract("C", 600 * Math.exp(0.5 * deviation * deviation), 1_000);

    const { total } = exposureProfile([atTheMoney], { ...AT_600, sign: "callsLong" });

    expect(total.gamma / ((0.3989422804014327 / deviation) * 1_000 * 100 * 600 * 0.01)).toBeCloseTo(1, 11);
  });

  it("takes the other side of what customers did, whichever right they did it in", () => {
    const { total, callWall, putWall } = exposureProfile(
      [contract("C", 601, 50), contract("P", 599, 50), contract("P", 601, -20)],
      { ...AT_600, sign: "againstCustomers" },
    );

    expect(total.gamma).toBeLessThan(0);
    expect([callWall, putWall]).toEqual([601, 599]);
  });

  it("has no wall where nothing is held", () => {
    expect(exposureProfile([contract("C", 601, 0)], { ...AT_600, sign: "callsLong" })).toMatchObject({
      callWall: null,
      putWall: null,
      total: { gamma: 0 },
    });
  });
});

describe("flip levels", () => {
  const flips = (contracts: readonly ExposedContract[], sign: "callsLong" | "callsShort" = "callsLong") =>
    flipLevels(contracts, { ...AT_600, sign }, spotGrid(600));

  it("are where the total gamma is zero, one for each change of sign", () => {
    const contracts = [contract("C", 596, 900), contract("P", 600, 1_000), contract("C", 604, 800)];
    const found = flips(contracts);

    expect(found).toHaveLength(2);
    for (const spot of found) {
      const at = (moved: number) =>
        exposureProfile(contracts, { ...AT_600, spot: spot * moved, sign: "callsLong" }).total.gamma;
      expect(Math.sign(at(1 - 1e-9))).toBe(-Math.sign(at(1 + 1e-9)));
    }
  });

  it("are the same under the opposite convention", () => {
    const contracts = [contract("C", 603, 900), contract("P", 598, 1_000)];

    expect(flips(contracts, "callsShort")).toEqual(flips(contracts));
    expect(flips(contracts)).toHaveLength(1);
  });

  it("are none where one side holds everything, nor where gamma has run out", () => {
    expect(flips([contract("C", 600, 1)])).toEqual([]);
    const second = { years: 1 / 31_536_000, spot: 600, sign: "callsLong" } as const;
    expect(flipLevels([contract("C", 600, 1)], second, spotGrid(600))).toEqual([]);
  });

  it("are seen across a stretch in which no gamma is left", () => {
    const second = { years: 1 / 31_536_000, spot: 600, sign: "callsLong" } as const;
    // both ends of the grid are on a strike: between them nothing is left one second before the close
    const grid = spotGrid(600);
    const [low, high] = [grid[0] ?? Number.NaN, grid.at(-1) ?? Number.NaN];

    const [flip] = flipLevels([contract("P", low, 1), contract("C", high, 1)], second, grid);

    expect(flip).toBeGreaterThan(low);
    expect(flip).toBeLessThan(high);
  });
});

describe("what has no exposure", () => {
  it("is named, and nothing that is not named gives NaN", () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY),
      fc.double({ min: 1e-3, max: 1e3 }),
    );
    fc.assert(
      fc.property(number, number, number, number, number, (spot, years, strike, volatility, contracts) => {
        const terms = { spot, years, sign: "callsLong" as const };
        const held: readonly ExposedContract[] = [{ right: "C", strike, volatility, contracts }];
        if (exposureRefusal(held, terms) !== null) {
          expect(() => exposureProfile(held, terms)).toThrow("No exposure");
          return;
        }
        const { total } = exposureProfile(held, terms);
        expect([total.gamma, total.vanna, total.charm]).not.toContain(Number.NaN);
        expect(flipLevels(held, terms, spotGrid(spot))).not.toContain(Number.NaN);
      }),
    );
  });

  it.each([
    [{ spot: 0, years: 1 }, {}, "spotOutOfRange"],
    [{ spot: 600, years: 0 }, {}, "yearsOutOfRange"],
    [{ spot: 600, years: 1 }, { strike: Number.NaN }, "strikeOutOfRange"],
    [{ spot: 600, years: 1 }, { volatility: 0 }, "volatilityOutOfRange"],
    [{ spot: 600, years: 1 }, { contracts: Number.POSITIVE_INFINITY }, "contractsOutOfRange"],
    [{ spot: 600, years: 1 }, {}, null],
  ] as const)("says why: %o %o", (terms, over, why) => {
    expect(exposureRefusal([{ ...contract("C", 600, 1), ...over }], terms)).toBe(why);
  });
});
