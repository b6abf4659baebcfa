import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { densityMeasures, smileQuantile, smileSample } from "./density-measures.ts";
import { densityOf, probabilityBelow } from "./smile-density.ts";
import { expectationUnder } from "./smile-expectation.ts";
import { smileThrough } from "./smile-fit.ts";
import type { SmileColumns } from "./smile-readings.ts";
import type { Smile } from "./smile.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { yearsOf } from "../clock/years.ts";

const FORWARD = 600.3;
const MOMENT = { forward: FORWARD, years: yearsOf(14_400) };
const DEVIATION = 0.15 * Math.sqrt(MOMENT.years);

describe("a smile through an uneven chain", () => {
  it.each([
    ["$1 strikes with $5 and $10 ones beyond", unevenStrikes()],
    ["holes", unevenStrikes().filter((_, n) => n % 7 !== 3 && n % 5 !== 1)],
    ["400 contracts", Array.from({ length: 200 }, (_, n) => 550 + n * 0.5)],
    ["$2 strikes alone", unevenStrikes().filter((strike) => strike % 2 === 0)],
  ])("lies inside the quotes and near the truth: %s", (_, strikes) => {
    const smile = throughTruth(strikes);

    expect(smile.fit.form).toBe("density");
    expect(smile.fit.inside).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(smile.atmIv / truth(FORWARD) - 1)).toBeLessThan(0.02);
    for (let strike = smile.fit.low; strike <= smile.fit.high; strike += 0.7)
      expect(Math.abs(smile.ivAt(strike) / truth(strike) - 1)).toBeLessThan(0.08);
  });

  it("has a density above zero far beyond the quotes, of total one and with the forward as its mean", () => {
    const smile = throughTruth(unevenStrikes());
    for (let price = 300; price <= 1_200; price += 0.25)
      expect(densityOf(smile, price)).toBeGreaterThanOrEqual(0);
    for (let price = smile.fit.low - 20; price <= smile.fit.high + 20; price += 0.05)
      expect(densityOf(smile, price)).toBeGreaterThan(0);

    expect(expectationUnder(smile, () => 1)).toBeCloseTo(1, 9);
    expect(expectationUnder(smile, (price) => price)).toBeCloseTo(FORWARD, 6);
  });

  it("has the slope of its probabilities as its density", () => {
    const smile = throughTruth(unevenStrikes());
    for (let price = 588; price <= 612; price += 0.37) {
      const slope = (probabilityBelow(smile, price + 1e-4) - probabilityBelow(smile, price - 1e-4)) / 2e-4;
      expect(densityOf(smile, price) / slope).toBeCloseTo(1, 3);
    }
  });

  it("says how its tails go on, and they do", () => {
    const { shape } = throughTruth(unevenStrikes());
    const { below, above } = shape.tails ?? expect.unreachable("no tails");

    expect(below.power).toBeGreaterThan(1);
    expect(above.power).toBeLessThan(-1);
    expect(shape.below(below.from * 0.99) / shape.below(below.from * 0.98)).toBeCloseTo(
      (0.99 / 0.98) ** below.power,
      6,
    );
    expect(shape.below(below.from)).toBeCloseTo(below.probability, 12);
    expect(1 - shape.below(above.from)).toBeCloseTo(above.probability, 9);
  });

  it("depends on its quotes alone: in any order, after any other fit, the same to the last bit", () => {
    const quotes = quotesAt(unevenStrikes());
    const first = through(quotes);
    through(quotesAt([598, 599, 600, 601, 602, 603]));
    const turned = through({
      strike: Array.from(quotes.strike).reverse(),
      bid: Array.from(quotes.bid).reverse(),
      ask: Array.from(quotes.ask).reverse(),
    });

    expect(turned.fit).toEqual(first.fit);
    for (const strike of [570, 590, 600, 611]) expect(turned.ivAt(strike)).toBe(first.ivAt(strike));
  });

  it("recovers a lognormal as one: no skewness, kurtosis of three", () => {
    const strikes = Array.from({ length: 41 }, (_, n) => 590 + n * 0.5);
    const value = (strike: number): number => outOfTheMoneyValue(FORWARD, strike, DEVIATION);
    const smile = through({
      strike: strikes,
      bid: strikes.map((strike) => 0.99 * value(strike)),
      ask: strikes.map((strike) => 1.01 * value(strike)),
    });
    const { skewness, kurtosis, deviation } = densityMeasures(smile);

    expect(deviation / DEVIATION).toBeCloseTo(1, 2);
    expect(Math.abs(skewness)).toBeLessThan(0.05);
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.1);
  });

  it("gives a sample of equal probabilities whose mean is the forward", () => {
    const sample = smileSample(throughTruth(unevenStrikes()), 2_000);
    const mean = sample.reduce((sum, price) => sum + price, 0) / sample.length;

    expect(sample.every((price, n) => n === 0 || price > (sample[n - 1] ?? 0))).toBe(true);
    expect(mean).toBeCloseTo(FORWARD, 1);
  });

  it("has a volatility at any strike, however far out", () => {
    const smile = throughTruth(unevenStrikes());
    for (const strike of [1e-9, 1, 100, 400, 900, 5_000, 1e9]) {
      expect(smile.ivAt(strike)).toBeGreaterThan(0.05);
      expect(smile.ivAt(strike)).toBeLessThan(500);
    }
    expect(() => smile.ivAt(0)).toThrow("Not a strike");
    expect(() => smile.timeValueAt(Number.NaN)).toThrow("Not a strike");
    expect(() => smileQuantile(smile, 1)).toThrow("share");
    expect(() => probabilityBelow(smile, Number.NaN)).toThrow("price");
  });
});

