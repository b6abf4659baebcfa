import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payoffAt, payoffCurve, payoffRange, type PayoffLeg } from "./payoff-curve.ts";

const putSpread: readonly PayoffLeg[] = [
  { right: "P", strike: 510, ratio: -1 },
  { right: "P", strike: 505, ratio: 1 },
];
const condor: readonly PayoffLeg[] = [
  ...putSpread,
  { right: "C", strike: 520, ratio: -1 },
  { right: "C", strike: 525, ratio: 1 },
];

describe("the payoff at the close", () => {
  it.each([
    ["above the short strike keeps the credit", 515, 60],
    ["at the break-even is nothing", 509.4, 0],
    ["below the long strike loses the width less the credit", 500, -440],
  ])("of a sold put spread %s", (_what, price, profit) => {
    expect(payoffAt(putSpread, -0.6, { price, packages: 1 })).toBeCloseTo(profit, 9);
  });

  it("grows with the packages", () => {
    expect(payoffAt(putSpread, -0.6, { price: 500, packages: 3 })).toBeCloseTo(-1_320, 9);
  });

  it("bends at every strike inside the range and nowhere else", () => {
    const curve = payoffCurve(condor, -1.2, { low: 500, high: 530, packages: 1 });

    expect(curve.map(({ price }) => price)).toEqual([500, 505, 510, 520, 525, 530]);
  });

  it("of a structure with bought wings never leaves the width, whatever the price", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2_000, noNaN: true }), (price) => {
        const profit = payoffAt(condor, -1.2, { price, packages: 1 });
        expect(profit).toBeLessThanOrEqual(120 + 1e-9);
        expect(profit).toBeGreaterThanOrEqual(-380 - 1e-9);
      }),
    );
  });

  it("is drawn around the strikes, the spot and the expected move", () => {
    const { low, high } = payoffRange(putSpread, 512, 4);

    expect(low).toBeLessThan(505);
    expect(high).toBeGreaterThan(516);
  });
});
