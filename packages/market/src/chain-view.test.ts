import type { ChainView, StrikeRow } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { greeksOf, yearsOf } from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import { e4, later, option, SPY, strikesAround, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const BLACK = { at: AT, forward: 660.37, iv: 0.18 };

function chainOf(market: TrialMarket, now = AT): ChainView {
  market.send(now);
  const chain = market.engine.chain("SPY");
  if (chain === null) throw new Error("no chain");
  return chain;
}

function rowOf({ rows }: ChainView, strike: number): StrikeRow {
  const row = rows.find((one) => one.strike === strike * 10_000);
  if (row === undefined) throw new Error(`no row at ${strike}`);
  return row;
}

const spotted = (bid: number, at = AT): TrialMarket =>
  new TrialMarket().quote(SPY, [bid, bid + 0.02], { at });

describe("a chain made of Black's prices", () => {
  it("gives back its forward, its volatility and the move to the close", () => {
    const chain = chainOf(spotted(660.36).chain(BLACK));
    const years = yearsOf(330 * 60);

    expect(chain.secondsToExpiry).toBe(330 * 60);
    expect(chain.forward).toBeCloseTo(660.37, 3);
    expect(chain.forwardFrom).toBe("parity");
    expect(chain.atmIv).toBeCloseTo(0.18, 3);
    expect(chain.expectedMove).toBeCloseTo(660.37 * 0.18 * Math.sqrt(years), 2);
    for (const strike of strikesAround(660, 6)) expect(rowOf(chain, strike).call.iv).toBeCloseTo(0.18, 3);
  });

  it("gives the Greeks of both rights of a strike, in the contract's units", () => {
    const chain = chainOf(spotted(660.36).chain(BLACK));
    const market = { spot: 660.37, years: yearsOf(330 * 60), volatility: 0.18, rate: 0, dividendYield: 0 };

    for (const strike of [656, 660, 661, 664]) {
      const row = rowOf(chain, strike);
      for (const [right, side] of [["C", row.call] as const, ["P", row.put] as const]) {
        const exact = greeksOf({ ...market, right, strike });
        expect(side.delta).toBeCloseTo(exact.delta, 2);
        expect((side.gamma ?? 0) / exact.gamma).toBeCloseTo(1, 2);
        expect((side.theta ?? 0) / (exact.theta / 8_760)).toBeCloseTo(1, 2);
        expect((side.vega ?? 0) / (exact.vega / 100)).toBeCloseTo(1, 2);
      }
      expect(row.call.iv).toBe(row.put.iv);
    }
  });

  it("is ATM±10, its middle row the strike nearest to the forward", () => {
    const chain = chainOf(spotted(660.36).chain(BLACK));

    expect(chain.rows.map(({ strike }) => strike / 10_000)).toEqual(strikesAround(660, 10));
    expect(chain.atm).toBe(6_600_000);
    expect(rowOf(chain, 660).put).toMatchObject({
      right: "P",
      instrument: option(660, "P"),
      strike: 6_600_000,
    });
  });

  it("counts time to the 13:00 close of an early day, to the microsecond", () => {
    const early = aSession({ early: true, close: minute(210), optionClose: minute(225) });
    const market = new TrialMarket({ session: early }).quote(SPY, [660, 660.01], { at: AT });

    expect(chainOf(market, later(AT, 0.5)).secondsToExpiry).toBe(150 * 60 - 0.5);
  });
});

describe("the forward", () => {
  it("comes from parity although the spot says another thing", () => {
    const chain = chainOf(spotted(658).chain(BLACK));

    expect(chain.forward).toBeCloseTo(660.37, 3);
    expect(chain.atm).toBe(6_600_000);
  });

  it("comes from parity where the spot has gone stale", () => {
    const market = spotted(658);
    market.send(AT);
    const now = later(AT, 9);

    const chain = chainOf(market.chain({ ...BLACK, at: now }), now);

    expect(chain).toMatchObject({ forwardFrom: "parity", spot: { fault: "stale" }, atm: 6_600_000 });
    expect(chain.forward).toBeCloseTo(660.37, 3);
  });

  it("comes from the spot where fewer than three pairs are admissible", () => {
    const market = spotted(660.36).chain({ ...BLACK, strikes: [660, 661] });

    const chain = chainOf(market);

    expect(chain).toMatchObject({ forward: 660.37, forwardFrom: "spot" });
    expect(chain.atmIv).toBeCloseTo(0.18, 3);
  });

  it("is null without pairs and without an admissible spot, and nothing is derived then", () => {
    const market = spotted(660.36, later(AT, -9)).trade(SPY, [663, 1], { at: AT });

    const chain = chainOf(market.chain({ ...BLACK, strikes: [660, 661] }));

    expect(chain).toMatchObject({ forward: null, forwardFrom: null, atmIv: null, expectedMove: null });
    expect(chain.atm).toBe(6_630_000);
    expect(rowOf(chain, 660).call).toMatchObject({
      iv: null,
      delta: null,
      gamma: null,
      theta: null,
      vega: null,
    });
    expect(rowOf(chain, 660).call.mid).not.toBeNull();
  });

  it("does not mix pairs of five seconds ago with three of now", () => {
    const market = spotted(660.36).chain(BLACK);
    const now = later(AT, 4.9);

    const chain = chainOf(market.chain({ at: now, forward: 661.5, iv: 0.18, strikes: [660, 661, 662] }), now);

    expect(chain.forward).toBeCloseTo(661.5, 2);
  });

  it("takes older pairs where three fresh ones are not to be had", () => {
    const market = spotted(660.36).chain({ ...BLACK, strikes: [659, 660, 661] });
    const now = later(AT, 3);

    const chain = chainOf(market.chain({ ...BLACK, at: now, strikes: [660] }), now);

    expect(chain).toMatchObject({ forwardFrom: "parity" });
  });
});

describe("a contract of the chain", () => {
  it("carries the volatility of its strike's out-of-the-money side and none of its own", () => {
    const market = spotted(660.36).chain(BLACK);
    market.quote(option(655, "C"), [8, 8.4], { at: AT }).quote(option(666, "P"), [9.9, 9.8], { at: AT });

    const chain = chainOf(market);

    expect(rowOf(chain, 655).call.iv).toBeCloseTo(0.18, 2);
    expect(rowOf(chain, 666).put.iv).toBeCloseTo(0.18, 2);
    expect(rowOf(chain, 666).put.mid).toBeNull();
  });

  it.each([
    ["crossed", [1.2, 1.1]],
    ["wide", [0.2, 2]],
    ["absent", [null, null]],
    [null, [1.2, null]],
    [null, [null, 0.03]],
  ] as const)("whose out-of-the-money side is %s %j has no volatility and no Greeks", (fault, sides) => {
    const chain = chainOf(spotted(660.36).chain(BLACK).quote(option(662, "C"), sides, { at: AT }));

    const { call, put } = rowOf(chain, 662);

    expect(call.quote.fault).toBe(fault);
    expect([call, put].map(({ iv, delta, gamma, theta, vega }) => [iv, delta, gamma, theta, vega])).toEqual([
      [null, null, null, null, null],
      [null, null, null, null, null],
    ]);
  });

  it("without a bid is worth half its ask at mid; without an ask it has no mid", () => {
    const market = spotted(660.36).chain(BLACK);
    market
      .quote(option(668, "C"), [null, 0.01], { at: AT })
      .quote(option(669, "C"), [0.01, null], { at: AT });

    const chain = chainOf(market);

    expect([rowOf(chain, 668).call.mid, rowOf(chain, 669).call.mid]).toEqual([50, null]);
  });

  it("shows prints and open interest, and null where they do not exist", () => {
    const market = spotted(660.36).chain(BLACK).openInterest(option(660, "C"), AT, 1_234);
    market.trade(option(660, "C"), [2, 3], { at: AT }).trade(option(660, "C"), [2, 4], { at: AT });
    const quoted = rowOf(chainOf(market), 660);

    const options = { provenance: { src: "recorded", options: "modelled" } } as const;
    const modelled = new TrialMarket(options).quote(SPY, [660, 660.02], { at: AT });

    expect(quoted.call).toMatchObject({ volume: 7, openInterest: 1_234 });
    expect(quoted.put).toMatchObject({ volume: 0, openInterest: null });
    expect(rowOf(chainOf(modelled), 660).call).toMatchObject({ volume: null, openInterest: null });
  });
});

describe("the chain", () => {
  it("has no volatilities from the close on, while options still quote", () => {
    const close = aSession().close;
    const before = later(close, -2);
    const market = spotted(660, before).chain({ at: before, forward: 660.01, iv: 0.18, spread: 0.001 });
    const last = chainOf(market, before).atmIv;

    const chain = chainOf(market, close);

    expect(last).toBeCloseTo(0.18, 2);
    expect(chain).toMatchObject({
      secondsToExpiry: 0,
      atmIv: null,
      expectedMove: null,
      forward: 660.01,
    });
    expect(rowOf(chain, 660).call).toMatchObject({ iv: null, delta: null, theta: null });
    expect(rowOf(chain, 660).call.mid).not.toBeNull();
  });

  it("is as modelled as the least direct of its quotes, stale ones included", () => {
    const market = spotted(660.36).chain({ ...BLACK, how: "modelled" });
    const fresh = chainOf(market).how;

    expect([fresh, chainOf(market, later(AT, 60)).how]).toEqual(["modelled", "modelled"]);
    expect(chainOf(spotted(660.36).chain(BLACK)).how).toBe("quoted");
  });

  it("is null without strikes, and before anything says where the money is", () => {
    const market = new TrialMarket();
    const before = market.engine.chain("SPY");

    market.quote(SPY, [660, 660.02], { at: AT }).send(AT);

    expect([before, market.engine.chain("QQQ"), market.engine.chain("IWM")]).toEqual([null, null, null]);
    expect(market.engine.chain("SPY")?.atm).toBe(6_600_000);
  });

  it("moves its board with the market alone: asking for it, or for its health, changes nothing", () => {
    const [asked, silent] = [spotted(660.2), spotted(660.2)];
    for (const seconds of [0, 2, 4, 6, 8]) {
      const at = later(AT, seconds);
      for (const market of [asked, silent]) {
        market.quote(SPY, [660 + seconds / 10, 660.02 + seconds / 10], { at }).send(at);
        market.engine.passTime(later(at, 1));
      }
      asked.engine.chain("SPY");
      asked.engine.health();
    }

    expect(asked.engine.chain("SPY")).toEqual(silent.engine.chain("SPY"));
    expect(asked.engine.chain("SPY")?.atm).toBe(e4(661));
  });
});