describe("what gives no smile", () => {
  const good = quotesAt(unevenStrikes());
  const refusal = (moment: typeof MOMENT, quotes: SmileColumns): string | null => {
    const found = smileThrough(moment, quotes);
    return found.ok ? null : found.error;
  };

  it("is refused with its reason", () => {
    const none: SmileColumns = { strike: [], bid: [], ask: [] };
    expect(refusal({ ...MOMENT, forward: Number.NaN }, good)).toBe("badForward");
    expect(refusal({ ...MOMENT, forward: -1 }, good)).toBe("badForward");
    expect(refusal({ ...MOMENT, forward: Number.POSITIVE_INFINITY }, good)).toBe("badForward");
    expect(refusal({ ...MOMENT, years: 0 }, good)).toBe("badYears");
    expect(refusal({ ...MOMENT, years: Number.NaN }, good)).toBe("badYears");
    expect(refusal(MOMENT, none)).toBe("noUsableQuote");
    expect(refusal(MOMENT, { strike: [600], bid: [2], ask: [1] })).toBe("noUsableQuote");
    expect(refusal(MOMENT, { strike: [600, 601, 600], bid: [1, 1, 1], ask: [1.1, 1.1, 1.1] })).toBe(
      "duplicateStrike",
    );
    expect(refusal(MOMENT, { strike: [570, 571], bid: [0.01, 0.01], ask: [0.02, 0.02] })).toBe(
      "moneyNotQuoted",
    );
  });

  it("never lets a number out that is none, whatever comes in", () => {
    const number = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }).map((cents) => cents / 100) },
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e-12, 1e12, Number.MAX_VALUE, 5e-324),
    );
    const strike = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 560, max: 640 }) },
      fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, 0, -5, 1e-9, 1e9),
    );
    const quote = fc.record({ strike, bid: number, width: fc.oneof(number, fc.constant(0.01)) });
    fc.assert(
      fc.property(
        fc.uniqueArray(quote, { selector: (one) => one.strike, maxLength: 60 }),
        fc.oneof(fc.constantFrom(1e-9, 3e-8, 1, 10), fc.double({ min: 1e-7, max: 0.01, noNaN: true })),
        (quotes, years) => {
          const found = smileThrough(
            { forward: FORWARD, years },
            {
              strike: quotes.map((one) => one.strike),
              bid: quotes.map((one) => one.bid),
              ask: quotes.map(({ bid, width }) => bid + width),
            },
          );
          if (!found.ok) return;
          const smile = found.value;
          for (const price of [1e-6, 100, 580, 599.9, 600.3, 602, 640, 1e4, 1e12]) {
            const told = [
              smile.ivAt(price),
              smile.timeValueAt(price),
              probabilityBelow(smile, price),
              densityOf(smile, price),
            ];
            expect(told.every((one) => Number.isFinite(one) && one >= 0)).toBe(true);
          }
          expect(Number.isFinite(smile.fit.residual)).toBe(true);
          expect(smileQuantile(smile, 0.5)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** $1 within 20 of the money, $5 within 60, $10 beyond. */
function unevenStrikes(): number[] {
  const strikes: number[] = [];
  for (let strike = 500; strike <= 700; strike += 1) {
    const away = Math.abs(strike - 600);
    if (away <= 20 || (away <= 60 && strike % 5 === 0) || strike % 10 === 0) strikes.push(strike);
  }
  return strikes;
}

/** Put-heavy with wings like a real same-day smile, 15 % at the money. */
function truth(strike: number): number {
  const z = Math.log(strike / FORWARD) / DEVIATION;
  return 0.15 * (1 + 0.18 * (Math.hypot(z, 1.5) - 1.5) - 0.06 * z);
}

/** Cent quotes around the truth. */
function quotesAt(strikes: readonly number[]): SmileColumns {
  const cents = (strike: number): number =>
    100 * outOfTheMoneyValue(FORWARD, strike, truth(strike) * Math.sqrt(MOMENT.years));
  return {
    strike: strikes,
    bid: strikes.map((strike) => Math.floor(0.99 * cents(strike)) / 100),
    ask: strikes.map((strike) => Math.ceil(1.01 * cents(strike)) / 100),
  };
}

const throughTruth = (strikes: readonly number[]): Smile => through(quotesAt(strikes));

function through(quotes: SmileColumns): Smile {
  const found = smileThrough(MOMENT, quotes);
  return found.ok ? found.value : expect.unreachable(found.error);
}
