import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarArbitrages, quotedArbitrages, type ArbitrageQuote } from "../arbitrage/arbitrage-checks.ts";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { densityMeasures, smileQuantile } from "../smile/density-measures.ts";
import { parityRate } from "../parity/parity-rate.ts";
import { probabilityBelow } from "../smile/smile-density.ts";
import { fitSmile } from "../smile/smile-fit.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";

const YEARS = 6 / 8_760;

/** A chain of one volatility whose quotes lie a cent around their values. */
function aChain(years = YEARS, rate = 0): ArbitrageQuote[] {
  return Array.from({ length: 41 }, (_, i) => {
    const strike = 580 + i;
    const price = (right: "C" | "P"): number =>
      priceOf({ right, spot: 600, strike, years, volatility: 0.2, rate, dividendYield: 0 });
    const [call, put] = [price("C"), price("P")];
    return {
      strike,
      callBid: Math.max(call - 0.01, 0),
      callAsk: call + 0.01,
      putBid: Math.max(put - 0.01, 0),
      putAsk: put + 0.01,
    };
  });
}

describe("arbitrage in quotes", () => {
  const changed = (strike: number, over: Partial<ArbitrageQuote>): ArbitrageQuote[] =>
    aChain().map((quote) => (quote.strike === strike ? { ...quote, ...over } : quote));

  it("is none in a chain around one density", () => {
    expect(quotedArbitrages(aChain())).toEqual([]);
    expect(calendarArbitrages(aChain(), aChain(YEARS * 2))).toEqual([]);
  });

  it("is a vertical where the farther option is bid above the nearer one's offer", () => {
    const found = quotedArbitrages(changed(603, { callBid: 3, callAsk: 3.02 }));

    expect(found).toContainEqual(
      expect.objectContaining({ kind: "vertical", right: "C", strikes: [602, 603] }),
    );
  });

  it("is a butterfly where the middle is bid above its wings", () => {
    const middle = aChain().find(({ strike }) => strike === 597);
    const found = quotedArbitrages(changed(597, { putBid: (middle?.putBid ?? 0) + 0.2, putAsk: 9 }));

    expect(found.map(({ kind, right }) => `${kind} ${right}`)).toContain("butterfly P");
  });

  it("is parity where one strike sells the forward dearer than another buys it", () => {
    const quote = aChain().find(({ strike }) => strike === 600);
    const found = quotedArbitrages(
      changed(600, { callBid: (quote?.callBid ?? 0) + 0.1, callAsk: (quote?.callAsk ?? 0) + 0.1 }),
    );

    expect(found.find(({ kind }) => kind === "parity")).toMatchObject({ right: null });
  });

  it("is a calendar where the later option is offered below the earlier one's bid", () => {
    const found = calendarArbitrages(aChain(YEARS * 2), aChain());

    expect(found.length).toBeGreaterThan(10);
    expect(found.every(({ kind, edge }) => kind === "calendar" && edge > 0)).toBe(true);
  });

  it("never has an edge of nothing, whatever the quotes", () => {
    const cents = fc.integer({ min: 0, max: 500 }).map((value) => value / 100);
    const quote = fc.record({
      strike: fc.integer({ min: 590, max: 610 }),
      callBid: cents,
      callAsk: cents,
      putBid: cents,
      putAsk: cents,
    });
    fc.assert(
      fc.property(fc.uniqueArray(quote, { selector: ({ strike }) => strike, maxLength: 12 }), (quotes) => {
        for (const { edge, strikes } of quotedArbitrages(quotes)) {
          expect(edge).toBeGreaterThan(0);
          expect(strikes.every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });
});

describe("rate and forward of a later expiry", () => {
  it("come out of the pairs although one is far off", () => {
    const years = 30 / 365;
    const pairs = aChain(years, 0.054).map((quote) =>
      quote.strike === 590 ? { ...quote, callBid: quote.callBid + 2, callAsk: quote.callAsk + 2 } : quote,
    );
    const found = parityRate(pairs, years) ?? expect.unreachable("no line");

    expect(found.rate).toBeCloseTo(0.054, 3);
    expect(found.forward).toBeCloseTo(600 * Math.exp(0.054 * years), 2);
  });

  it("are absent with four pairs and where call less put rises", () => {
    expect(parityRate(aChain().slice(0, 4), YEARS)).toBeNull();
    const rising = aChain().map((quote) => ({
      ...quote,
      callBid: quote.strike,
      callAsk: quote.strike + 0.02,
    }));
    expect(parityRate(rising, YEARS)).toBeNull();
  });
});

describe("the shape of a density", () => {
  const smileOf = (ivAt: (strike: number) => number) =>
    fitSmile({
      forward: 600,
      years: YEARS,
      points: Array.from({ length: 41 }, (_, i) => {
        const strike = 580 + i;
        const value = outOfTheMoneyValue(600, strike, ivAt(strike) * Math.sqrt(YEARS));
        return { strike, bid: value * 0.99, ask: value * 1.01 };
      }),
    }) ?? expect.unreachable("no smile");

  it("of one volatility is a normal's", () => {
    const { deviation, skewness, kurtosis } = densityMeasures(smileOf(() => 0.2));

    expect(deviation).toBeCloseTo(0.2 * Math.sqrt(YEARS), 5);
    expect(skewness).toBeCloseTo(0, 1);
    expect(kurtosis).toBeCloseTo(3, 1);
  });

  it("leans to where volatility is dearer", () => {
    const { skewness, kurtosis, unquotedBelow, unquotedAbove } = densityMeasures(
      smileOf((strike) => 0.2 - 0.004 * (strike - 600) + 0.0002 * (strike - 600) ** 2),
    );

    expect(skewness).toBeLessThan(-0.1);
    expect(kurtosis).toBeGreaterThan(3);
    expect(unquotedBelow + unquotedAbove).toBeLessThan(0.05);
  });

  it("has quantiles that give back their share", () => {
    const smile = smileOf((strike) => 0.2 - 0.004 * (strike - 600));
    for (const share of [0.001, 0.05, 0.16, 0.5, 0.84, 0.95, 0.999])
      expect(probabilityBelow(smile, smileQuantile(smile, share))).toBeCloseTo(share, 9);
  });
});
