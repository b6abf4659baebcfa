import type { Bar } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, option, QQQ, SPY, TrialMarket } from "./testing/trial-market.ts";

const CALL = option(660, "C");
const MODELLED = { minuteSource: true, provenance: { src: "recorded", options: "modelled" } } as const;
const LONG = { underlying: 90_000_000, option: 90_000_000, index: 90_000_000 };

/** Minute of the start, open, high, low, close in dollars, volume. */
const shape = ({ start, open, high, low, close, volume }: Bar): readonly (number | null)[] => [
  (start - aSession().open) / 60e6,
  ...[open, high, low, close].map((price) => price / 10_000),
  volume,
];

describe("two-minute candles of prints", () => {
  it("open at even minutes and hold what was printed in them", () => {
    const market = new TrialMarket();
    const prints = [
      [0, 660, 100],
      [0.5, 661, 50],
      [1.9, 659, 25],
      [2, 662, 10],
    ] as const;
    for (const [at, price, size] of prints) market.trade(SPY, [price, size], { at: minute(at) });

    market.send(minute(3));

    expect(market.engine.bars(SPY).map(shape)).toEqual([
      [0, 660, 661, 659, 659, 175],
      [2, 662, 662, 662, 662, 10],
    ]);
  });

  it("are closed once their two minutes have passed", () => {
    const market = new TrialMarket();
    market
      .trade(SPY, [660, 100], { at: minute(1) })
      .trade(SPY, [660, 100], { at: minute(2) })
      .send(minute(2));
    const early = market.engine.bars(SPY).map(({ closed }) => closed);

    market.engine.passTime(minute(4));

    expect([early, market.engine.bars(SPY).map(({ closed }) => closed)]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it("never change after they closed: a late print counts when it comes", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 100], { at: minute(1) }).send(minute(2));

    market.trade(SPY, [670, 5], { at: minute(1.5) }).send(minute(2.1));

    expect(market.engine.bars(SPY).map(shape)).toEqual([
      [0, 660, 660, 660, 660, 100],
      [2, 670, 670, 670, 670, 5],
    ]);
  });

  it("leave out two minutes without a print", () => {
    const market = new TrialMarket();
    market
      .trade(SPY, [660, 1], { at: minute(1) })
      .trade(SPY, [661, 1], { at: minute(5) })
      .send(minute(5));

    expect(market.engine.bars(SPY).map(({ start }) => start)).toEqual([minute(0), minute(4)]);
  });

  it("run to the close of the options, the last one cut short, and take nothing from outside", () => {
    const market = new TrialMarket();
    for (const at of [-1, 404.5, 405.5]) market.trade(SPY, [660 + at, 1], { at: minute(at) });
    market.send(minute(405.5));

    expect(market.engine.bars(SPY).map(({ start, closed, close }) => [start, closed, close])).toEqual([
      [minute(404), true, 10_645_000],
    ]);
  });

  it("of the running and the last two minutes are what a screen refreshes", () => {
    const market = new TrialMarket();
    for (const at of [1, 3, 5]) market.trade(SPY, [660, 1], { at: minute(at) });
    market.trade(QQQ, [600, 1], { at: minute(3) }).send(minute(5));

    const recent = market.engine.recentBars().map(({ instrument, start }) => [instrument, start]);

    expect(recent).toEqual([
      [SPY, minute(2)],
      [SPY, minute(4)],
      [QQQ, minute(2)],
    ]);
  });

  it("pass over a print marked bad, without a price or of a negative size", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 1], { at: minute(1) });

    market.trade(SPY, [700, 9], { at: minute(1), flags: 1 }).trade(SPY, [0, 9], { at: minute(1) });
    market.trade(SPY, [661, -9], { at: minute(1) }).send(minute(1));

    expect(market.engine.bars(SPY).map(shape)).toEqual([[0, 660, 660, 660, 660, 1]]);
    expect(market.engine.lastPrint("SPY")).toEqual({ price: 6_600_000, at: minute(1) });
  });
});

