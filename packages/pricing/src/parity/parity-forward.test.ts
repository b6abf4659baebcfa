import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parityForward, type ParityPair } from "./parity-forward.ts";

describe("parityForward", () => {
  it("finds the forward inside the pairs' own spread", () => {
    const found = parityForward(pairsAround(600.34, { width: 0.02 }), 600);

    expect(found?.forward).toBeCloseTo(600.34, 10);
    expect(found?.low).toBeCloseTo(600.32, 10);
    expect(found?.high).toBeCloseTo(600.36, 10);
    expect(found?.pairs).toBe(10);
  });

  it("does not follow a stale price of the underlying", () => {
    expect(parityForward(pairsAround(600.34, {}), 606)?.forward).toBeCloseTo(600.34, 10);
  });

  it("is not moved by one bad pair, however tight and however wrong", () => {
    fc.assert(
      fc.property(fc.nat(14), fc.double({ min: -20, max: 20, noNaN: true }), (index, error) => {
        const pairs = pairsAround(600.34, { width: 0.04 });
        const bad = pairs.map((pair, at) =>
          at === index ? { ...pair, callBid: 30 + error, callAsk: 30 + error, putBid: 30, putAsk: 30 } : pair,
        );

        const found = parityForward(bad, 600);

        expect(Math.abs((found?.forward ?? Number.NaN) - 600.34)).toBeLessThanOrEqual(0.08);
      }),
    );
  });

  it("listens to tight pairs more than to wide ones", () => {
    const tight = pairsAround(600.3, { width: 0.01 }).slice(5, 10);
    const wide = pairsAround(600.36, { width: 0.2 }).filter(
      ({ strike }) => !tight.some((pair) => pair.strike === strike),
    );

    expect(Math.abs((parityForward([...tight, ...wide], 600)?.forward ?? Number.NaN) - 600.3)).toBeLessThan(
      0.001,
    );
  });

  it.each([
    { when: "no bid", change: { putBid: 0 } },
    { when: "a crossed call", change: { callBid: 9, callAsk: 8 } },
    { when: "a missing ask", change: { putAsk: Number.NaN } },
  ])("leaves out a pair with $when and gives nothing with fewer than three", ({ change }) => {
    const pairs = pairsAround(600.34, {}).slice(6, 9);

    expect(parityForward(pairs, 600)?.pairs).toBe(3);
    expect(
      parityForward(
        pairs.map((pair, at) => (at === 1 ? { ...pair, ...change } : pair)),
        600,
      ),
    ).toBeNull();
  });

  it("gives nothing when the pairs contradict each other", () => {
    const scattered = pairsAround(600, { width: 0.02 }).map((pair, at) => ({
      ...pair,
      callBid: pair.callBid + at ** 2 / 5,
      callAsk: pair.callAsk + at ** 2 / 5,
    }));

    expect(parityForward(scattered, 600)).toBeNull();
  });

  it("gives nothing far from the money", () => {
    expect(parityForward(pairsAround(600, {}), 660)).toBeNull();
  });
});

/** Fifteen strikes, a dollar apart, whose pairs all say the same forward. */
function pairsAround(forward: number, { width = 0.02 }: { readonly width?: number }): readonly ParityPair[] {
  return Array.from({ length: 15 }, (_, index) => {
    const strike = 593 + index;
    const timeValue = 0.4 + Math.max(0, 2 - Math.abs(strike - forward) / 2);
    const call = Math.max(forward - strike, 0) + timeValue;
    const put = Math.max(strike - forward, 0) + timeValue;
    const half = width / 2;
    return { strike, callBid: call - half, callAsk: call + half, putBid: put - half, putAsk: put + half };
  });
}
