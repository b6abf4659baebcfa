import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RollingPearson } from "./rolling-pearson.ts";

const VECTORS = join(import.meta.dirname, "../../../../shared/vectors/stats_vectors.json");

interface Series {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly window: number;
}

interface Vectors {
  readonly correlation: Series & { readonly rolling_xy: readonly number[] };
  readonly correlationHostile: Series & { readonly rolling: readonly number[] };
}

function rollingOf({ x, y, window }: Series): readonly (number | null)[] {
  const rolling = new RollingPearson(window);
  return x.map((value, i) => {
    rolling.push(value, y[i] ?? Number.NaN);
    return rolling.rho();
  });
}

describe.skipIf(!existsSync(VECTORS))("against the reference values", () => {
  const read = (): Vectors => JSON.parse(readFileSync(VECTORS, "utf8")) as Vectors;

  it("agrees on returns and is absent until the window is full", () => {
    const { correlation } = read();

    const found = rollingOf(correlation);

    const { window, rolling_xy: wanted } = correlation;
    expect(found.slice(0, window - 1).every((rho) => rho === null)).toBe(true);
    expect(found.length - wanted.length).toBe(window - 1);
    for (const [i, rho] of wanted.entries()) expect(found[i + window - 1]).toBeCloseTo(rho, 12);
  });

  it("agrees on levels with an offset of a thousand million, where raw sums of squares fail", () => {
    const { correlationHostile } = read();

    const found = rollingOf(correlationHostile);

    const { window, rolling: wanted } = correlationHostile;
    expect(wanted.length).toBeGreaterThan(200);
    for (const [i, rho] of wanted.entries()) expect(found[i + window - 1]).toBeCloseTo(rho, 9);
  });
});

describe("a window of pairs", () => {
  it("has no correlation while one side does not move, whatever rounding its past has left", () => {
    const value = fc.double({ min: -0.01, max: 0.01, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 16, maxLength: 60 }), (pairs) => {
        const rolling = new RollingPearson(15);
        for (const [x, y] of pairs) rolling.push(x, y);

        for (const [, y] of pairs.slice(-15)) rolling.push(0.0037, y);

        expect(rolling.rho()).toBeNull();
      }),
    );
  });

  it("gives the last pairs oldest first", () => {
    const rolling = new RollingPearson(3);
    for (const n of [1, 2, 3, 4]) rolling.push(n, -n);

    expect(rolling.last(2)).toEqual([
      [3, -3],
      [4, -4],
    ]);
    expect(rolling.last(9)).toHaveLength(3);
  });

  it("says the same as two passes over its pairs, whatever has passed through it", () => {
    const value = fc.double({ min: -0.01, max: 0.01, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 15, maxLength: 120 }), (pairs) => {
        const rolling = new RollingPearson(15);
        for (const [x, y] of pairs) rolling.push(x, y);

        const rho = rolling.rho();
        const wanted = twoPasses(pairs.slice(-15));

        if (rho !== null) expect(Math.abs(rho)).toBeLessThanOrEqual(1);
        // the sums of a side that hardly moves against what has left are rounding
        if (wanted !== null) expect(rho).toBeCloseTo(wanted, 6);
      }),
    );
  });
});

function twoPasses(pairs: readonly (readonly [number, number])[]): number | null {
  const mean = (side: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return xx < 1e-8 || yy < 1e-8 ? null : xy / Math.sqrt(xx * yy);
}
