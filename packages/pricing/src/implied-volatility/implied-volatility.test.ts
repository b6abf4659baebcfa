import { existsSync, readFileSync } from "node:fs";
import type { Right } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { impliedDeviation, impliedVolatility, type QuotedOption } from "./implied-volatility.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";

const file = new URL("../../../../../shared/vectors/iv_vectors.json", import.meta.url);

describe.skipIf(!existsSync(file))("implied volatility against 80-digit reference values", () => {
  const { cases }: { cases: readonly ReferenceCase[] } = JSON.parse(readFileSync(file, "utf8"));

  it("finds every volatility to eight times what the inputs' rounding allows", () => {
    const solved = cases.filter(({ status }) => status === "ok");
    const wrong = solved.filter((row) => {
      const found = impliedVolatility(quoteOf(row));
      return !found.ok || !(Math.abs(found.value / row.iv - 1) <= 8 * row.attain);
    });

    expect(solved.length).toBeGreaterThan(800);
    expect(wrong).toEqual([]);
  });

  it("says why where there is none", () => {
    const without = cases.filter(({ status, tag }) => status !== "ok" && tag !== "below-intrinsic-8ulp");
    const answers = without.map((row) => impliedVolatility(quoteOf(row)));

    expect(without.length).toBeGreaterThan(20);
    expect(answers).toEqual(without.map(({ status }) => ({ ok: false, error: status })));
  });
});

describe("impliedVolatility", () => {
  it("returns the volatility that made the price", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.double({ min: 1e-5, max: 4, noNaN: true }),
        (h, s) => {
          const strike = 600 * Math.exp(Math.min(h, 3 / s) * s);
          const option = { right: "C" as const, spot: 600, strike, years: 1, rate: 0, dividendYield: 0 };

          const found = impliedVolatility({ ...option, price: priceOf({ ...option, volatility: s }) });

          expect(found.ok && Math.abs(found.value / s - 1)).toBeLessThanOrEqual(1e-14 + 2e-15 / s);
        },
      ),
    );
  });

  it("is the same for both rights of a strike", () => {
    const shared = { spot: 600, strike: 601, years: 0.0005, rate: 0, dividendYield: 0 };
    const call = impliedVolatility({ ...shared, right: "C", price: 1.25 });
    const put = impliedVolatility({ ...shared, right: "P", price: 2.25 });

    expect(call.ok && put.ok && call.value / put.value).toBeCloseTo(1, 12);
  });

  it("has no answer at expiry, whatever the price", () => {
    const expired: QuotedOption = {
      right: "C",
      spot: 600,
      strike: 599,
      years: 0,
      rate: 0,
      dividendYield: 0,
      price: 1,
    };

    for (const price of [0.99, 1, 1.01])
      expect(impliedVolatility({ ...expired, price })).toEqual({ ok: false, error: "expired" });
  });

  it("refuses a price that is no number: a missing price is not a price", () => {
    const option = { right: "C", spot: 600, strike: 599, years: 0.001, rate: 0, dividendYield: 0 } as const;

    for (const price of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(impliedVolatility({ ...option, price })).toEqual({ ok: false, error: "notAPrice" });
  });
});

describe("impliedDeviation", () => {
  it("inverts outOfTheMoneyValue and is null where no deviation fits", () => {
    expect(impliedDeviation(600, 603, outOfTheMoneyValue(600, 603, 0.004))).toBeCloseTo(0.004, 15);
    expect(impliedDeviation(600, 603, 0)).toBeNull();
    expect(impliedDeviation(600, 603, 600)).toBeNull();
    expect(impliedDeviation(600, 603, Number.NaN)).toBeNull();
  });
});

interface ReferenceCase {
  readonly tag: string;
  readonly type: Right;
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly r: number;
  readonly q: number;
  readonly price: number;
  readonly status: string;
  readonly iv: number;
  readonly attain: number;
}

const quoteOf = ({ type, S, K, T, r, q, price }: ReferenceCase): QuotedOption => ({
  right: type,
  spot: S,
  strike: K,
  years: T,
  rate: r,
  dividendYield: q,
  price,
});
