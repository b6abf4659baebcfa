import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitrageFault,
  calendarArbitrages,
  quotedArbitrages,
  type ArbitrageQuote,
} from "./arbitrage-checks.ts";

const aQuote = (over: Partial<ArbitrageQuote> & { readonly strike: number }): ArbitrageQuote => ({
  callBid: 0,
  callAsk: 0,
  putBid: 0,
  putAsk: 0,
  ...over,
});

describe("butterflies over uneven strikes", () => {
  it("weigh their wings by the distances: a line through them costs nothing", () => {
    // 1 and 10 apart: on the line the body is worth 10/11 and 1/11 of its wings
    const wings = [aQuote({ strike: 100, callAsk: 11 }), aQuote({ strike: 111, callAsk: 0.1 })];
    const line = (10 * 11 + 1 * 0.1) / 11;

    expect(quotedArbitrages([...wings, aQuote({ strike: 101, callBid: line - 1e-6 })])).toEqual([]);
    const [found] = quotedArbitrages([...wings, aQuote({ strike: 101, callBid: line + 0.02 })]);
    expect(found).toMatchObject({ kind: "butterfly", right: "C", strikes: [100, 101, 111] });
    expect(found?.edge).toBeCloseTo(0.02, 12);
  });

  it("are found between strikes that are no neighbours, where the ones between are wide", () => {
    const quotes = [
      aQuote({ strike: 100, putAsk: 1 }),
      aQuote({ strike: 101, putBid: 0.2, putAsk: 9 }),
      aQuote({ strike: 102, putBid: 2.1, putAsk: 2.2 }),
      aQuote({ strike: 103, putBid: 0.2, putAsk: 9 }),
      aQuote({ strike: 104, putAsk: 3 }),
    ];

    expect(quotedArbitrages(quotes)).toContainEqual(
      expect.objectContaining({ kind: "butterfly", right: "P", strikes: [100, 102, 104] }),
    );
  });
});

describe("arbitrages of any quotes", () => {
  it("are those and only those that every pair and every three would show", () => {
    const cents = fc.integer({ min: 0, max: 900 }).map((value) => value / 100);
    const quote = fc.record({
      strike: fc.integer({ min: 90, max: 120 }),
      callBid: cents,
      callAsk: cents,
      putBid: cents,
      putAsk: cents,
    });
    fc.assert(
      fc.property(fc.uniqueArray(quote, { selector: ({ strike }) => strike, maxLength: 9 }), (quotes) => {
        const found = quotedArbitrages(quotes);
        const best = (kind: string, right: string): number =>
          Math.max(
            0,
            ...found.filter((one) => one.kind === kind && one.right === right).map((one) => one.edge),
          );
        for (const right of ["C", "P"] as const) {
          expect(best("vertical", right)).toBeCloseTo(bestVertical(quotes, right), 9);
          expect(best("butterfly", right)).toBeCloseTo(bestButterfly(quotes, right), 9);
        }
      }),
    );
  });

  it("at middles need both sides in order: a bid without an ask has none", () => {
    const quotes = [
      aQuote({ strike: 100, callBid: 1, callAsk: 1.2 }),
      aQuote({ strike: 101, callBid: 1.1, callAsk: 1.3 }),
      aQuote({ strike: 102, callBid: 5, callAsk: 0 }),
    ];

    expect(quotedArbitrages(quotes.slice(0, 2))).toEqual([]);
    const [found, ...others] = quotedArbitrages(quotes, "mid");
    expect(found).toMatchObject({ kind: "vertical", strikes: [100, 101] });
    expect(found?.edge).toBeCloseTo(0.1, 12);
    expect(others).toEqual([]);
  });

  it("between expiries are told at middles too", () => {
    const earlier = [aQuote({ strike: 100, putBid: 1, putAsk: 1.4 })];
    const later = [aQuote({ strike: 100, putBid: 0.9, putAsk: 1.3 })];

    expect(calendarArbitrages(earlier, later)).toEqual([]);
    expect(calendarArbitrages(earlier, later, "mid")).toMatchObject([{ kind: "calendar", right: "P" }]);
  });

  it("are refused for quotes that are none, with the reason", () => {
    expect(arbitrageFault([aQuote({ strike: Number.NaN })])).toBe("badStrike");
    expect(arbitrageFault([aQuote({ strike: 100, putAsk: Number.POSITIVE_INFINITY })])).toBe("badPrice");
    expect(arbitrageFault([aQuote({ strike: 100, callBid: -1 })])).toBe("badPrice");
    expect(arbitrageFault([aQuote({ strike: 100 }), aQuote({ strike: 100 })])).toBe("duplicateStrike");
    expect(arbitrageFault([])).toBeNull();
    expect(() => quotedArbitrages([aQuote({ strike: 0 })])).toThrow("badStrike");
  });
});

const sides = (quotes: readonly ArbitrageQuote[], right: "C" | "P") =>
  quotes.map(({ strike, callBid, callAsk, putBid, putAsk }) =>
    right === "C" ? { strike, bid: callBid, ask: callAsk } : { strike, bid: putBid, ask: putAsk },
  );

function bestVertical(quotes: readonly ArbitrageQuote[], right: "C" | "P"): number {
  let best = 0;
  for (const dear of sides(quotes, right)) {
    for (const cheap of sides(quotes, right)) {
      if (right === "C" ? dear.strike >= cheap.strike : dear.strike <= cheap.strike) continue;
      if (dear.ask > 0 && cheap.bid > 0) best = Math.max(best, cheap.bid - dear.ask);
      if (dear.bid > 0 && cheap.ask > 0)
        best = Math.max(best, dear.bid - cheap.ask - Math.abs(cheap.strike - dear.strike));
    }
  }
  return best;
}

function bestButterfly(quotes: readonly ArbitrageQuote[], right: "C" | "P"): number {
  let best = 0;
  for (const low of sides(quotes, right)) {
    for (const body of sides(quotes, right)) {
      for (const high of sides(quotes, right)) {
        if (!(low.strike < body.strike && body.strike < high.strike)) continue;
        if (!(low.ask > 0 && body.bid > 0 && high.ask > 0)) continue;
        const share = (high.strike - body.strike) / (high.strike - low.strike);
        best = Math.max(best, body.bid - share * low.ask - (1 - share) * high.ask);
      }
    }
  }
  return best;
}
