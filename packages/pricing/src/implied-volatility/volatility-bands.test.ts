import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { outOfTheMoneyRight, volatilityBand, type BandQuote } from "./volatility-bands.ts";
import { yearsOf } from "../clock/years.ts";

const MOMENT = { forward: 600, years: yearsOf(7_200) };

const reasons = (quote: BandQuote, moment = MOMENT): readonly (string | null)[] => {
  const { bid, mid, ask } = volatilityBand(moment, quote);
  return [bid, mid, ask].map((edge) => (edge.ok ? null : edge.error));
};

describe("the volatility band of a quote", () => {
  it("gives back the volatilities that its bid, middle and ask were priced at", () => {
    const value = (volatility: number): number =>
      outOfTheMoneyValue(600, 603, volatility * Math.sqrt(MOMENT.years));
    const band = volatilityBand(MOMENT, { right: "C", strike: 603, bid: value(0.14), ask: value(0.17) });

    expect(band.bid).toMatchObject({ ok: true, value: expect.closeTo(0.14, 12) as number });
    expect(band.ask).toMatchObject({ ok: true, value: expect.closeTo(0.17, 12) as number });
    expect(band.mid.ok && band.mid.value > 0.15 && band.mid.value < 0.16).toBe(true);
  });

  it("has no lower edge without a bid, and no middle", () => {
    expect(reasons({ right: "P", strike: 590, bid: 0, ask: 0.02 })).toEqual(["noBid", "noBid", null]);
    expect(reasons({ right: "P", strike: 590, bid: 0.01, ask: 0 })).toEqual([null, "noAsk", "noAsk"]);
  });

  it("has none where the price is exercise's own, and one just above", () => {
    expect(reasons({ right: "P", strike: 604, bid: 4, ask: 4.02 })).toEqual(["atIntrinsic", null, null]);
    expect(reasons({ right: "C", strike: 596, bid: 3.9, ask: 4 })).toEqual([
      "atIntrinsic",
      "atIntrinsic",
      "atIntrinsic",
    ]);
  });

  it("names what else is wrong", () => {
    expect(reasons({ right: "C", strike: 601, bid: 0.3, ask: 0.2 })).toEqual(Array(3).fill("crossed"));
    expect(reasons({ right: "C", strike: -1, bid: 0.1, ask: 0.2 })).toEqual(Array(3).fill("badStrike"));
    expect(reasons({ right: "C", strike: 601, bid: Number.NaN, ask: 0.2 })).toEqual(
      Array(3).fill("badPrice"),
    );
    expect(reasons({ right: "C", strike: 601, bid: 0.1, ask: 0.2 }, { forward: 600, years: 0 })).toEqual(
      Array(3).fill("badMoment"),
    );
    expect(reasons({ right: "C", strike: 601, bid: 0.1, ask: 700 })[2]).toBe("aboveMaximum");
  });

  it("never lets a number out that is none, and its edges are in order", () => {
    const price = fc.oneof(
      fc.double({ min: 0, max: 700 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 5e-324),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<"C" | "P">("C", "P"),
        fc.oneof(fc.double({ min: 1, max: 1_200 }), fc.constant(Number.NaN)),
        fc.tuple(price, price),
        (right, strike, [bid, ask]) => {
          const band = volatilityBand(MOMENT, { right, strike, bid, ask });
          const told = [band.bid, band.mid, band.ask].flatMap((edge) => (edge.ok ? [edge.value] : []));
          expect(told.every((one) => Number.isFinite(one) && one > 0)).toBe(true);
          expect(told.every((one, n) => n === 0 || one >= (told[n - 1] ?? 0) * (1 - 1e-9))).toBe(true);
        },
      ),
    );
  });

  it("is best read from the side that exercise would not pay", () => {
    expect(outOfTheMoneyRight(599, 600)).toBe("P");
    expect(outOfTheMoneyRight(600, 600)).toBe("C");
  });
});
