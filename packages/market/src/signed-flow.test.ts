import type { SignedVolume } from "@smart0dte/domain";
import { aSessionStart, minute } from "@smart0dte/domain/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { later, option, SPY, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const CALL = option(660, "C");

/** A market whose boards are centred, so that there is something to read. */
function aMarket(): TrialMarket {
  const market = new TrialMarket()
    .quote(SPY, [660.36, 660.38], { at: AT })
    .chain({ at: AT, forward: 660.37, iv: 0.18 });
  market.send(AT);
  return market;
}

function callsOf(market: TrialMarket): SignedVolume {
  const flow = market.engine.analysis("SPY")?.flow;
  return flow !== undefined && flow.ok ? flow.value.calls : expect.unreachable("no flow");
}

/** The call quoted at 2.00 to 2.10, then so many prints a second later. */
function printed(...prints: readonly (readonly [number, number])[]): SignedVolume {
  const market = aMarket();
  market.quote(CALL, [2, 2.1], { at: AT }).send(AT);
  const now = later(AT, 1);
  for (const print of prints) market.trade(CALL, print, { at: now });
  market.send(now);
  return callsOf(market);
}

describe("a print of an option", () => {
  it.each([
    ["at the ask", 2.1, { bought: 5, sold: 0, unsigned: 0 }],
    ["above the middle", 2.06, { bought: 5, sold: 0, unsigned: 0 }],
    ["above the ask", 2.2, { bought: 5, sold: 0, unsigned: 0 }],
    ["below the middle", 2.04, { bought: 0, sold: 5, unsigned: 0 }],
    ["at the bid", 2, { bought: 0, sold: 5, unsigned: 0 }],
    ["at the middle, the first of its contract,", 2.05, { bought: 0, sold: 0, unsigned: 5 }],
  ])("%s counts as %o", (_, price, flow) => {
    expect(printed([price, 5])).toEqual(flow);
  });

  it("at the middle is signed by the last change of price of its contract", () => {
    expect(printed([2.1, 1], [2.05, 5])).toEqual({ bought: 1, sold: 5, unsigned: 0 });
    expect(printed([2, 1], [2.05, 5], [2.05, 2])).toEqual({ bought: 7, sold: 1, unsigned: 0 });
    expect(printed([2.05, 1], [2.05, 5])).toEqual({ bought: 0, sold: 0, unsigned: 6 });
  });

  it("without a bid is judged against a bid of nothing", () => {
    const market = aMarket();
    market.quote(CALL, [null, 0.02], { at: AT }).trade(CALL, [0.02, 3], { at: AT }).send(AT);

    expect(callsOf(market)).toEqual({ bought: 3, sold: 0, unsigned: 0 });
  });

  it("is judged by the quote that stood at its time, not by one of later", () => {
    const market = aMarket();
    market.quote(CALL, [2, 2.1], { at: AT }).send(AT);
    const now = later(AT, 2);
    // the quote of two seconds on came first: what stood a second ago is not known any more
    market.quote(CALL, [2.2, 2.3], { at: now }).trade(CALL, [2.1, 4], { at: later(AT, 1) });
    market.send(now);

    expect(callsOf(market)).toEqual({ bought: 0, sold: 0, unsigned: 4 });
  });

  it("is not signed by a quote that may not be used", () => {
    const stale = later(AT, 6);
    const old = aMarket();
    old.quote(CALL, [2, 2.1], { at: AT }).send(AT);
    old.trade(CALL, [2.1, 4], { at: stale }).send(stale);
    const crossed = aMarket();
    crossed.quote(CALL, [2.2, 2.1], { at: AT }).trade(CALL, [2.3, 4], { at: AT }).send(AT);
    const gap = aMarket();
    gap.quote(CALL, [2, 2.1], { at: AT }).gap(CALL, AT).trade(CALL, [2.1, 4], { at: AT }).send(AT);

    for (const market of [old, crossed, gap])
      expect(callsOf(market)).toEqual({ bought: 0, sold: 0, unsigned: 4 });
  });

  it("counts once, whatever is known of it", () => {
    const price = fc.integer({ min: 190, max: 220 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(fc.array(fc.tuple(price, fc.integer({ min: 1, max: 50 })), { minLength: 1 }), (prints) => {
        const { bought, sold, unsigned } = printed(...prints);
        expect(bought + sold + unsigned).toBe(prints.reduce((sum, [, size]) => sum + size, 0));
      }),
      { numRuns: 30 },
    );
  });

  it("does not exist where options are modelled", () => {
    const market = new TrialMarket(aSessionStart({ provenance: { src: "recorded", options: "modelled" } }));
    market.quote(SPY, [660.36, 660.38], { at: AT }).chain({ at: AT, forward: 660.37, iv: 0.18 }).send(AT);

    const analysis = market.engine.analysis("SPY");
    expect([analysis?.flow, analysis?.signedFlow]).toEqual([
      { ok: false, error: "noPrints" },
      { ok: false, error: "noPrints" },
    ]);
  });
});
