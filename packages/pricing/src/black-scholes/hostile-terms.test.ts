import { InvariantError } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { americanPriceOf } from "../american/american-price.ts";
import { americanRefusal, dividendRefusal } from "../american/american-refusal.ts";
import { americanOverDividend, criticalSpot, europeanOverDividend } from "../american/cash-dividend.ts";
import { greeksOf } from "./black-scholes-greeks.ts";
import { priceOf, timeValueOf } from "./black-scholes-price.ts";
import { termsRefusal } from "./black-scholes-terms.ts";
import { ChainGreeks } from "../chain/chain-greeks.ts";
import { allGreeksOf } from "./higher-greeks.ts";
import { impliedDeviation, impliedVolatility } from "../implied-volatility/implied-volatility.ts";
import { normalBelow, normalDensity } from "../elementary/mills-ratio.ts";
import { outOfTheMoneyValue } from "./time-value.ts";

const NONE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

describe("whatever comes in", () => {
  it("prices and Greeks are finite, or the terms are refused by name", () => {
    fc.assert(
      fc.property(anyTerms(), (terms) => {
        const refusal = termsRefusal(terms);
        if (refusal !== null) {
          for (const priced of [priceOf, timeValueOf, greeksOf, allGreeksOf])
            expect(() => priced(terms)).toThrow(InvariantError);
          return;
        }
        const all = allGreeksOf(terms);
        expect(Object.values(all).filter((value) => !Number.isFinite(value))).toEqual([]);
        expect(all.price).toBeGreaterThanOrEqual(0);
        expect(timeValueOf(terms)).toBeGreaterThanOrEqual(0);
        expect(all.gamma).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it("a volatility is a finite number above zero, or refused by name", () => {
    fc.assert(
      fc.property(anyTerms(), anyNumber(), (terms, price) => {
        const found = impliedVolatility({ ...terms, price });

        if (found.ok) expect(found.value > 0 && Number.isFinite(found.value)).toBe(true);
        else expect(found.error).toMatch(/OutOfRange|notAPrice|expired|belowIntrinsic|aboveMax|zeroPrice/);
        const deviation = impliedDeviation(terms.spot, terms.strike, price);
        if (deviation !== null) expect(deviation > 0 && Number.isFinite(deviation)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("American values are finite, or refused by name", () => {
    fc.assert(
      fc.property(anyTerms(), (terms) => {
        const value = americanPriceOf(terms);

        expect(value === null).toBe(americanRefusal(terms) !== null);
        if (value !== null) expect(Number.isFinite(value) && value >= 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("an American value is finite where the boundary is so far off that its chances underflow", () => {
    const deterministic = { right: "C", spot: 600, strike: 600, years: 30, volatility: 1e-4 } as const;
    const value = americanPriceOf({ ...deterministic, rate: 1.5, dividendYield: 0.05 }) ?? Number.NaN;
    // without chance it is exercised at the best moment, in ln(30) / 1.45 years
    const best = Math.log(30) / 1.45;

    expect(value / (600 * (Math.exp(-0.05 * best) - Math.exp(-1.5 * best)))).toBeCloseTo(1, 3);
  });

  it("American calls over a dividend are finite, or refused by name", () => {
    fc.assert(
      fc.property(anyTerms(), anyNumber(), anyNumber(), (option, dividend, exYears) => {
        const { dividendYield: _, ...terms } = { ...option, right: "C" as const, dividend, exYears };
        const refusal = dividendRefusal(terms);
        if (refusal !== null) {
          expect(americanOverDividend(terms)).toBeNull();
          expect(() => europeanOverDividend(terms)).toThrow(refusal);
          expect(() => criticalSpot(terms)).toThrow(refusal);
          return;
        }
        expect(Number.isFinite(americanOverDividend(terms))).toBe(true);
        expect(Number.isFinite(europeanOverDividend(terms))).toBe(true);
        expect(criticalSpot(terms) ?? 1).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it("a call over a dividend is finite to the ends of its range, and refused by name beyond them", () => {
    const over = {
      right: "C",
      years: 30,
      volatility: 0.54,
      rate: 1.6,
      dividend: 0.3,
      exYears: 29.9,
    } as const;
    const ends = [1e-60, 1e60];
    for (const terms of ends.flatMap((spot) => ends.map((strike) => ({ ...over, spot, strike })))) {
      expect(Number.isFinite(americanOverDividend(terms))).toBe(true);
      expect(criticalSpot(terms) ?? 1).toBeGreaterThan(0);
    }

    const far = { ...over, years: 1, volatility: 3, rate: 0, exYears: 0.3, spot: 2.8e93, strike: 1e-9 };
    expect(americanOverDividend(far)).toBeNull();
    expect(dividendRefusal(far)).toBe("spotOutOfRange");
    expect(dividendRefusal({ ...far, spot: 1e-9, strike: 1e61 })).toBe("strikeOutOfRange");
  });

  it("the parts of the formulas give numbers or refuse", () => {
    for (const none of NONE) {
      expect(() => outOfTheMoneyValue(none, 600, 0.01)).toThrow(InvariantError);
      expect(() => outOfTheMoneyValue(600, none, 0.01)).toThrow(InvariantError);
    }
    expect(() => outOfTheMoneyValue(600, 600, Number.NaN)).toThrow(InvariantError);
    expect(() => outOfTheMoneyValue(600, 600, -1)).toThrow(InvariantError);
    expect(outOfTheMoneyValue(600, 610, Number.POSITIVE_INFINITY)).toBe(600);
    expect(outOfTheMoneyValue(600, 610, 300)).toBe(600);
    expect(() => normalBelow(Number.NaN)).toThrow(InvariantError);
    expect(() => normalDensity(Number.NaN)).toThrow(InvariantError);
    expect([normalBelow(Number.NEGATIVE_INFINITY), normalBelow(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    const chain = new ChainGreeks();
    chain.at(600, 0.001);
    expect(() => chain.price(Number.NaN, 0.2)).toThrow(InvariantError);
    expect(() => chain.price(600, -0.2)).toThrow(InvariantError);
  });
});

describe("each term", () => {
  const good = {
    right: "C",
    spot: 600,
    strike: 598,
    years: 0.001,
    volatility: 0.2,
    rate: 0.04,
    dividendYield: 0,
  } as const;

  it.each([
    ["spot", "spotOutOfRange", [...NONE, 0, -600, 5e-324, 1e300]],
    ["strike", "strikeOutOfRange", [...NONE, 0, -600, 5e-324, 1e300]],
    ["years", "yearsOutOfRange", [...NONE, -1e-9, 1e9]],
    ["volatility", "volatilityOutOfRange", [...NONE, -0.2, 1e300]],
    ["rate", "rateOutOfRange", [...NONE, 1e9, -1e9]],
    ["dividendYield", "yieldOutOfRange", [...NONE, 1e9, -1e9]],
  ] as const)("%s is refused by its own name", (name, refusal, values) => {
    for (const value of values) expect(termsRefusal({ ...good, [name]: value })).toBe(refusal);
    expect(termsRefusal(good)).toBeNull();
  });

  it("without effect at its limit gives the payoff: no time, no volatility, either too small to count", () => {
    const payoff = { price: 2, delta: 1, gamma: 0, vega: 0, vanna: 0 };
    const none = { ...good, rate: 0 };

    for (const limit of [{ years: 0 }, { volatility: 0 }, { volatility: 5e-324 }, { years: 5e-324 }])
      expect(allGreeksOf({ ...none, ...limit })).toMatchObject({ ...payoff, probabilityInTheMoney: 1 });
    expect(allGreeksOf({ ...none, right: "P", years: 0 })).toMatchObject({ price: 0, delta: -0 });
    expect(allGreeksOf({ ...none, strike: 600, years: 0 })).toMatchObject({
      ...payoff,
      price: 0,
      delta: 0.5,
      speed: 0,
      color: 0,
      probabilityInTheMoney: 0.5,
    });
  });

  it("at a volatility without bounds gives the most that the option can be worth", () => {
    expect(priceOf({ ...good, volatility: 1e6 })).toBe(600);
    expect(priceOf({ ...good, right: "P", rate: 0, volatility: 1e6 })).toBe(598);
  });
});

function anyNumber() {
  return fc.oneof(
    fc.constantFrom(...NONE, 0, -0, 5e-324, 1e-300, 1e300, 1.7e308, -1, 1e-9, 1e-4, 0.02, 0.3, 1, 1e6),
    fc.double(),
  );
}

/** Sane mostly, so that one wild term meets five tame ones as often as not. */
function anyTerms() {
  const or = (tame: fc.Arbitrary<number>) =>
    fc.oneof({ weight: 6, arbitrary: tame }, { weight: 1, arbitrary: anyNumber() });
  const price = fc.constantFrom(600, 598, 600.5, 1, 1e-9, 1e9);
  return fc.record({
    right: fc.constantFrom("C" as const, "P" as const),
    spot: or(price),
    strike: or(price),
    years: or(fc.constantFrom(1e-7, 1e-4, 0.01, 1, 30)),
    volatility: or(fc.constantFrom(0, 1e-4, 0.2, 3, 100)),
    rate: or(fc.constantFrom(0, 0.05, -0.01, 1.5)),
    dividendYield: or(fc.constantFrom(0, 0.02, 0.05)),
  });
}
