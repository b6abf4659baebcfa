import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probabilityBelow } from "./smile-density.ts";
import { smileDensity } from "../structures/market-density.ts";
import type { PayoffLeg } from "../structures/payoff.ts";
import { structureOdds } from "../structures/structure-odds.ts";
import { expectationUnder } from "./smile-expectation.ts";
import { fitSmile } from "./smile-fit.ts";
import type { SmilePoint } from "./smile-readings.ts";
import type { Smile } from "./smile.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { yearsOf } from "../clock/years.ts";

describe("fitSmile", () => {
  it.each([21, 60, 200])("recovers a smile from %i strikes of cent quotes", (strikes) => {
    const smile = fitted({ strikes });

    expect(smile.fit.form).toBe("density");
    expect(Math.abs(smile.atmIv / 0.15 - 1)).toBeLessThan(0.01);
    expect(smile.fit.inside).toBeGreaterThan(0.8);
    expect(Math.abs(smile.ivAt(596) / skewed(596) - 1)).toBeLessThan(0.02);
  });

  it.each([30, 10, 5])("stays sane %i minutes before the close", (minutes) => {
    const smile = fitted({ strikes: 21, minutes });

    expect(Math.abs(smile.atmIv / 0.15 - 1)).toBeLessThan(0.12); // what a cent leaves open at five minutes
    for (let strike = 560; strike <= 640; strike += 1) {
      expect(smile.ivAt(strike)).toBeGreaterThan(0.05);
      expect(smile.ivAt(strike)).toBeLessThan(15 * 0.15);
    }
  });

  it("is one volatility for all strikes where there are too few for a shape", () => {
    const smile = fitSmile({
      forward: 600.3,
      years: yearsOf(3_600),
      points: quotes({ from: 600, to: 601, minutes: 60 }),
    });

    expect(smile?.fit).toMatchObject({ form: "flat", points: 2, low: 600, high: 601 });
    expect(smile?.ivAt(590)).toBe(smile?.atmIv);
  });

  it("is one volatility too where one side of the money is not quoted", () => {
    const puts = quotes({ from: 590, to: 600, minutes: 180 });

    expect(fitSmile({ forward: 600.3, years: yearsOf(10_800), points: puts })?.fit.form).toBe("flat");
  });

  it("is free of arbitrage where its quotes are not, and says how far off them it is", () => {
    // six strikes in a row worth the same, then two worth more further out
    const points = [594, 595, 596, 597, 598, 599].map((strike) => ({ strike, bid: 0.4, ask: 0.42 }));
    const dearer = [602, 604].map((strike) => ({ strike, bid: 0.9, ask: 0.94 }));

    const smile = fitSmile({ forward: 600.3, years: yearsOf(14_400), points: [...points, ...dearer] });
    if (smile === null) expect.unreachable();

    expect(smile.fit.residual).toBeGreaterThan(2);
    for (let price = 590; price <= 610; price += 0.1) {
      const rise = probabilityBelow(smile, price + 0.1) - probabilityBelow(smile, price);
      expect(rise).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it("is null where the money is not quoted", () => {
    const wing = [590, 591, 592, 593].map((strike) => ({ strike, bid: 0.05, ask: 0.06 }));

    expect(
      fitSmile({ forward: 600.3, years: yearsOf(60), points: quotes({ from: 590, to: 610, minutes: 1 }) }),
    ).toBeNull();
    expect(fitSmile({ forward: 600.3, years: yearsOf(3_600), points: wing })).toBeNull();
    expect(fitSmile({ forward: 600.3, years: yearsOf(3_600), points: [] })).toBeNull();
    expect(fitSmile({ forward: 600.3, years: 0, points: quotes({ from: 590, to: 610 }) })).toBeNull();
  });

  it("leaves out quotes without bid, crossed, or with an ask of more than two bids", () => {
    const good = quotes({ from: 594, to: 606, minutes: 180 });
    const bad = [
      { strike: 580, bid: 0, ask: 0.02 },
      { strike: 581, bid: 0.05, ask: 0.03 },
      { strike: 582, bid: 0.01, ask: 0.03 },
      { strike: 583, bid: Number.NaN, ask: 0.03 },
    ];
    const at = { forward: 600.3, years: yearsOf(10_800) };

    expect(fitSmile({ ...at, points: [...bad, ...good] })).toEqual(fitSmile({ ...at, points: good }));
  });

  it("is hardly moved by one wrong quote", () => {
    const points = quotes({ from: 585, to: 615, minutes: 240 });
    const wrong = points.map((point) =>
      point.strike === 597 ? { ...point, bid: point.bid * 2, ask: point.ask * 2 } : point,
    );
    const at = { forward: 600.3, years: yearsOf(14_400) };
    const [clean, disturbed] = [fitSmile({ ...at, points }), fitSmile({ ...at, points: wrong })];

    expect(Math.abs((disturbed?.atmIv ?? Number.NaN) / (clean?.atmIv ?? Number.NaN) - 1)).toBeLessThan(0.02);
  });
});

describe("the density of a smile", () => {
  it("has total one, the forward as its mean and the fitted calls as its payoffs", () => {
    const smile = fitted({ strikes: 41 });

    expect(expectationUnder(smile, () => 1)).toBeCloseTo(1, 10);
    expect(expectationUnder(smile, (price) => price)).toBeCloseTo(smile.forward, 7);
    for (const strike of [590, 598, 600, 603, 612]) {
      const call = [{ right: "C", strike, quantity: 1 }] as const;
      const priced = Math.max(smile.forward - strike, 0) + smile.timeValueAt(strike);
      expect(expectedPayoff(smile, call)).toBeCloseTo(priced, 12);
      expect(expectationUnder(smile, (price) => Math.max(price - strike, 0))).toBeCloseTo(priced, 3);
    }
  });

  it("keeps put-call parity", () => {
    const smile = fitted({ strikes: 41 });
    const forwardLess = [
      { right: "C", strike: 597, quantity: 1 },
      { right: "P", strike: 597, quantity: -1 },
    ] as const;

    expect(expectedPayoff(smile, forwardLess)).toBeCloseTo(smile.forward - 597, 12);
  });

  it("gives the slope of the fitted calls as its probabilities", () => {
    const smile = fitted({ strikes: 41 });
    const call = (strike: number): number => expectedPayoff(smile, [{ right: "C", strike, quantity: 1 }]);
    for (let price = 585; price <= 615; price += 0.7) {
      expect(probabilityBelow(smile, price)).toBeCloseTo(
        1 + (call(price + 1e-3) - call(price - 1e-3)) / 2e-3,
        6,
      );
    }
    expect(probabilityBelow(smile, 0)).toBe(0);
  });

  it("has no probability above one where the tail is thinner than a rounding", () => {
    const points = [
      { strike: 593, bid: 0.03, ask: 0.06 },
      { strike: 598, bid: 1.34, ask: 1.42 },
      { strike: 600, bid: 3.15, ask: 3.23 },
      { strike: 601, bid: 1.6, ask: 1.75 },
      { strike: 602, bid: 2.16, ask: 2.21 },
      { strike: 603, bid: 0.78, ask: 0.78 },
      { strike: 604, bid: 0.45, ask: 0.51 },
      { strike: 606, bid: 0.08, ask: 0.11 },
    ];
    const smile = fitSmile({ forward: 600.3, years: yearsOf(60), points }) ?? expect.unreachable("no smile");
    const prices = Array.from({ length: 241 }, (_, index) => 540 + index / 2);

    expect(prices.filter((price) => probabilityBelow(smile, price) > 1)).toEqual([]);
  });

  it("has probabilities that only rise, whatever the quotes", () => {
    fc.assert(
      fc.property(anyQuotes, fc.integer({ min: 1, max: 390 }), (points, minutes) => {
        const smile = fitSmile({ forward: 600.3, years: yearsOf(60 * minutes), points });
        fc.pre(smile !== null);
        let before = 0;
        for (let price = 540; price <= 660; price += 0.5) {
          const below = probabilityBelow(smile, price);
          expect(smile.ivAt(price)).toBeGreaterThan(0);
          expect(below).toBeGreaterThanOrEqual(before - 1e-9);
          expect(below).toBeLessThanOrEqual(1);
          before = below;
        }
        expect(Math.abs(expectationUnder(smile, (price) => price) - 600.3)).toBeLessThan(1e-4);
      }),
      { numRuns: 200 },
    );
  });
});

/** A put-heavy smile, as a hyperbola in today's deviations, of 15 % at the money. */
function skewed(strike: number): number {
  const z = Math.log(strike / 600.3) / (0.15 * Math.sqrt(yearsOf(14_400)));
  return 0.15 * (1 + 0.12 * (Math.hypot(z, 1) - 1) - 0.04 * z);
}

/** Cent quotes of that smile around its value. */
function quotes({
  from,
  to,
  minutes = 240,
}: {
  from: number;
  to: number;
  minutes?: number;
}): readonly SmilePoint[] {
  const root = Math.sqrt(yearsOf(60 * minutes));
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const strike = from + index;
    const cents = Math.floor(100 * outOfTheMoneyValue(600.3, strike, skewed(strike) * root));
    return { strike, bid: cents / 100, ask: (cents + 1) / 100 };
  });
}

function fitted({ strikes, minutes = 240 }: { readonly strikes: number; readonly minutes?: number }): Smile {
  const half = Math.floor(strikes / 2);
  const points = quotes({ from: 600 - half, to: 600 + half, minutes });
  const smile = fitSmile({ forward: 600.3, years: yearsOf(60 * minutes), points });
  if (smile === null) throw new Error("No smile");
  return smile;
}

const anyQuotes = fc.array(
  fc
    .record({
      strike: fc.integer({ min: 580, max: 620 }),
      bid: fc.integer({ min: 0, max: 400 }),
      width: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ strike, bid, width }) => {
      // any price, falling away from the money as real ones do
      const cents = Math.floor(bid * Math.exp(-Math.abs(strike - 600.3) / 3));
      return { strike, bid: cents / 100, ask: (cents + width) / 100 };
    }),
  { minLength: 2, maxLength: 60 },
);

const expectedPayoff = (smile: Smile, legs: readonly PayoffLeg[]): number =>
  structureOdds(legs, 0, smileDensity(smile)).expectedValue;
