import { describe, expect, it } from "vitest";
import { coverageOf, expectedMove, fairStraddle, moveBands } from "./expected-move.ts";
import { smileThrough } from "../smile/smile-fit.ts";
import type { Smile } from "../smile/smile.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";

const YEARS = 4 / 8_760;
const ROOT = Math.sqrt(YEARS);

/** Through quotes a hair wide around the volatilities. */
function smileOf(ivAt: (strike: number) => number): Smile {
  const strikes = Array.from({ length: 61 }, (_, n) => 585 + n * 0.5);
  const value = (strike: number): number => outOfTheMoneyValue(600, strike, ivAt(strike) * ROOT);
  const found = smileThrough(
    { forward: 600, years: YEARS },
    {
      strike: strikes,
      bid: strikes.map((strike) => value(strike) * 0.995),
      ask: strikes.map((strike) => value(strike) * 1.005),
    },
  );
  return found.ok ? found.value : expect.unreachable(found.error);
}

describe("the widths called expected move", () => {
  it("cover 57.5, 50.2 and 68.3 % of a lognormal, whichever density is asked", () => {
    const bands = moveBands(smileOf(() => 0.18));

    expect(bands.map(({ name }) => name)).toEqual(["straddle", "straddle85", "deviation"]);
    for (const [n, coverage] of [0.575, 0.502, 0.683].entries()) {
      expect(bands[n]?.lognormal).toBeCloseTo(coverage, 3);
      expect(bands[n]?.fitted).toBeCloseTo(coverage, 2);
    }
  });

  it("cover more than they seem to where the density has fat tails and a high middle", () => {
    const fat = moveBands(smileOf((strike) => 0.18 * (1 + 0.0012 * (strike - 600) ** 2)));

    for (const { lognormal, fitted } of fat) expect(fitted).toBeGreaterThan(lognormal);
  });

  it("are in the proportions of a normal: the straddle is 0.798 of a deviation", () => {
    const [straddle, part, deviation] = moveBands(smileOf(() => 0.18));

    expect((straddle?.width ?? 0) / (deviation?.width ?? 1)).toBeCloseTo(0.7979, 3);
    expect((part?.width ?? 0) / (straddle?.width ?? 1)).toBeCloseTo(0.85, 12);
    expect(deviation?.width).toBeCloseTo(expectedMove(600, 0.18, YEARS), 1);
    expect(straddle?.width).toBeCloseTo(fairStraddle(600, 0.18 * ROOT), 1);
  });
});

describe("the fair straddle", () => {
  it("is to the last digits 0.798 of a deviation however small that is, and nothing without one", () => {
    for (const deviation of [1e-5, 1e-8, 1e-12, 1e-16, 1e-100])
      expect(fairStraddle(600, deviation) / (600 * deviation * Math.sqrt(2 / Math.PI))).toBeCloseTo(
        1 - (deviation * deviation) / 24,
        14,
      );
    expect(fairStraddle(600, 0)).toBe(0);
    expect(() => fairStraddle(600, -0.01)).toThrow("Not a width");
  });

  it("is twice the call at the forward", () => {
    for (const deviation of [1e-9, 0.01, 0.3, 1, 2, 6])
      expect(fairStraddle(600, deviation) / outOfTheMoneyValue(600, 600, deviation)).toBeCloseTo(2, 13);
  });
});

describe("coverageOf", () => {
  it("is everything where nothing moves, and refuses what is no width", () => {
    expect(coverageOf(600, 0, 0)).toBe(1);
    expect(coverageOf(600, 0.01, 0)).toBe(0);
    expect(() => coverageOf(600, 0.01, Number.NaN)).toThrow("No coverage");
    expect(() => coverageOf(-1, 0.01, 1)).toThrow("No coverage");
  });
});
