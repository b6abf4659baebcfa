import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extentOf, scaleOf, ticksOf } from "./plot-scale.ts";

describe("a scale", () => {
  it("takes both ends of its domain to both ends of its range, and the middle between them", () => {
    const y = scaleOf([10, 20], [200, 0]);

    expect([y(10), y(15), y(20)]).toEqual([200, 100, 0]);
  });

  it("puts everything in the middle where the domain has no width", () => {
    expect(scaleOf([3, 3], [0, 50])(3)).toBe(25);
  });
});

describe("ticks", () => {
  it.each([
    [0.14, 0.22, 4, [0.14, 0.16, 0.18, 0.2, 0.22]],
    [660, 680, 4, [660, 665, 670, 675, 680]],
    [-3, 7, 5, [-2, 0, 2, 4, 6]],
  ])("are round numbers inside %s to %s, about %s of them", (low, high, about, expected) => {
    const ticks = ticksOf(low, high, about);

    expect(ticks).toHaveLength(expected.length);
    ticks.forEach((tick, place) => {
      expect(tick).toBeCloseTo(expected[place] ?? Number.NaN, 10);
    });
  });

  it("are none where there is no range", () => {
    expect(ticksOf(5, 5, 4)).toEqual([]);
    expect(ticksOf(Number.NaN, 5, 4)).toEqual([]);
  });

  it("never leave the range and are never many more than asked for", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (low, width, about) => {
          const ticks = ticksOf(low, low + width, about);
          const slack = (Math.abs(low) + width) * 1e-9;

          expect(ticks.length).toBeLessThanOrEqual(about + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(low - slack);
            expect(tick).toBeLessThanOrEqual(low + width + slack);
          }
        },
      ),
    );
  });
});

describe("an extent", () => {
  it("is the smallest and the largest with room on both sides", () => {
    expect(extentOf([4, 2, 3], 0.5)).toEqual([1, 5]);
  });

  it("is not known where nothing is", () => {
    expect(extentOf([])).toBeNull();
  });
});
