import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forwardThrough, type ParityPair } from "./parity-forward.ts";
import { rateThrough } from "./parity-rate.ts";
import { touchProbability, touchRefusal } from "../moves/touch-probability.ts";

const aPair = (strike: number, forward = 600): ParityPair => ({
  strike,
  callBid: Math.max(forward - strike, 0) + 1,
  callAsk: Math.max(forward - strike, 0) + 1.02,
  putBid: Math.max(strike - forward, 0) + 1,
  putAsk: Math.max(strike - forward, 0) + 1.02,
});
const pairs = [597, 598, 599, 600, 601, 602, 603].map((strike) => aPair(strike));
const reason = (found: { readonly ok: boolean; readonly error?: unknown }): unknown => found.error ?? null;

describe("pairs that tell no forward", () => {
  it("are refused with the reason", () => {
    expect(reason(forwardThrough(pairs, 600))).toBeNull();
    expect(reason(forwardThrough(pairs, Number.NaN))).toBe("badNear");
    expect(reason(forwardThrough(pairs, 0))).toBe("badNear");
    expect(reason(forwardThrough([...pairs, aPair(600)], 600))).toBe("duplicateStrike");
    expect(reason(forwardThrough(pairs.slice(0, 2), 600))).toBe("tooFewPairs");
    expect(reason(forwardThrough([], 600))).toBe("tooFewPairs");
    const scattered = pairs.map(({ strike }, n) => aPair(strike, 600 + 3 * n));
    expect(reason(forwardThrough(scattered, 600))).toBe("pairsDisagree");
  });

  it("tell no rate either, with theirs", () => {
    expect(reason(rateThrough(pairs, 0.01))).toBeNull();
    expect(reason(rateThrough(pairs, 0))).toBe("badYears");
    expect(reason(rateThrough(pairs, Number.NaN))).toBe("badYears");
    expect(reason(rateThrough([...pairs, aPair(600)], 0.01))).toBe("duplicateStrike");
    expect(reason(rateThrough(pairs.slice(0, 4), 0.01))).toBe("tooFewPairs");
    const rising = pairs.map((pair) => ({ ...pair, callBid: pair.strike, callAsk: pair.strike + 0.02 }));
    expect(reason(rateThrough(rising, 0.01))).toBe("notFalling");
  });

  it("never let a number out that is none, whatever comes in", () => {
    const price = fc.oneof(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -3, 0, Number.MAX_VALUE),
    );
    const pair = fc.record({
      strike: fc.oneof(fc.integer({ min: 590, max: 610 }), fc.constantFrom(Number.NaN, -1, 0)),
      callBid: price,
      callAsk: price,
      putBid: price,
      putAsk: price,
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (odd) => {
        const forward = forwardThrough([...pairs.slice(0, 4), ...odd], 600);
        const rate = rateThrough([...pairs.slice(0, 4), ...odd], 0.01);
        const told = [
          ...(forward.ok ? Object.values(forward.value) : []),
          ...(rate.ok ? Object.values(rate.value) : []),
        ];
        expect(told.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe("touchProbability", () => {
  const terms = { spot: 600, level: 606, years: 0.001, volatility: 0.2, rate: 0, dividendYield: 0 };

  it("is refused for terms that are none, with the reason", () => {
    expect(touchRefusal(terms)).toBeNull();
    expect(touchRefusal({ ...terms, spot: Number.NaN })).toBe("spotOutOfRange");
    expect(touchRefusal({ ...terms, level: 0 })).toBe("levelOutOfRange");
    expect(touchRefusal({ ...terms, years: 0 })).toBe("yearsOutOfRange");
    expect(touchRefusal({ ...terms, volatility: Number.POSITIVE_INFINITY })).toBe("volatilityOutOfRange");
    expect(touchRefusal({ ...terms, rate: Number.NaN })).toBe("rateOutOfRange");
    expect(() => touchProbability({ ...terms, years: -1 })).toThrow("yearsOutOfRange");
  });

  it("is a probability for any terms it takes", () => {
    const scale = fc.double({ min: -300, max: 6, noNaN: true }).map((power) => 10 ** power);
    fc.assert(
      fc.property(
        scale,
        scale,
        fc.double({ min: 1, max: 1_000, noNaN: true }),
        (years, volatility, level) => {
          const touch = touchProbability({ ...terms, years, volatility, level });
          expect(touch >= 0 && touch <= 1).toBe(true);
        },
      ),
    );
  });
});