describe("two-minute candles of minute bars", () => {
  it("hold the two minutes that ended in them", () => {
    const market = new TrialMarket(MODELLED);
    market.bar(SPY, minute(1), { close: 660, high: 662, volume: 100 }).send(minute(1));
    market.bar(SPY, minute(2), { close: 661, volume: 50 }).send(minute(2));
    market.bar(SPY, minute(3), { close: 663, volume: 7 }).send(minute(3));

    expect(market.engine.bars(SPY).map(shape)).toEqual([
      [0, 660, 662, 660, 661, 150],
      [2, 663, 663, 663, 663, 7],
    ]);
    expect(market.engine.bars(SPY).map(({ closed }) => closed)).toEqual([true, false]);
  });

  it("have no volume where a part of it is unknown", () => {
    const market = new TrialMarket(MODELLED);
    market.bar(SPY, minute(1), { close: 660, volume: null }).bar(SPY, minute(2), { close: 660, volume: 100 });
    market.bar(SPY, minute(3), { close: 660, volume: 0 }).send(minute(3));

    expect(market.engine.bars(SPY).map(({ volume }) => volume)).toEqual([null, 0]);
  });

  it("end with the session's last minute", () => {
    const market = new TrialMarket(MODELLED);
    market.bar(SPY, minute(390), { close: 660 }).send(minute(390));

    expect(market.engine.bars(SPY).map(({ start, closed }) => [start, closed])).toEqual([
      [minute(388), true],
    ]);
  });
});

describe("two-minute candles of an option", () => {
  it("hold its admissible mids and the volume of its prints", () => {
    const market = new TrialMarket();
    market.quote(CALL, [1, 1.02], { at: minute(1) }).trade(CALL, [1.02, 30], { at: minute(1) });
    market.quote(CALL, [1.1, 1.12], { at: minute(1.5) }).send(minute(1.5));

    expect(market.engine.bars(CALL).map(shape)).toEqual([[0, 1.01, 1.11, 1.01, 1.11, 30]]);
  });

  it("take no mid that a chain would not show", () => {
    const market = new TrialMarket();
    const at = minute(1);
    market.quote(CALL, [1, 1.02], { at });
    for (const sides of [
      [1.9, 1.8],
      [0.1, 9],
      [null, null],
      [5, null],
    ] as const)
      market.quote(CALL, sides, { at });
    market.quote(CALL, [3, 3.02], { at, flags: 1 });
    market.status(SPY, at, true).quote(CALL, [4, 4.02], { at }).send(at);

    expect(market.engine.bars(CALL).map(shape)).toEqual([[0, 1.01, 1.01, 1.01, 1.01, 0]]);
  });

  it("take no mid that came too late, yet all of a batch that spans more than the age limit", () => {
    const market = new TrialMarket();
    market.engine.passTime(minute(1));

    market.quote(CALL, [9, 9.02], { at: later(minute(1), -6) });
    market.quote(CALL, [1, 1.02], { at: minute(1) }).quote(CALL, [2, 2.02], { at: later(minute(1), 20) });
    market.send(later(minute(1), 20));

    expect(market.engine.bars(CALL).map(shape)).toEqual([[0, 1.01, 2.01, 1.01, 2.01, 0]]);
  });

  it("of a minute source belong to the minute that was told, like its underlying's, and have no volume", () => {
    const market = new TrialMarket({ ...MODELLED, ageLimits: LONG });
    for (const end of [1, 2, 3]) {
      market.bar(SPY, minute(end), { close: 660 });
      market.quote(CALL, [end, end + 0.02], { at: minute(end), how: "modelled" }).send(minute(end));
    }

    expect(market.engine.bars(CALL).map(shape)).toEqual([
      [0, 1.01, 2.01, 1.01, 2.01, null],
      [2, 3.01, 3.01, 3.01, 3.01, null],
    ]);
    expect(market.engine.bars(CALL).map(({ how }) => how)).toEqual(["modelled", "modelled"]);
  });
});
