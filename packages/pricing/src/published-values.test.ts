import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { flipLevels, spotGrid } from "./exposure/exposure-flips.ts";
import type { ExposedContract } from "./exposure/exposure-terms.ts";
import { exposureProfile } from "./exposure/exposure.ts";
import { allGreeksOf, type AllGreeks } from "./black-scholes/higher-greeks.ts";
import { touchProbability } from "./moves/touch-probability.ts";
import {
  stripVariance,
  volatilityIndex,
  type StripQuote,
  type StripVariance,
} from "./strips/variance-strip.ts";

const vectors = new URL("../../../../shared/vectors/", import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, vectors), "utf8");

describe.skipIf(!existsSync(vectors))("all thirteen Greeks against 60-digit reference values", () => {
  interface Case extends Readonly<Record<string, number>> {}
  const read = (): readonly (Case & { readonly type: "C" | "P" })[] =>
    (JSON.parse(textOf("bs_vectors.json")) as { cases: (Case & { type: "C" | "P" })[] }).cases;
  const names: Readonly<Record<string, keyof AllGreeks>> = {
    delta: "delta",
    gamma: "gamma",
    theta: "theta",
    vega: "vega",
    rho: "rho",
    phi: "phi",
    dualDelta: "dualDelta",
    vanna: "vanna",
    charm: "charm",
    vomma: "vomma",
    speed: "speed",
    zomma: "zomma",
    color: "color",
    probITM: "probabilityInTheMoney",
  };
  const of = (row: Case, field: string): number => row[field] ?? Number.NaN;

  it.each(Object.entries(names))("%s within 4e-15 of its natural scale", (field, name) => {
    const misses = read().map((row) => {
      const mine = allGreeksOf({
        right: row.type,
        spot: of(row, "S"),
        strike: of(row, "K"),
        years: of(row, "T"),
        volatility: of(row, "vol"),
        rate: of(row, "r"),
        dividendYield: of(row, "q"),
      });
      return Math.abs(mine[name] - of(row, field)) / scaleOf(row, field);
    });

    expect(misses.length).toBeGreaterThan(1_000);
    expect(Math.max(...misses)).toBeLessThanOrEqual(4e-15);
  });

  function scaleOf(row: Case, field: string): number {
    const [spot, strike, years, volatility] = [of(row, "S"), of(row, "K"), of(row, "T"), of(row, "vol")];
    const deviation = volatility * Math.sqrt(years);
    const gamma = 0.4 / (spot * deviation);
    const vega = 0.4 * spot * Math.sqrt(years);
    const scales: Readonly<Record<string, number>> = {
      gamma,
      theta: (0.2 * spot * volatility) / Math.sqrt(years) + 1,
      vega,
      rho: strike * years,
      phi: spot * years,
      vanna: 0.4 / volatility,
      charm: 0.4 / years,
      vomma: vega / volatility,
      speed: gamma / (spot * deviation),
      zomma: gamma / volatility,
      color: gamma / years,
    };
    return scales[field] ?? 1;
  }
});

