import { usdE4 } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteOption, quoteUnderlying } from "./quote-rule.ts";

describe("the modelled market of an option", () => {
  // cents: value, intrinsic, bid, ask
  it.each([
    [0, 0, 0, 100],
    [0.005, 0, 0, 200],
    [0.0149, 0, 0, 300],
    [0.016, 0, 100, 300],
    [1, 0, 9800, 10200],
    [2.5, 0, 24700, 25300],
    [0.5, 10, 104100, 105900],
  ])("with time value %d and intrinsic value %d stands at %i to %i", (timeValue, intrinsic, bid, ask) => {
    const made = quoteOption(timeValue, intrinsic);

    expect([made.bid.price, made.ask.price]).toEqual([bid, ask]);
  });

  it("has no size without a bid", () => {
    expect(quoteOption(0.001, 0).bid).toEqual({ price: 0, size: 0 });
    expect(quoteOption(0.001, 0).ask.size).toBeGreaterThan(0);
  });

  it("is on cent ticks, never crossed, holds its value inside and never shows a bid under a cent", () => {
    const dollars = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(dollars, dollars, (timeValue, intrinsic) => {
        const { bid, ask } = quoteOption(timeValue, intrinsic);
        const value = (timeValue + intrinsic) * 10_000;

        expect(bid.price % 100).toBe(0);
        expect(ask.price % 100).toBe(0);
        expect(bid.price).toBeLessThan(ask.price);
        expect(bid.price).toBeLessThanOrEqual(value);
        expect(ask.price).toBeGreaterThanOrEqual(value);
        expect(bid.price === 0 || bid.price >= 100).toBe(true);
      }),
    );
  });
});

describe("the modelled market of a fund", () => {
  it.each([
    [6_706_300, 6_706_200, 6_706_400],
    [6_706_350, 6_706_300, 6_706_400],
    [6_706_301, 6_706_200, 6_706_400],
  ])("around a last price of %i stands at %i to %i", (last, bid, ask) => {
    const made = quoteUnderlying(usdE4(last));

    expect([made.bid.price, made.ask.price]).toEqual([bid, ask]);
  });
});
