import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceOf, type OptionTerms } from "../black-scholes/black-scholes-price.ts";
import { americanPriceOf } from "./american-price.ts";
import { americanOverDividend, criticalSpot, europeanOverDividend } from "./cash-dividend.ts";
import type { DividendTerms } from "./dividend-terms.ts";
import { PutAfterDividend } from "./put-after-dividend.ts";
import { putUpToDividend } from "./put-grid.ts";

const FILE = new URL("../../../../../shared/vectors/american_vectors.json", import.meta.url);

interface Case {
  readonly kind: "yield" | "cashdiv";
  readonly type: "C" | "P";
  readonly S: number;
  readonly K: number;
  readonly T: number;
  readonly vol: number;
  readonly r: number;
  readonly q: number;
  readonly div: number;
  readonly tDiv: number;
  readonly american: number;
  readonly european: number;
  readonly criticalSpotAtEx?: number | null;
  readonly uncertainty: number;
}

describe.skipIf(!existsSync(FILE))("American values against high-precision references", () => {
  const cases = (): readonly Case[] => (JSON.parse(readFileSync(FILE, "utf8")) as { cases: Case[] }).cases;
  const overDividend = ({ type, S, K, T, vol, r, div, tDiv }: Case): DividendTerms => ({
    right: type,
    spot: S,
    strike: K,
    years: T,
    volatility: vol,
    rate: r,
    dividend: div,
    exYears: tDiv,
  });

  it("with a yield, within 1e-6 (and in fact 2e-9)", () => {
    const rows = cases().filter(({ kind }) => kind === "yield");
    const misses = rows.map(({ type, S, K, T, vol, r, q, american }) => {
      const terms = { right: type, spot: S, strike: K, years: T, volatility: vol, rate: r, dividendYield: q };
      return Math.abs((americanPriceOf(terms) ?? Number.NaN) - american);
    });

    expect(rows.length).toBeGreaterThan(100);
    expect(Math.max(...misses)).toBeLessThanOrEqual(2e-9);
  });

  it("calls over a cash dividend, and where they are exercised", () => {
    const rows = cases().filter(({ kind, type }) => kind === "cashdiv" && type === "C");

    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const terms = overDividend(row);
      expect(Math.abs((americanOverDividend(terms) ?? Number.NaN) - row.american)).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(europeanOverDividend(terms) - row.european)).toBeLessThanOrEqual(1e-9);
      if (row.criticalSpotAtEx === null) expect(criticalSpot(terms)).toBeNull();
      else expect(criticalSpot(terms)).toBeCloseTo(row.criticalSpotAtEx ?? Number.NaN, 7);
    }
  });

  it("puts over a cash dividend, as near as the reference's grid is sure", () => {
    const rows = cases().filter(({ kind, type }) => kind === "cashdiv" && type === "P");

    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const miss = Math.abs((americanOverDividend(overDividend(row)) ?? Number.NaN) - row.american);
      // the reference's own grid is coarser than what is tested here
      expect(miss).toBeLessThanOrEqual(Math.max(5e-6, 2 * row.uncertainty));
    }
  });
});

describe("an American option", () => {
  const terms = fc.record({
    right: fc.constantFrom("C" as const, "P" as const),
    spot: fc.double({ min: 90, max: 110, noNaN: true }),
    strike: fc.constant(100),
    years: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    volatility: fc.double({ min: 0.1, max: 0.8, noNaN: true }),
    rate: fc.double({ min: 0, max: 0.1, noNaN: true }),
    dividendYield: fc.double({ min: 0, max: 0.1, noNaN: true }),
  });

  it("is worth at least its European twin and its exercise", () => {
    fc.assert(
      fc.property(terms, (each) => {
        const price = americanPriceOf(each) ?? expect.unreachable("refused");
        const exercised = (each.right === "C" ? 1 : -1) * (each.spot - each.strike);

        expect(price).toBeGreaterThanOrEqual(priceOf(each) - 1e-9);
        expect(price).toBeGreaterThanOrEqual(exercised);
      }),
      { numRuns: 60 },
    );
  });

  it("as a put that waits for the dividend is worth the same by integral and by grid", () => {
    for (const [years, exYears, volatility] of [
      [0.01, 0.004, 0.2],
      [0.2, 0.1, 0.35],
      [1, 0.3, 0.2],
    ] as const)
      for (const spot of [590, 600, 615]) {
        const each = { right: "P", spot, strike: 600, years, exYears, volatility, rate: 0.04 } as const;
        const over = { ...each, dividend: 600 * Math.expm1(0.04 * exYears) + 0.5 };
        const after = new PutAfterDividend(over);
        const byGrid = putUpToDividend(over, (before) => after.at(before));

        expect(Math.abs((americanOverDividend(over) ?? Number.NaN) - byGrid)).toBeLessThanOrEqual(2e-5);
      }
  });

  it("as a put whose interest is worth more than its dividend is dearer than one that has to wait", () => {
    const each = { right: "P", spot: 580, strike: 600, years: 0.9, exYears: 0.8, volatility: 0.15 } as const;
    const over = { ...each, rate: 0.06, dividend: 0.5 };
    const free = { ...each, rate: 0.06, dividendYield: 0 };
    const value = americanOverDividend(over) ?? Number.NaN;

    expect(value).toBeGreaterThan(europeanOverDividend(over) + 1);
    expect(value).toBeGreaterThan(americanPriceOf(free) ?? Number.NaN);
    expect(value).toBeLessThan((americanPriceOf(free) ?? Number.NaN) + 0.5);
  });

  it("reproduces the published premium of Andersen, Lake and Offengenden", () => {
    const each: OptionTerms = {
      right: "P",
      spot: 100,
      strike: 100,
      years: 1,
      volatility: 0.25,
      rate: 0.05,
      dividendYield: 0.05,
    };

    expect((americanPriceOf(each) ?? 0) - priceOf(each)).toBeCloseTo(0.106952703, 7);
  });

  it("is its European twin on the day of expiry, without rate and yield", () => {
    const sameDay = { strike: 600, years: 6.5 / 8_760, volatility: 0.2, rate: 0, dividendYield: 0 };
    for (const right of ["C", "P"] as const)
      for (const spot of [570, 600, 630])
        expect(americanPriceOf({ ...sameDay, right, spot })).toBe(priceOf({ ...sameDay, right, spot }));
  });

  it("is refused with a negative rate or yield, and a dividend outside of its life", () => {
    const each = { spot: 100, strike: 100, years: 0.1, volatility: 0.2 };
    expect(americanPriceOf({ ...each, right: "P", rate: -0.01, dividendYield: 0 })).toBeNull();
    expect(americanPriceOf({ ...each, right: "C", rate: 0, dividendYield: -0.01 })).toBeNull();
    const over = { ...each, right: "C" as const, rate: 0.04, dividend: 1 };
    expect(americanOverDividend({ ...over, exYears: 0.2 })).toBeNull();
    expect(americanOverDividend({ ...over, exYears: 0.05, dividend: 0 })).toBeNull();
  });
});
