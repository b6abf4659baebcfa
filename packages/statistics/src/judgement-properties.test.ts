import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  brierScore,
  brierSkill,
  calibrationError,
  logLoss,
  reliabilityBins,
  wilsonInterval,
} from "./calibration.ts";
import { likeliestPath, MarkovFilter, smoothedStates } from "./hidden-markov.ts";
import { fitIsotonic, isotonicAt } from "./isotonic-fit.ts";
import { matrixProfile } from "./matrix-profile.ts";
import { had } from "./testing/had-value.ts";
import { timeWarping } from "./time-warping.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const value = fc.integer({ min: -500, max: 500 }).map((n) => n / 100);
const series = fc.array(value, { minLength: 1, maxLength: 30 });
const cases = fc
  .array(fc.tuple(share, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 })
  .map((list) => ({ said: list.map(([p]) => p), came: list.map(([, y]) => y) }));

describe("an isotonic fit", () => {
  it("never falls, stays within the outcomes, and fits itself", () => {
    fc.assert(
      fc.property(cases, ({ said, came }) => {
        const { scores, values } = had(fitIsotonic(said, came));
        const again = had(fitIsotonic(scores, values));

        expect(scores).toEqual([...new Set(said)].map((one) => one + 0).sort((a, b) => a - b));
        values.forEach((one, i) => {
          expect(one).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
          expect(one).toBeLessThanOrEqual(1);
          expect(again.values[i]).toBeCloseTo(one, 14);
        });
      }),
    );
  });

  it("keeps the mean of the outcomes, and between scores never falls either", () => {
    fc.assert(
      fc.property(cases, share, share, ({ said, came }, one, other) => {
        const fit = had(fitIsotonic(said, came));
        const fitted = said.map((score) => had(isotonicAt(fit, score)));
        const mean = (list: readonly number[]): number =>
          list.reduce((sum, each) => sum + each, 0) / list.length;

        expect(mean(fitted)).toBeCloseTo(mean(came), 10);
        expect(had(isotonicAt(fit, Math.min(one, other)))).toBeLessThanOrEqual(
          had(isotonicAt(fit, Math.max(one, other))) + 1e-15,
        );
      }),
    );
  });
});

describe("scores of forecasts", () => {
  it("are zero for prophets, bounded for the rest", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), ({ said, came }, bins) => {
        const brier = had(brierScore({ said, came }));
        const groups = had(reliabilityBins({ said, came }, bins));
        const error = had(calibrationError({ said, came }, bins));

        expect(brier).toBeGreaterThanOrEqual(0);
        expect(brier).toBeLessThanOrEqual(1);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(said.length);
        for (const { bin, meanSaid } of groups) {
          expect(meanSaid).toBeGreaterThanOrEqual(bin / bins - 1e-12);
          expect(meanSaid).toBeLessThanOrEqual((bin + 1) / bins + 1e-12);
        }
        const prophet = { said: came, came };
        expect([brierScore, logLoss].map((score) => had(score(prophet)))).toEqual([0, 0]);
      }),
    );
  });

  it("put a probability that lies on an edge into the bin above it", () => {
    // 0.29 x 100 rounds below 29, and 0.57 x 100 below 57
    for (const [said, bins] of [
      [0.29, 100],
      [0.57, 100],
      [0.3, 10],
      [0.7, 10],
    ] as const)
      expect(had(reliabilityBins({ said: [said], came: [1] }, bins))[0]?.bin).toBe(Math.round(said * bins));
  });

  it("are refused by name, and the impossible that came costs infinitely", () => {
    expect(brierScore({ said: [0.5, 1.2], came: [1, 0] })).toMatchObject({
      error: { code: "outOfRange", input: "said[1]", given: 1.2 },
    });
    expect(logLoss({ said: [0.5], came: [0.5] })).toMatchObject({
      error: { input: "came[0]", range: "0 or 1" },
    });
    expect(brierSkill({ said: [0.5, 0.5], came: [1, 1] })).toMatchObject({
      error: { code: "constant", input: "came" },
    });
    expect(had(logLoss({ said: [0], came: [1] }))).toBe(Infinity);
  });

  it("Wilson's interval holds the frequency and mirrors", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), share, (n, of) => {
        const wins = Math.round(of * n);
        const [{ low, high }, mirror] = [had(wilsonInterval(wins, n)), had(wilsonInterval(n - wins, n))];

        expect(low).toBeLessThanOrEqual(wins / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(wins / n - 1e-12);
        expect(mirror.low).toBeCloseTo(1 - high, 12);
      }),
    );
  });
});

