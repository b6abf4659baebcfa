import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greeksOf } from "./black-scholes-greeks.ts";
import { priceOf, type OptionTerms } from "./black-scholes-price.ts";

const vectors = new URL("../../../../../shared/vectors/", import.meta.url);

describe.skipIf(!existsSync(vectors))("prices and Greeks against 60-digit reference values", () => {
  const { cases }: { cases: readonly ReferenceCase[] } = read("bs_vectors.json");

  it("prices every case as exactly as its condition allows", () => {
    const misses = cases.map((row) => {
      const allowed = 8 * (2 + row.cond) * 1.1e-16 * row.price + 1e-290;
      return Math.abs(priceOf(termsOf(row)) - row.price) / allowed;
    });

    expect(cases.length).toBeGreaterThan(1_000);
    expect(Math.max(...misses)).toBeLessThanOrEqual(1);
  });

  it.each(["delta", "gamma", "theta", "vega", "rho"] as const)(
    "gives %s to 4e-15 of its natural scale",
    (name) => {
      const misses = cases.map(
        (row) => Math.abs(greeksOf(termsOf(row))[name] - row[name]) / scalesOf(row)[name],
      );

      expect(Math.max(...misses)).toBeLessThanOrEqual(4e-15);
    },
  );
});

describe.skipIf(!existsSync(vectors))("prices and Greeks against published tables", () => {
  it("reproduces the 101 rows from deep out of to deep in the money", () => {
    const table: { columns: readonly string[]; data: readonly (readonly number[])[] } =
      read("black_scholes_101.json");
    const close = (value: number, printed: number): boolean =>
      Math.abs(value - printed) <= 2e-8 * Math.max(1, Math.abs(printed));
    for (const row of table.data) {
      const at = (name: string): number => row[table.columns.indexOf(name)] ?? Number.NaN;
      const terms = {
        spot: at("S"),
        strike: at("K"),
        years: at("t"),
        volatility: at("v"),
        rate: at("R"),
        dividendYield: 0,
      };
      const call = greeksOf({ right: "C", ...terms });
      const put = greeksOf({ right: "P", ...terms });

      const pairs: readonly (readonly [number, string])[] = [
        [call.price, "bs_call"],
        [put.price, "bs_put"],
        [call.delta, "CD"],
        [call.gamma, "CG"],
        [call.theta, "CT"],
        [call.vega, "CV"],
        [call.rho, "CR"],
        [put.delta, "PD"],
        [put.theta, "PT"],
        [put.rho, "PR"],
      ];
      expect(pairs.filter(([value, name]) => !close(value, at(name)))).toEqual([]);
    }
  });

  it("reproduces the published European prices to their printed digits", () => {
    const table: { columns: readonly string[]; rows: readonly PublishedRow[] } = read(
      "europeanoption_tables.json",
    );
    const priced = table.rows.filter((row) => row.case === "testValues");
    for (const { type, values } of priced) {
      const at = (name: string): number => values[table.columns.indexOf(name)] ?? Number.NaN;
      const price = priceOf({
        right: type === "call" ? "C" : "P",
        spot: at("s"),
        strike: at("strike"),
        years: at("t"),
        volatility: at("v"),
        rate: at("r"),
        dividendYield: at("q"),
      });

      expect(Math.abs(price - at("result"))).toBeLessThanOrEqual(at("tol"));
    }
    expect(priced.length).toBeGreaterThan(40);
  });
});

