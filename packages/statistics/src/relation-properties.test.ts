import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dickeyFuller, engleGranger } from "./cointegration.ts";
import { EwmaCorrelation, kendall, pearson, spearman } from "./correlation.ts";
import { ledoitWolf, oracleApproximating } from "./covariance-shrinkage.ts";
import { Cusum } from "./cusum.ts";
import { hayashiYoshida, type Ticks } from "./hayashi-yoshida.ts";
import { KalmanBeta } from "./kalman-beta.ts";
import { RollingPearson } from "./rolling-pearson.ts";
import { had } from "./testing/had-value.ts";

// whole hundredths: sums of them round, but never swallow one another
const value = fc.integer({ min: -500, max: 500 }).map((n) => n / 100);
const pairs = fc
  .array(fc.tuple(value, value), { minLength: 3, maxLength: 40 })
  .map((list) => ({ x: list.map(([x]) => x), y: list.map(([, y]) => y) }))
  .filter(({ x, y }) => new Set(x).size > 1 && new Set(y).size > 1);
const CORRELATIONS = { pearson, spearman, kendall };

describe.each(Object.entries(CORRELATIONS))("%s's correlation", (name, correlation) => {
  it("is symmetric, bounded, and 1 of a series with itself", () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        const rho = had(correlation(x, y));

        expect(Math.abs(rho)).toBeLessThanOrEqual(1);
        expect(had(correlation(y, x))).toBeCloseTo(rho, 13);
        expect(had(correlation(x, x))).toBeCloseTo(1, 13);
      }),
    );
  });

  it("does not see scale and level, and turns with the sign", () => {
    const scale = fc.constantFrom(0.5, 2, 8, 1024);
    fc.assert(
      fc.property(pairs, scale, fc.integer({ min: -100, max: 100 }), ({ x, y }, by, level) => {
        const rho = had(correlation(x, y));

        expect(
          had(
            correlation(
              x.map((one) => by * one + level),
              y,
            ),
          ),
        ).toBeCloseTo(rho, 10);
        expect(
          had(
            correlation(
              x.map((one) => -one),
              y,
            ),
          ),
        ).toBeCloseTo(-rho, 10);
      }),
    );
  });

  it("is refused of a series that does not vary, of one pair, of unequal lengths", () => {
    expect(correlation([3, 3, 3], [1, 2, 3])).toMatchObject({ error: { code: "constant", input: "x" } });
    expect(correlation([1, 2, 3], [3, 3, 3])).toMatchObject({ error: { code: "constant", input: "y" } });
    expect(correlation([1], [2])).toMatchObject({ error: { code: "tooFew", given: 1, needed: 2 } });
    expect(correlation([1, 2], [2])).toMatchObject({ error: { code: "lengthsDiffer", given: 1, needed: 2 } });
    expect(correlation([1, NaN], [2, 3])).toMatchObject({ error: { code: "notFinite", input: "x", at: 1 } });
    expect(name).not.toBe("");
  });
});

describe("running correlations", () => {
  it("over a window say what Pearson says of the window, or why they say nothing", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 2, max: 12 }), ({ x, y }, window) => {
        const rolling = new RollingPearson(window);
        x.forEach((one, i) => {
          expect(rolling.push(one, y[i] ?? 0)).toBeNull();
          const from = Math.max(0, i + 1 - window);
          const plain = pearson(x.slice(from, i + 1), y.slice(from, i + 1));
          const reading = rolling.reading();
          if (i + 1 < window) expect(reading).toMatchObject({ error: { code: "tooFew", needed: window } });
          else if (plain.ok) expect(had(reading)).toBeCloseTo(plain.value, 8);
          else expect(reading).toMatchObject({ error: { code: "constant" } });
        });
      }),
    );
  });

  it("refuse what is no number and stay as they were", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(NaN, Infinity, -Infinity), ({ x, y }, bad) => {
        const [clean, hit] = [new RollingPearson(3), new RollingPearson(3)];
        const [cleanEwma, hitEwma] = [new EwmaCorrelation(0.9), new EwmaCorrelation(0.9)];
        x.forEach((one, i) => {
          const other = y[i] ?? 0;
          expect(hit.push(bad, other)).toMatchObject({ code: "notFinite", input: "x" });
          expect(hitEwma.push(one, bad)).toMatchObject({ code: "notFinite", input: "y" });
          for (const one1 of [clean, hit, cleanEwma, hitEwma]) one1.push(one, other);
        });

        expect(hit.rho()).toBe(clean.rho());
        expect(hitEwma.rho()).toBe(cleanEwma.rho());
      }),
    );
  });
});

describe("shrunk covariances", () => {
  it("lie between the sample's and the scaled identity, and keep the trace", () => {
    fc.assert(
      fc.property(pairs, ({ x, y }) => {
        for (const shrink of [ledoitWolf, oracleApproximating]) {
          const { shrinkage, covariance } = had(shrink([x, y]));
          const variance = (series: readonly number[]): number => {
            const mean = series.reduce((sum, one) => sum + one, 0) / series.length;
            return series.reduce((sum, one) => sum + (one - mean) ** 2, 0) / series.length;
          };

          expect(shrinkage).toBeGreaterThanOrEqual(0);
          expect(shrinkage).toBeLessThanOrEqual(1);
          expect((covariance[0]?.[0] ?? 0) + (covariance[1]?.[1] ?? 0)).toBeCloseTo(
            variance(x) + variance(y),
            8,
          );
          expect(covariance[0]?.[1]).toBe(covariance[1]?.[0]);
        }
      }),
    );
  });
});