describe.skipIf(!existsSync(vectors))("strips, touch and exposures against reference values", () => {
  it("the probability of touch", () => {
    const { touch } = JSON.parse(textOf("stats_vectors.json")) as {
      touch: {
        cases: { S: number; B: number; T: number; vol: number; r: number; q: number; touch: number }[];
      };
    };
    for (const { S, B, T, vol, r, q, touch: wanted } of touch.cases) {
      const mine = touchProbability({
        spot: S,
        level: B,
        years: T,
        volatility: vol,
        rate: r,
        dividendYield: q,
      });
      expect(mine / wanted).toBeCloseTo(1, 13);
    }
  });

  it("synthetic strips with their spacing correction and index", () => {
    interface Term {
      readonly minutes: number;
      readonly r: number;
      readonly quotes: readonly (readonly number[])[];
      readonly F: number;
      readonly K0: number;
      readonly selected: readonly unknown[];
      readonly variance: number;
      readonly varianceSpacingCorrected: number;
    }
    const { cases } = JSON.parse(textOf("vix_synthetic.json")) as {
      cases: { near: Term; next: Term; targetMinutes: number; index: number }[];
    };
    for (const { near, next, targetMinutes, index } of cases) {
      const terms = [near, next].map((term) => {
        const { minutes, r, quotes } = term;
        const mine = variance({ minutes, rate: r, quotes: quotes.map(quoteOf) });
        expect(mine.forward).toBeCloseTo(term.F, 10);
        expect(mine.centre).toBe(term.K0);
        expect(mine.selected).toHaveLength(term.selected.length);
        expect(mine.variance / term.variance).toBeCloseTo(1, 12);
        expect(mine.varianceSpacingCorrected / term.varianceSpacingCorrected).toBeCloseTo(1, 12);
        return { minutes, variance: mine.variance };
      });
      const [first, second] = [terms[0] ?? expect.unreachable(), terms[1] ?? expect.unreachable()];
      expect(volatilityIndex(first, second, targetMinutes)).toBeCloseTo(index, 11);
    }
  });

  it("the worked example of the 2009 paper: 61.22", () => {
    const rows = textOf("vix_2009_options.csv").trim().split("\n").slice(1);
    const terms = [9, 37].map((days) => {
      const quotes = rows
        .map((row) => row.split(",").map(Number))
        .filter((row) => row[1] === days)
        .map((row) => quoteOf(row.slice(2)));
      const minutes = days * 1_440;
      return { minutes, variance: variance({ minutes, rate: 0.0038, quotes }).variance };
    });
    const [near, next] = [terms[0] ?? expect.unreachable(), terms[1] ?? expect.unreachable()];

    expect(volatilityIndex(near, next, 43_200)).toBeCloseTo(61.22, 2);
  });

  it("exposures by strike, in total, their walls and the flip", () => {
    const { gex } = JSON.parse(textOf("stats_vectors.json")) as {
      gex: {
        S: number;
        T: number;
        chain: { K: number; vol: number; callOI: number; putOI: number }[];
        netGEX_usd_per_1pct: number;
        perStrike: [number, number, number][];
        flips: number[];
        callWall: number;
        putWall: number;
        netVEX_usd_delta_per_volpoint: number;
        netCEX_usd_delta_per_day: number;
      };
    };
    const contracts = gex.chain.flatMap(({ K, vol, callOI, putOI }): ExposedContract[] => [
      { right: "C", strike: K, volatility: vol, contracts: callOI },
      { right: "P", strike: K, volatility: vol, contracts: putOI },
    ]);
    const terms = { spot: gex.S, years: gex.T, sign: "callsLong" } as const;
    const { total, strikes, callWall, putWall } = exposureProfile(contracts, terms);
    const flips = flipLevels(contracts, terms, spotGrid(gex.S));

    expect(total.gamma / gex.netGEX_usd_per_1pct).toBeCloseTo(1, 12);
    expect(total.vanna / gex.netVEX_usd_delta_per_volpoint).toBeCloseTo(1, 11);
    expect(total.charm / gex.netCEX_usd_delta_per_day).toBeCloseTo(1, 11);
    gex.perStrike.forEach(([strike, call, put], i) => {
      expect(strikes[i]?.strike).toBe(strike);
      expect((strikes[i]?.calls.gamma ?? 0) / call).toBeCloseTo(1, 11);
      expect((strikes[i]?.puts.gamma ?? 0) / put).toBeCloseTo(1, 11);
    });
    expect([callWall, putWall]).toEqual([gex.callWall, gex.putWall]);
    expect(flips).toHaveLength(gex.flips.length);
    flips.forEach((flip, i) => expect(flip).toBeCloseTo(gex.flips[i] ?? Number.NaN, 9));
    expect(exposureProfile(contracts, { ...terms, sign: "callsShort" }).total.gamma).toBe(-total.gamma);
  });
});

function quoteOf([
  strike = 0,
  callBid = 0,
  callAsk = 0,
  putBid = 0,
  putAsk = 0,
]: readonly number[]): StripQuote {
  return { strike, callBid, callAsk, putBid, putAsk };
}

function variance(term: Parameters<typeof stripVariance>[0]): StripVariance {
  const strip = stripVariance(term);
  return typeof strip === "string" ? expect.unreachable(strip) : strip;
}