describe("time warping", () => {
  it("is symmetric, zero of a series with itself and of a stretched one, and no more with more freedom", () => {
    fc.assert(
      fc.property(series, series, fc.integer({ min: 0, max: 30 }), (a, b, band) => {
        const free = had(timeWarping(a, b));
        const bound = timeWarping(a, b, band);

        expect(had(timeWarping(b, a))).toBeCloseTo(free, 10);
        expect(had(timeWarping(a, a))).toBe(0);
        expect(
          had(
            timeWarping(
              a,
              a.flatMap((one) => [one, one]),
            ),
          ),
        ).toBe(0);
        if (bound.ok) expect(bound.value).toBeGreaterThanOrEqual(free - 1e-12);
        else expect(band).toBeLessThan(Math.abs(a.length - b.length));
      }),
    );
  });
});

describe("the matrix profile", () => {
  it("is zero where a pattern repeats, at any scale and level", () => {
    const pattern = fc.array(value, { minLength: 8, maxLength: 12 }).filter((list) => new Set(list).size > 3);
    fc.assert(
      fc.property(
        pattern,
        fc.constantFrom(1, 4, 0.25),
        fc.integer({ min: -900, max: 900 }),
        (list, by, level) => {
          const both = [...list, ...list.map((one) => by * one + level)];
          const { distances, nearest } = had(matrixProfile(both, list.length));

          expect(distances[0]).toBeLessThan(1e-5);
          expect(nearest[0] === list.length || (distances[0] ?? 1) < 1e-5).toBe(true);
        },
      ),
    );
  });

  it("is what every pair of windows gives, levels far from zero and long series included", () => {
    const walk = Array.from({ length: 700 }, (_, i) => 5e3 + 3 * Math.sin(i / 7) + ((i * 7919) % 13) / 10);
    const length = 16;
    const { distances, exclusion } = had(matrixProfile(walk, length));
    const shape = (from: number): number[] => {
      const window = walk.slice(from, from + length);
      const mean = window.reduce((sum, one) => sum + one, 0) / length;
      const deviation = Math.sqrt(window.reduce((sum, one) => sum + (one - mean) ** 2, 0) / length);
      return window.map((one) => (one - mean) / deviation);
    };
    const shapes = Array.from(distances, (_, i) => shape(i));

    for (const i of [0, 255, 256, 400, distances.length - 1]) {
      const apart = shapes.map((other, j) =>
        Math.abs(i - j) <= exclusion
          ? Infinity
          : Math.hypot(...other.map((one, k) => one - (shapes[i]?.[k] ?? 0))),
      );
      expect(distances[i]).toBeCloseTo(Math.min(...apart), 6);
    }
  });

  it("knows a flat window whatever its level sums to", () => {
    const flat = new Array<number>(8).fill(0.1);
    const { distances } = had(matrixProfile([...flat, 1, 3, 2, 5, 1, 4, ...flat], 6));

    expect(distances[0]).toBe(0);
    expect(matrixProfile(flat, 8)).toMatchObject({ error: { code: "tooFew", given: 8, needed: 11 } });
  });
});

const chain = fc
  .tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), share)
  .map(([start, stay, back]) => ({
    initial: [start, 1 - start],
    transition: [
      [stay, 1 - stay],
      [back, 1 - back],
    ],
    means: [0, 1],
    deviations: [1, 0.4],
  }));

describe("hidden states", () => {
  it("have probabilities that sum to one, filtered and smoothed, which agree at the end", () => {
    fc.assert(
      fc.property(chain, series, (made, values) => {
        const filter = new MarkovFilter(made);
        const filtered = values.map((one) => had(filter.push(one)));
        const smoothed = had(smoothedStates(made, values));

        for (const row of [...filtered, ...smoothed]) {
          expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
        }
        smoothed.at(-1)?.forEach((p, state) => expect(p).toBeCloseTo(filtered.at(-1)?.[state] ?? 2, 10));
        expect(had(likeliestPath(made, values))).toHaveLength(values.length);
      }),
    );
  });

  it("come back after a value that made one of them all but impossible", () => {
    const apart = { initial: [0.5, 0.5], means: [0, 100], deviations: [1, 1] };
    const still = {
      ...apart,
      transition: [
        [1, 0],
        [0, 1],
      ],
    };
    const filter = new MarkovFilter(still);

    had(filter.push(0));
    const [one, other] = had(filter.push(100));

    // each value speaks for its own state just as strongly
    expect([one, other].map((p) => p?.toFixed(9))).toEqual(["0.500000000", "0.500000000"]);
    expect(
      had(smoothedStates(still, [0, 100]))
        .flat()
        .map((p) => p.toFixed(9)),
    ).toEqual(new Array<string>(4).fill("0.500000000"));
  });
});