describe("priceOf", () => {
  it("is the discounted intrinsic value at expiry and without volatility", () => {
    expect(priceOf({ ...anOption, years: 0 })).toBe(2);
    expect(priceOf({ ...anOption, right: "P", years: 0 })).toBe(0);
    expect(priceOf({ ...anOption, volatility: 0, rate: 0, dividendYield: 0 })).toBe(2);
  });

  it("keeps put-call parity", () => {
    fc.assert(
      fc.property(anyOption, (terms) => {
        const { spot, strike, years, rate, dividendYield } = terms;
        const difference = priceOf({ ...terms, right: "C" }) - priceOf({ ...terms, right: "P" });
        const forward = spot * Math.exp(-dividendYield * years) - strike * Math.exp(-rate * years);
        expect(Math.abs(difference - forward)).toBeLessThanOrEqual(4e-15 * (spot + strike));
      }),
    );
  });

  it("rises with volatility and lies between intrinsic value and its greatest", () => {
    fc.assert(
      fc.property(anyOption, (terms) => {
        const price = priceOf(terms);
        const { right, spot, strike, years, rate, dividendYield } = terms;
        const most =
          right === "C" ? spot * Math.exp(-dividendYield * years) : strike * Math.exp(-rate * years);
        expect(priceOf({ ...terms, volatility: terms.volatility * 1.1 })).toBeGreaterThanOrEqual(price);
        expect(price).toBeGreaterThanOrEqual(0);
        expect(price).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe("greeksOf", () => {
  it("agrees with the price's own differences", () => {
    const terms = { ...anOption, strike: 601 };
    const moved = (change: Partial<OptionTerms>): number => priceOf({ ...terms, ...change });
    const greeks = greeksOf(terms);

    expect(greeks.delta).toBeCloseTo((moved({ spot: 600.01 }) - moved({ spot: 599.99 })) / 0.02, 6);
    expect(greeks.theta / 8_760).toBeCloseTo(
      (moved({ years: terms.years - 1e-7 }) - moved({ years: terms.years + 1e-7 })) / 2e-7 / 8_760,
      6,
    );
    expect(greeks.vega).toBeCloseTo(
      (moved({ volatility: 0.2001 }) - moved({ volatility: 0.1999 })) / 0.0002,
      4,
    );
    expect(greeks.rho).toBeCloseTo((moved({ rate: 0.0401 }) - moved({ rate: 0.0399 })) / 0.0002, 6);
  });

  it("is a step without curvature at expiry away from the strike, and never NaN", () => {
    expect(greeksOf({ ...anOption, years: 0 })).toEqual({
      price: 2,
      delta: 1,
      gamma: 0,
      theta: 6 - 23.92,
      vega: 0,
      rho: 0,
      vanna: 0,
      charm: 0.01,
    });
    const atTheStrike = greeksOf({ ...anOption, strike: 600, years: 0 });
    expect(Object.values(atTheStrike).filter(Number.isNaN)).toEqual([]);
    expect(atTheStrike.delta).toBe(0.5);
  });
});

const anOption: OptionTerms = {
  right: "C",
  spot: 600,
  strike: 598,
  years: 0.0007,
  volatility: 0.2,
  rate: 0.04,
  dividendYield: 0.01,
};

const anyOption = fc.record({
  right: fc.constantFrom<OptionTerms["right"]>("C", "P"),
  spot: fc.double({ min: 100, max: 900, noNaN: true }),
  strike: fc.double({ min: 100, max: 900, noNaN: true }),
  years: fc.double({ min: 1e-8, max: 0.1, noNaN: true }),
  volatility: fc.double({ min: 0.01, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.01, max: 0.08, noNaN: true }),
  dividendYield: fc.double({ min: 0, max: 0.03, noNaN: true }),
});

type GreekName = "delta" | "gamma" | "theta" | "vega" | "rho";

interface ReferenceCase extends Readonly<Record<GreekName, number>> {
  readonly type: OptionTerms["right"];
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly vol: number;
  readonly r: number;
  readonly q: number;
  readonly price: number;
  readonly cond: number;
}

interface PublishedRow {
  readonly case: string;
  readonly type: "call" | "put";
  readonly values: readonly number[];
}

const termsOf = ({ type, S, K, T, vol, r, q }: ReferenceCase): OptionTerms => ({
  right: type,
  spot: S,
  strike: K,
  years: T,
  volatility: vol,
  rate: r,
  dividendYield: q,
});

const scalesOf = ({ S, K, T, vol }: ReferenceCase): Readonly<Record<GreekName, number>> => ({
  delta: 1,
  gamma: 0.4 / (S * vol * Math.sqrt(T)),
  theta: (0.2 * S * vol) / Math.sqrt(T) + 1,
  vega: 0.4 * S * Math.sqrt(T),
  rho: K * T,
});

function read(name: string) {
  return JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
}