const ticks: fc.Arbitrary<Ticks> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), value), { minLength: 2, maxLength: 25 })
  .map((list) => list.toSorted(([a], [b]) => a - b))
  .map((list) => ({ times: list.map(([time]) => time), levels: list.map(([, level]) => level) }));

describe("Hayashi and Yoshida's covariance", () => {
  it("is symmetric, a lag turning its sign with the sides", () => {
    fc.assert(
      fc.property(ticks, ticks, fc.integer({ min: -9, max: 9 }), (x, y, lag) => {
        const [one, other] = [had(hayashiYoshida(x, y, lag)), had(hayashiYoshida(y, x, -lag))];

        expect(one.covariance).toBeCloseTo(other.covariance, 10);
        expect([one.varianceX, one.varianceY]).toEqual([other.varianceY, other.varianceX]);
      }),
    );
  });

  it("is the sum over all pairs of overlapping changes", () => {
    fc.assert(
      fc.property(ticks, ticks, (x, y) => {
        let sum = 0;
        for (let i = 1; i < x.times.length; i += 1)
          for (let j = 1; j < y.times.length; j += 1)
            if ((y.times[j] ?? 0) > (x.times[i - 1] ?? 0) && (y.times[j - 1] ?? 0) < (x.times[i] ?? 0))
              sum +=
                ((x.levels[i] ?? 0) - (x.levels[i - 1] ?? 0)) * ((y.levels[j] ?? 0) - (y.levels[j - 1] ?? 0));

        expect(had(hayashiYoshida(x, y)).covariance).toBeCloseTo(sum, 9);
      }),
    );
  });

  it("is refused for times that fall", () => {
    const falling = { times: [0, 2, 1], levels: [1, 2, 3] };

    expect(hayashiYoshida(falling, falling)).toMatchObject({
      error: { code: "notAscending", input: "x.times", at: 2 },
    });
  });
});

describe("cumulative sums", () => {
  it("never fall below zero and begin again after an alarm", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const cusum = new Cusum(0.5, 3);
        let [wasUp, wasDown] = [0, 0];
        for (const one of values) {
          const { up, down, alarm } = had(cusum.push(one));
          expect(up).toBeCloseTo(Math.max(0, wasUp + one - 0.5), 12);
          expect(down).toBeCloseTo(Math.max(0, wasDown - one - 0.5), 12);
          expect(alarm !== null).toBe(up > 3 || down > 3);
          [wasUp, wasDown] = alarm === null ? [up, down] : [0, 0];
        }
      }),
    );
  });
});

describe("a line that wanders", () => {
  it("finds a line that stands still", () => {
    const slope = fc.integer({ min: -20, max: 20 }).map((n) => n / 10);
    fc.assert(
      fc.property(slope, slope, (alpha, beta) => {
        const kalman = new KalmanBeta({ alpha: 0, beta: 0, observation: 1e-6 });
        let last = { alpha: 0, beta: 0 };
        for (let i = 0; i < 60; i += 1) last = had(kalman.push((i % 7) - 3, alpha + beta * ((i % 7) - 3)));

        expect(last.alpha).toBeCloseTo(alpha, 4);
        expect(last.beta).toBeCloseTo(beta, 4);
      }),
      { numRuns: 30 },
    );
  });
});

describe("cointegration", () => {
  it("does not see the scale of either side", () => {
    const steps = fc.array(value, { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(steps, steps, (dx, noise) => {
        const x = dx.map((_, i) => dx.slice(0, i + 1).reduce((sum, one) => sum + one, 0));
        const y = x.map((one, i) => 2 * one + (noise[i % noise.length] ?? 0));
        const plain = engleGranger(x, y, 1);
        const scaled = engleGranger(
          x.map((one) => 4 * one),
          y.map((one) => one / 2),
          1,
        );

        if (!plain.ok) {
          expect(scaled.ok).toBe(false);
          return;
        }
        const other = had(scaled);
        expect(other.statistic).toBeCloseTo(plain.value.statistic, 6);
        expect(other.beta).toBeCloseTo(plain.value.beta / 8, 8);
        expect(other.pValue).toBeGreaterThanOrEqual(0);
        expect(other.pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is refused of one series twice, of flat ones, of too few for the lags", () => {
    const x = [1, 4, 2, 8, 5, 7, 3, 6];

    expect(
      engleGranger(
        x,
        x.map((one) => 3 * one - 2),
        1,
      ),
    ).toMatchObject({
      error: { code: "collinear", input: "y" },
    });
    expect(engleGranger(x, new Array<number>(8).fill(2), 1)).toMatchObject({
      error: { code: "constant", input: "y" },
    });
    expect(dickeyFuller(x, 3)).toMatchObject({ error: { code: "tooFew", given: 8, needed: 10 } });
    expect(dickeyFuller(x, 0.5)).toMatchObject({ error: { code: "outOfRange", input: "lags" } });
  });
});
