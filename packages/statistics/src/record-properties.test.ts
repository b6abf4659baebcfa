import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backtestOverfitting } from "./backtest-overfitting.ts";
import { deflatedSharpe, expectedMaximum, minimumTrackRecord, probabilisticSharpe } from "./sharpe-ratio.ts";
import { expectedShortfall, kellyFraction, maximumDrawdown, shrunkKelly, valueAtRisk } from "./tail-risk.ts";
import { had } from "./testing/had-value.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const value = fc.integer({ min: -500, max: 500 }).map((n) => n / 100);
const series = fc.array(value, { minLength: 1, maxLength: 30 });

describe("track records", () => {
  const reading = fc.record({
    ratio: fc.integer({ min: -100, max: 100 }).map((n) => n / 100),
    periods: fc.integer({ min: 2, max: 3000 }),
    skewness: fc.double({ min: -1, max: 1, noNaN: true }),
    kurtosis: fc.double({ min: 2.1, max: 20, noNaN: true }),
  });

  it("have probabilities that fall with the benchmark and with the trials", () => {
    fc.assert(
      fc.property(reading, share, fc.integer({ min: 2, max: 500 }), (record, benchmark, trials) => {
        const lenient = had(probabilisticSharpe(record, 0));

        expect(had(probabilisticSharpe(record, benchmark))).toBeLessThanOrEqual(lenient);
        expect(had(deflatedSharpe(record, trials, 0.01)).probability).toBeLessThanOrEqual(lenient);
        expect(had(expectedMaximum(trials + 1))).toBeGreaterThan(had(expectedMaximum(trials)));
      }),
    );
  });

  it("need just so long a record that the confidence is reached", () => {
    fc.assert(
      fc.property(reading, (record) => {
        const needed = minimumTrackRecord(record, 0, 0.95);
        if (!needed.ok) {
          expect(record.ratio).toBeLessThanOrEqual(0);
          return;
        }
        if (needed.value >= 2 && needed.value < 1e12)
          expect(had(probabilisticSharpe({ ...record, periods: needed.value }, 0))).toBeCloseTo(0.95, 8);
      }),
    );
  });

  it("are overfitted with a probability from 0 to 1, never where one variant is always the best", () => {
    const table = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 16, maxLength: 24 });
    fc.assert(
      fc.property(table, (rows) => {
        const found = backtestOverfitting(rows, 4);
        if (!found.ok) {
          expect(found.error.code).toBe("constant");
          return;
        }
        expect(found.value.logits).toHaveLength(6);
        expect(found.value.probability).toBeGreaterThanOrEqual(0);
        expect(found.value.probability).toBeLessThanOrEqual(1);
        const winner = had(
          backtestOverfitting(
            rows.map((row, i) => [...row, 100 + (i % 3)]),
            4,
          ),
        );
        expect(winner.probability).toBe(0);
      }),
    );
  });

  it("are refused for slices that are odd, too many, or longer than the record", () => {
    const rows = Array.from({ length: 12 }, (_, i) => [i % 2, (i * 7) % 5]);

    expect(backtestOverfitting(rows, 3)).toMatchObject({ error: { input: "slices", range: "even" } });
    expect(backtestOverfitting(rows, 22)).toMatchObject({ error: { code: "outOfRange", input: "slices" } });
    expect(backtestOverfitting(rows, 8)).toMatchObject({ error: { code: "tooFew", given: 12, needed: 16 } });
    expect(backtestOverfitting([...rows, [1]], 4)).toMatchObject({
      error: { code: "lengthsDiffer", input: "returns[12]" },
    });
  });
});

describe("tails and sizes", () => {
  it("the expected shortfall is no smaller than the value at risk, and both grow with the level", () => {
    const level = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(series, level, level, (returns, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];

        expect(had(expectedShortfall(returns, one))).toBeGreaterThanOrEqual(
          had(valueAtRisk(returns, one)) - 1e-9,
        );
        expect(had(expectedShortfall(returns, high))).toBeGreaterThanOrEqual(
          had(expectedShortfall(returns, low)) - 1e-9,
        );
      }),
    );
  });

  it("a drawdown is a share of the high, and nothing where all rises", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (returns) => {
          const worst = had(maximumDrawdown(returns));

          expect(worst).toBeGreaterThanOrEqual(0);
          expect(worst).toBeLessThanOrEqual(1);
          expect(had(maximumDrawdown(returns.map(Math.abs)))).toBe(0);
        },
      ),
    );
    expect(maximumDrawdown([])).toMatchObject({ error: { code: "tooFew", input: "returns" } });
    expect(maximumDrawdown([0.1, -1.2])).toMatchObject({
      error: { code: "outOfRange", input: "returns[1]" },
    });
  });

  it("Kelly never stakes more than the chance of winning, and less the less that is known", () => {
    const odds = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(share, odds, share, (p, pays, error) => {
        const full = had(kellyFraction(p, pays));
        const shrunk = shrunkKelly(p, pays, error);

        expect(full).toBeGreaterThanOrEqual(0);
        expect(full).toBeLessThanOrEqual(p);
        if (shrunk.ok) expect(shrunk.value).toBeLessThanOrEqual(full);
        else expect(shrunk.error).toEqual({ code: "noEdge", input: "p" });
        if (full === 0) expect(shrunk.ok).toBe(false);
      }),
    );
  });
});
