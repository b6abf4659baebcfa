import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { americanPriceOf } from "./american-price.ts";
import { americanOverDividend, europeanOverDividend } from "./cash-dividend.ts";
import { exercisePremium, type ExercisedTerms } from "./exercise-premium.ts";

const DAY = 1 / 365;
const eve = (over: Partial<ExercisedTerms> = {}): ExercisedTerms => ({
  right: "C",
  spot: 450.82,
  strike: 440,
  years: DAY,
  volatility: 0.105,
  rate: 0,
  dividend: 1.58,
  lastCumYears: 0,
  firstExYears: DAY,
  ...over,
});

describe("what early exercise adds over one cash dividend", () => {
  it("is the whole dividend for a deep call on the evening before the share trades without it", () => {
    expect(exercisePremium(eve({ strike: 430 }))).toBeCloseTo(1.58, 9);
  });

  it("is nothing for a call whose put is worth more than the dividend", () => {
    const put = (strike: number) =>
      priceOf({
        right: "P",
        strike,
        spot: 449.24,
        years: DAY,
        volatility: 0.105,
        rate: 0,
        dividendYield: 0,
      });

    // the rule: exercise where the dividend exceeds the put of the strike and the interest on it
    for (const strike of [446, 448, 449, 450, 451, 452, 455])
      expect((exercisePremium(eve({ strike })) ?? NaN) > 0).toBe(put(strike) < 1.58);
  });

  it("is nothing for a put that expires at the first close without the dividend", () => {
    expect(exercisePremium(eve({ right: "P", strike: 470, rate: 0.05 }))).toBe(0);
  });

  it("is that of a put without a dividend once the dividend is paid out", () => {
    const terms = eve({ right: "P", strike: 452, years: 30 * DAY, rate: 0.05 });
    const rest = {
      right: "P",
      spot: 450.82 - 1.58 * Math.exp(-0.05 * DAY),
      strike: 452,
      years: 30 * DAY,
      volatility: 0.105,
      rate: 0.05,
      dividendYield: 0,
    } as const;

    expect(exercisePremium(terms)).toBeCloseTo((americanPriceOf(rest) ?? NaN) - priceOf(rest), 3);
  });

  it("decides at the last close with the dividend, not at the opening without it", () => {
    const held = eve({ lastCumYears: 2 * DAY, firstExYears: 3 * DAY, years: 5 * DAY, strike: 448 });
    const { right, spot, strike, years, volatility, rate, dividend } = held;
    const terms = { right, spot, strike, years, volatility, rate, dividend, exYears: 2 * DAY };

    expect(exercisePremium(held)).toBeCloseTo(
      (americanOverDividend(terms) ?? NaN) - europeanOverDividend(terms),
      12,
    );
  });

  it("is never below nothing and never above dividend and interest, whatever the terms", () => {
    fc.assert(
      fc.property(
        fc.record({
          strike: fc.double({ min: 60, max: 160, noNaN: true }),
          volatility: fc.double({ min: 0.05, max: 1, noNaN: true }),
          rate: fc.double({ min: 0, max: 0.1, noNaN: true }),
          days: fc.integer({ min: 2, max: 60 }),
          dividend: fc.double({ min: 0.05, max: 3, noNaN: true }),
        }),
        ({ strike, volatility, rate, days, dividend }) => {
          const terms = { spot: 100, strike, volatility, rate, dividend, years: days * DAY };
          const premium = exercisePremium({ ...terms, right: "C", lastCumYears: DAY, firstExYears: 2 * DAY });
          expect(premium).toBeGreaterThanOrEqual(0);
          expect(premium).toBeLessThanOrEqual(dividend + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is not told for terms out of range", () => {
    for (const bad of [{ rate: -0.01 }, { dividend: 0 }, { spot: NaN }, { years: 0 }, { volatility: 99 }])
      for (const right of ["C", "P"] as const)
        expect(exercisePremium(eve({ right, ...bad })), JSON.stringify(bad)).toBeNull();
    expect(exercisePremium(eve({ dividend: 460 }))).toBeNull();
  });
});
