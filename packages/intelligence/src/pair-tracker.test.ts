import { describe, expect, it } from "vitest";
import { betaResidual } from "./beta-residual.ts";
import { PairTracker } from "./pair-tracker.ts";
import { steadyChance } from "./testing/minutes-of.ts";

/** SPY at half of QQQ's moves plus its own noise; over the last quarter of an hour SPY runs `run` a minute more. */
function tracked(minutes: number, run: number): PairTracker {
  const chance = steadyChance(5);
  const tracker = new PairTracker(["SPY", "QQQ"]);
  for (let i = 0; i < minutes; i += 1) {
    const shared = (chance() - 0.5) * 0.002;
    const own = (chance() - 0.5) * 0.0004;
    tracker.push(shared / 2 + own + (i >= minutes - 15 ? run : 0), shared);
  }
  return tracker;
}

describe("a pair", () => {
  it.each([
    [14, []],
    [15, [15]],
    [29, [15]],
    [30, [15, 30]],
    [59, [15, 30]],
    [60, [15, 30, 60]],
  ])("of %d minutes knows its correlation over %j minutes and no longer window", (minutes, known) => {
    const cells = tracked(minutes, 0).cells();

    expect(cells.map(({ windowMinutes }) => windowMinutes)).toEqual([15, 30, 60]);
    expect(cells.filter(({ rho }) => rho !== null).map(({ windowMinutes }) => windowMinutes)).toEqual(known);
    for (const { rho, low, high, n, windowMinutes } of cells) {
      expect(n).toBe(Math.min(minutes, windowMinutes));
      if (rho === null) expect([low, high]).toEqual([null, null]);
      else expect(rho > (low ?? 1) && rho < (high ?? -1)).toBe(true);
    }
  });

  it("has no divergence before half an hour", () => {
    expect(tracked(29, 0).divergence()).toMatchObject({ beta: null, z: null, n: 29 });
    expect(tracked(29, 0).richness("SPY")).toBeNull();
    expect(tracked(30, 0).divergence().beta).toBeCloseTo(0.5, 1);
  });

  it.each([
    ["rich", 0.0001, 1],
    ["cheap", -0.0001, -1],
  ])("whose first ticker has run away is %s, and the second the opposite", (_, run, sign) => {
    const tracker = tracked(60, run);

    expect((tracker.divergence().z ?? 0) * sign).toBeGreaterThan(1.5);
    expect((tracker.richness("SPY") ?? 0) * sign).toBeGreaterThan(1.5);
    expect((tracker.richness("QQQ") ?? 0) * sign).toBeLessThan(0);
  });
});

describe("the residual of a beta", () => {
  it("is worked out by hand for four pairs", () => {
    // beta = (1*1 + 1*1 + 2*1 + 2*1) / 4 = 1.5, residuals -0.5 -0.5 0.5 0.5, deviation sqrt(1/3)
    const found = betaResidual(
      [
        [1, 1],
        [1, 1],
        [2, 1],
        [2, 1],
      ],
      2,
    );

    expect(found?.beta).toBe(1.5);
    expect(found?.z).toBeCloseTo(1 / Math.sqrt((1 / 3) * 2), 12);
  });

  it.each([
    [
      "one side does not move",
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [
      "the other does not",
      [
        [0, 1],
        [0, 2],
      ],
    ],
    [
      "both move as one",
      [
        [0.1, 0.3],
        [0.2, 0.6],
        [0.7, 2.1],
      ],
    ],
    ["there is one pair", [[1, 1]]],
  ] as const)("is absent where %s", (_, pairs) => {
    expect(betaResidual(pairs, 1)).toBeNull();
  });
});
