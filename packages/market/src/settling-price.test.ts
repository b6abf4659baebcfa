import { ALL_INSTRUMENTS } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, QQQ, SPY, TrialMarket } from "./testing/trial-market.ts";

const CLOSE = aSession().close;
const before = (seconds: number): typeof CLOSE => later(CLOSE, -seconds);

function settled(market: TrialMarket, now = CLOSE): number | null {
  market.send(now);
  return market.engine.settlingPrice("SPY");
}

describe("the price that decides exercise", () => {
  it("is the last print at or before the close", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 1], { at: before(1) }).trade(SPY, [661, 1], { at: CLOSE });
    market.trade(SPY, [670, 1], { at: later(CLOSE, 0.000001) });

    expect(settled(market, later(CLOSE, 1))).toBe(6_610_000);
  });

  it("is the last minute's close of a minute source", () => {
    const market = new TrialMarket({ minuteSource: true });

    expect(settled(market.bar(SPY, CLOSE, { close: 662.5 }))).toBe(6_625_000);
  });

  it("is not known before the close", () => {
    const market = new TrialMarket();

    expect(settled(market.trade(SPY, [660, 1], { at: before(1) }), before(0.000001))).toBeNull();
  });

  it("does not change with what comes later, however it is stamped", () => {
    const market = new TrialMarket();
    const first = settled(market.trade(SPY, [660, 1], { at: before(1) }), later(CLOSE, 1));

    market.trade(SPY, [670, 1], { at: before(0.5) }).trade(SPY, [680, 1], { at: later(CLOSE, 2) });
    market.gap(SPY, later(CLOSE, 3)).status(SPY, later(CLOSE, 4), true);

    expect([first, settled(market, minute(405))]).toEqual([6_600_000, 6_600_000]);
  });

  it.each([
    ["five minutes before the close", 300, 6_600_000],
    ["a microsecond more", 300.000001, null],
  ])("with a last print %s is %3$s", (_, seconds, expected) => {
    const market = new TrialMarket();

    expect(settled(market.trade(SPY, [660, 1], { at: before(seconds) }))).toBe(expected);
  });

  it("is none without a print", () => {
    const market = new TrialMarket();

    expect(settled(market.trade(QQQ, [600, 1], { at: before(1) }))).toBeNull();
  });

  it("is none while a halt stands at the close, and is there when the halt has ended before", () => {
    const halted = new TrialMarket();
    halted.trade(SPY, [660, 1], { at: before(60) }).status(SPY, before(30), true);
    halted.status(SPY, later(CLOSE, 5), false);
    const resumed = new TrialMarket();
    resumed
      .trade(SPY, [660, 1], { at: before(60) })
      .status(SPY, before(30), true)
      .status(SPY, before(20), false);

    expect([settled(halted, later(CLOSE, 10)), settled(resumed)]).toEqual([null, 6_600_000]);
  });

  it("is none when the feed broke after the last print", () => {
    const broken = new TrialMarket()
      .trade(SPY, [660, 1], { at: before(60) })
      .gap(ALL_INSTRUMENTS, before(30));
    const mended = new TrialMarket().trade(SPY, [660, 1], { at: before(60) }).gap(SPY, before(30));
    mended.trade(SPY, [661, 1], { at: before(10) });

    expect([settled(broken), settled(mended)]).toEqual([null, 6_610_000]);
  });
});
