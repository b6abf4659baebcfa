import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { staysInside } from "./first-exit.ts";

describe("the probability that a driftless path stays inside", () => {
  it("is the reflection series for a room of one deviation", () => {
    // 4/pi (e^(-pi^2/8) - e^(-9 pi^2/8)/3 + ...)
    expect(staysInside(1, 1)).toBeCloseTo(0.370777, 6);
  });

  it("is that of images, the other form of the same law, in a wide room", () => {
    // 1 - 4 N(-3) + 4 N(-9): both barriers by themselves, less paths that touch both
    expect(staysInside(1, 3)).toBeCloseTo(1 - 4 * 0.0013498980316301, 9);
  });

  it.each([
    [0, 1, 1],
    [1, 0, 0],
    [1, 8, 1],
    [1, 1e-6, 0],
  ])("of variance %d within %d is %d", (variance, distance, wanted) => {
    expect(staysInside(variance, distance)).toBe(wanted);
  });

  it("is a probability, falls with movement and rises with room", () => {
    const size = fc.double({ min: 1e-9, max: 4, noNaN: true });
    fc.assert(
      fc.property(size, size, (variance, distance) => {
        const stays = staysInside(variance, distance);
        expect(stays >= 0 && stays <= 1).toBe(true);
        expect(staysInside(variance * 1.5, distance)).toBeLessThanOrEqual(stays + 1e-9);
        expect(staysInside(variance, distance * 1.5)).toBeGreaterThanOrEqual(stays - 1e-9);
      }),
    );
  });

  it("counts as many of a thousand walks as it says", () => {
    let state = 12_345;
    const coin = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >= 2 ** 31 ? 1 : -1;
    };
    let inside = 0;
    for (let walk = 0; walk < 2_000; walk += 1) {
      let [place, furthest] = [0, 0];
      for (let step = 0; step < 900; step += 1) {
        place += coin();
        furthest = Math.max(furthest, Math.abs(place));
      }
      if (furthest < 38) inside += 1;
    }

    expect(Math.abs(inside / 2_000 - staysInside(900, 38))).toBeLessThan(4 * Math.sqrt(0.25 / 2_000));
  });
});
