import type { HeldContract } from "@smart0dte/domain";
import { aContract, aSession, minute } from "@smart0dte/domain/testing";
import { allGreeksOf, yearsOf } from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import type { ChainReading } from "./chain-reading.ts";
import { tickerLadder, weighedLegs } from "./position-ladder.ts";
import { later, option, SPY, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const AXES = { moves: [-0.005, 0, 0.005], moments: [0, 900, 1_800] };

function readingAt(at = AT, over: (market: TrialMarket) => TrialMarket = (market) => market): ChainReading {
  const market = new TrialMarket()
    .quote(SPY, [660.36, 660.38], { at })
    .chain({ at, forward: 660.37, iv: 0.18 });
  over(market).send(at);
  return market.engine.reading("SPY") ?? expect.unreachable("no reading");
}

const held = (strike: number, right: "C" | "P", quantity: number): HeldContract => ({
  contract: aContract(strike, right),
  quantity,
});

describe("a position's ladder", () => {
  it("is the sum of Black's values and Greeks now, in 15 and 30 minutes, and what exercise pays at the close", () => {
    const legs = weighedLegs(readingAt(), [held(660, "P", -2), held(655, "P", 2)]);
    const ladder = legs.ok ? tickerLadder(legs.value, AXES) : legs;
    if (!ladder.ok) return expect.unreachable(ladder.error.code);
    const { rungs, spots, forward } = ladder.value;

    expect(forward).toBeCloseTo(660.37, 3);
    expect(rungs.map(({ after, secondsToClose }) => [after, secondsToClose])).toEqual([
      [0, 19_800],
      [900, 18_900],
      [1_800, 18_000],
      [19_800, 0],
    ]);
    for (const { secondsToClose, cells } of rungs.slice(0, -1))
      cells.forEach((cell, n) => {
        const at = (strike: number) =>
          allGreeksOf({
            right: "P",
            strike,
            spot: spots[n] ?? Number.NaN,
            years: yearsOf(secondsToClose),
            volatility: 0.18,
            rate: 0,
            dividendYield: 0,
          });
        const [short, long] = [at(660), at(655)];
        expect(cell.value).toBeCloseTo(2 * (long.price - short.price), 1);
        expect(cell.delta).toBeCloseTo(2 * (long.delta - short.delta), 2);
        expect(cell.gamma).toBeCloseTo(2 * (long.gamma - short.gamma), 2);
        expect(cell.theta).toBeCloseTo((2 * (long.theta - short.theta)) / 8_760, 1);
      });
    const [low, , high] = rungs.at(-1)?.cells ?? [];
    expect(low?.value).toBeCloseTo(-2 * (660 - 660.37 * 0.995), 2);
    expect(high).toMatchObject({ value: 0, delta: 0 });
  });

  it("gives no delta at the close exactly on a strike", () => {
    const legs = weighedLegs(readingAt(), [held(660, "C", 1)]);
    if (!legs.ok) return expect.unreachable();
    const onStrike = { moves: [660 / legs.value.forward - 1], moments: [] };
    const ladder = tickerLadder({ ...legs.value, forward: 660 }, { ...onStrike, moves: [0] });

    expect(ladder.ok && ladder.value.rungs[0]?.cells[0]).toMatchObject({ value: 0, delta: null });
  });

  it("keeps the volatility of the strike's own quote, else that of the fit, and says which", () => {
    const crossed = (market: TrialMarket): TrialMarket =>
      market.quote(option(662, "C"), [1.5, 1], { at: AT });
    const legs = weighedLegs(readingAt(AT, crossed), [
      held(662, "C", 1),
      held(662, "P", 1),
      held(663, "C", 1),
    ]);

    expect(legs.ok && legs.value.legs.map(({ ivFrom }) => ivFrom)).toEqual(["smile", "smile", "quote"]);
    expect(legs.ok && legs.value.legs[0]?.iv).toBeCloseTo(0.18, 2);
  });

  it("leaves the moments out that lie beyond the close", () => {
    const at = later(aSession().close, -1_000);
    const legs = weighedLegs(readingAt(at), [held(660, "C", 1)]);
    const ladder = legs.ok ? tickerLadder(legs.value, AXES) : legs;

    expect(ladder.ok && ladder.value.rungs.map(({ secondsToClose }) => secondsToClose)).toEqual([
      1_000, 100, 0,
    ]);
  });
});

describe("no ladder", () => {
  it("is there of a contract that is not today's or not listed", () => {
    const another = {
      ...held(660, "C", 1),
      contract: aContract(660, "C", { expiry: "2026-03-16" as never }),
    };

    expect(weighedLegs(readingAt(), [another])).toEqual({
      ok: false,
      error: { code: "unknownContract", symbol: "SPY260316C00660000" },
    });
    expect(weighedLegs(readingAt(), [held(900, "C", 1)])).toMatchObject({
      error: { code: "unknownContract" },
    });
  });

  it("is there after the close, nor without a forward", () => {
    const { close } = aSession();
    expect(weighedLegs(readingAt(close), [held(660, "C", 1)])).toMatchObject({ error: { code: "closed" } });

    const market = new TrialMarket()
      .quote(SPY, [660.36, 660.38], { at: AT })
      .chain({ at: AT, forward: 660.37, iv: 0.18 });
    market.send(AT);
    market.send(later(AT, 60));
    const stale = market.engine.reading("SPY") ?? expect.unreachable("no reading");
    expect(weighedLegs(stale, [held(660, "C", 1)])).toMatchObject({
      error: { code: "noForward", ticker: "SPY" },
    });
  });
});
