import { aContract, aPackage } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { PackageFrame } from "../contract/index.ts";
import { emptyPackage, packageFrame } from "./package-frame.ts";

const ASKED = { legs: "1xSPY260313C00660000,-1xSPY260313C00665000", src: "simulated" } as const;
const frameOf = (over: Parameters<typeof aPackage>[0] = {}): PackageFrame =>
  PackageFrame.parse(packageFrame(aPackage(over), ASKED));

describe("a picked package on the wire", () => {
  it("keeps the contract: its legs with their markets, its prices as text, its Greeks and odds as numbers", () => {
    const { contracts, market, greeks, odds, legs } = frameOf();

    expect(legs).toBe(ASKED.legs);
    expect(contracts).toMatchObject([
      { symbol: "SPY260313C00660000", strike: 660, quantity: 1, bid: "2.0000", ask: "2.0200", fault: null },
      { symbol: "SPY260313C00665000", strike: 665, quantity: -1, iv: 0.18, ivFrom: "smile" },
    ]);
    expect(market).toEqual({
      v: {
        bid: "1.4800",
        mid: "1.5000",
        ask: "1.5200",
        costs: "2.8200",
        maxProfit: "348.0000",
        maxLoss: "152.0000",
        breakEvens: [661.52],
      },
      why: null,
    });
    expect(greeks.v).toEqual({ delta: 24, gamma: 1.5, theta: -12.5, vega: 1.25 });
    expect(odds.v).toEqual({ probabilityOfProfit: 0.3712, expectedValue: -4.31 });
  });

  it("says that a loss or a profit is not limited by leaving it out, never by a number", () => {
    const { market } = aPackage();
    if (!market.ok) expect.unreachable();

    const { v } = frameOf({ market: { ok: true, value: { ...market.value, maxLoss: null } } }).market;

    expect(v?.maxLoss).toBeNull();
    expect(v?.maxProfit).toBe("348.0000");
  });

  it("names the leg that is not quoted, for the price and for the odds that hang on it", () => {
    const { contract } = { contract: aContract(662.5, "P") };
    const frame = frameOf({
      market: { ok: false, error: { strike: contract.strike, right: contract.right } },
      odds: { ok: false, error: "noVolatility" },
    });

    const why = "the 662.5 put is not quoted on both sides now";
    expect([frame.market, frame.odds]).toEqual([
      { v: null, why },
      { v: null, why },
    ]);
    expect(frame.greeks.v).not.toBeNull();
  });

  it("says why there are no odds and no Greeks although there is a price", () => {
    const frame = frameOf({
      odds: { ok: false, error: "tooFewQuotes" },
      greeks: { ok: false, error: { code: "noVolatility", symbol: "SPY260313C00660000" } },
    });

    expect(frame.odds.why).toMatch(/^too few admissible/);
    expect(frame.greeks.why).toMatch(/^No volatility of SPY260313C00660000/);
    expect(frame.market.v).not.toBeNull();
  });

  it.each([
    [
      { name: "callDebitVertical", isTraded: true, isNaked: false },
      /^Call debit vertical\. .*valued, not sent\.$/,
    ],
    [{ name: "longStraddle", isTraded: false, isNaked: false }, /^Long straddle: not traded here\./],
    [
      { name: "shortPut", isTraded: false, isNaked: true },
      /^Short put: what is sold stands uncovered, which is not offered/,
    ],
    [{ name: null, isTraded: false, isNaked: false }, /^No structure that has a name here\./],
  ] as const)("refuses the ticket of %o by name", (shape, ticket) => {
    expect(frameOf({ shape }).ticket).toMatch(ticket);
  });

  it("of a session that is over is empty in every part, with the reason", () => {
    const { at } = aPackage();
    const held = [{ contract: aContract(660, "C"), quantity: 1 }];
    const frame = PackageFrame.parse(emptyPackage({ at, why: "The session is over." }, { ...ASKED, held }));

    expect(frame).toMatchObject({ ticker: "SPY", contracts: [], ticket: "The session is over." });
    for (const part of [frame.market, frame.greeks, frame.odds])
      expect(part).toEqual({ v: null, why: "The session is over." });
  });
});
