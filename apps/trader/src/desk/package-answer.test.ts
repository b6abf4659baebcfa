import {
  epochMicros,
  type DeskReply,
  type HeldContract,
  type PackageView,
  type Right,
} from "@smart0dte/domain";
import { greeksOf, yearsOf } from "@smart0dte/pricing";
import { beforeAll, describe, expect, it } from "vitest";
import type { DeskRun } from "../sequencer/desk-run.ts";
import { aMarket, aRun, MORNING } from "../testing/simulated-morning.ts";
import { ladderAnswer } from "./ladder-answer.ts";
import { packageAnswer } from "./package-answer.ts";

const viewOf = (reply: DeskReply): PackageView =>
  reply.kind === "package" ? reply.view : expect.unreachable(JSON.stringify(reply));

describe("the desk's answer to a picked package", () => {
  let run: DeskRun;

  beforeAll(() => {
    run = aRun();
    const market = aMarket();
    const { open } = MORNING.session;
    run.take(run.stamp({ kind: "instruments", listings: market.listings }, open));
    for (let n = 1; n <= 20; n += 1) {
      const now = epochMicros(open + n * 250_000);
      run.take(run.stamp({ kind: "market", batch: market.advance(now) }, now));
    }
  });

  const reading = () => run.pipeline.market.reading("SPY") ?? expect.unreachable();
  /** A contract so many strikes above the money. */
  const leg = (steps: number, right: Right, quantity: number): HeldContract => {
    const { board } = reading();
    const place = board.strikes.findIndex(({ strike }) => strike === board.middle) + steps;
    const { strike } = board.strikes[place] ?? expect.unreachable();
    return { quantity, contract: { kind: "option", root: "SPY", expiry: board.expiry, right, strike } };
  };
  const asked = (...legs: HeldContract[]): PackageView => viewOf(packageAnswer(run, legs));

  it("prices a vertical at executable sides, both ways, and says exactly what it may end with", () => {
    const legs = [leg(0, "C", 1), leg(3, "C", -1)];
    const { market, legs: weighed, shape, at } = asked(...legs);
    const [near, far] = weighed.map(({ quote }) => quote);
    if (!market.ok) expect.unreachable();
    const { bid, mid, ask, maxLoss, maxProfit, breakEvens, costs } = market.value;
    const width = (legs[1]?.contract.strike ?? 0) - (legs[0]?.contract.strike ?? 0);

    expect(at).toBe(run.at);
    expect(ask).toBe((near?.ask ?? 0) - (far?.bid ?? 0));
    expect(bid).toBe((near?.bid ?? 0) - (far?.ask ?? 0));
    expect(bid).toBeLessThan(mid);
    expect(mid).toBeLessThan(ask);
    expect(maxLoss).toBe(100 * ask);
    expect(maxProfit).toBe(100 * (width - ask));
    expect(breakEvens).toEqual([((legs[0]?.contract.strike ?? 0) + ask) / 10_000]);
    // four contracts in and out at about 0.71 dollars each
    expect(costs).toBeGreaterThan(4 * 7_000);
    expect(costs).toBeLessThan(4 * 7_500);
    expect(shape).toEqual({ name: "callDebitVertical", isTraded: true, isNaked: false });
  });

  it("has the Greeks of its legs together, of a hundred shares each, per hour and per point", () => {
    const { greeks, legs } = asked(leg(-1, "P", -2), leg(2, "C", 1));
    const { forward, secondsToClose } = reading();
    const years = yearsOf(secondsToClose);
    const sum = { delta: 0, gamma: 0, theta: 0, vega: 0 };
    for (const { contract, quantity, volatility } of legs) {
      const one = greeksOf({
        right: contract.right,
        spot: forward ?? 0,
        strike: contract.strike / 10_000,
        years,
        volatility: volatility?.iv ?? Number.NaN,
        rate: 0,
        dividendYield: 0,
      });
      sum.delta += 100 * quantity * one.delta;
      sum.gamma += 100 * quantity * one.gamma;
      sum.theta += (100 * quantity * one.theta) / 8_760;
      sum.vega += quantity * one.vega;
    }

    if (!greeks.ok) expect.unreachable();
    for (const name of ["delta", "gamma", "theta", "vega"] as const)
      expect(greeks.value[name] / sum[name]).toBeCloseTo(1, 12);
  });

  it("has the same delta and theta as the first rung of its ladder", () => {
    const legs = [leg(0, "C", 1), leg(3, "C", -1)];
    const { greeks } = asked(...legs);
    const ladder = ladderAnswer(run, { kind: "contracts", held: legs }, { width: 0.01, points: 3 });
    if (ladder.kind !== "ladder" || !greeks.ok) expect.unreachable();
    const now = ladder.view.tickers[0]?.rungs[0]?.cells[1];

    expect(greeks.value.delta / (100 * (now?.delta ?? 0))).toBeCloseTo(1, 9);
    expect(greeks.value.theta / (100 * (now?.theta ?? 0))).toBeCloseTo(1, 9);
  });

  it("expects of the market's own density about what half the spread and the fees take", () => {
    const { odds, market } = asked(leg(-4, "P", 1), leg(-2, "P", -1), leg(2, "C", -1), leg(4, "C", 1));
    if (!odds.ok || !market.ok) expect.unreachable();
    const { mid, ask, costs } = market.value;

    const taken = (100 * (ask - mid) + costs) / 10_000;
    expect(Math.abs(odds.value.expectedValue + taken)).toBeLessThan(5);
    expect(odds.value.probabilityOfProfit).toBeGreaterThan(0.02);
    expect(odds.value.probabilityOfProfit).toBeLessThan(0.98);
  });

  it("leaves unlimited what has no limit, and names what is sold bare and what is not traded", () => {
    const naked = asked(leg(1, "C", -1));
    const straddle = asked(leg(0, "C", 1), leg(0, "P", 1));

    expect(naked.market.ok && naked.market.value.maxLoss).toBeNull();
    expect(naked.market.ok && naked.market.value.maxProfit).toBeGreaterThan(0);
    expect(naked.shape).toEqual({ name: "shortCall", isTraded: false, isNaked: true });
    expect(straddle.market.ok && straddle.market.value.maxProfit).toBeNull();
    expect(straddle.shape).toEqual({ name: "longStraddle", isTraded: false, isNaked: false });
    expect(asked(leg(0, "C", 2), leg(3, "C", -1)).shape.name).toBeNull();
  });

  it("refuses a contract that is not of today, of another ticker, and of nothing", () => {
    const near = leg(0, "C", 1);
    const odd = { ...near, contract: { ...near.contract, strike: 10 as typeof near.contract.strike } };
    const other = { ...near, contract: { ...near.contract, root: "QQQ" as const } };

    for (const held of [[near, odd], [near, other], []])
      expect(packageAnswer(run, held)).toMatchObject({ kind: "noPackage", why: { code: "unknownContract" } });
  });

  it("changes nothing in the run", () => {
    const { seq, at } = run;
    asked(leg(0, "C", 1));

    expect([run.seq, run.at]).toEqual([seq, at]);
  });
});
