import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { later, option, QQQ, SPY, TrialMarket } from "./testing/trial-market.ts";

describe("a minute of prints", () => {
  it("is known once its end has passed, with records or without", () => {
    const market = new TrialMarket();
    const prints = [
      [0.1, 660, 100],
      [0.5, 662, 10],
      [0.7, 659, 5],
      [0.9, 661, 1],
    ] as const;
    for (const [at, price, size] of prints) market.trade(SPY, [price, size], { at: minute(at) });

    const during = market.send(minute(0.9));
    const before = market.engine.passTime(later(minute(1), -0.000001));
    const after = market.engine.passTime(minute(1));
    const again = market.engine.passTime(minute(1.1));

    expect([during, before, again]).toEqual([[], [], []]);
    expect(after).toEqual([
      {
        ticker: "SPY",
        end: minute(1),
        open: 6_600_000,
        high: 6_620_000,
        low: 6_590_000,
        close: 6_610_000,
        volume: 116,
      },
    ]);
  });

  it("ends before a print of exactly its end, which opens the next", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 1], { at: minute(0.5) }).trade(SPY, [670, 2], { at: minute(1) });

    const first = market.send(minute(1));
    const second = market.engine.passTime(minute(2));

    expect([...first, ...second].map(({ end, close, volume }) => [end, close, volume])).toEqual([
      [minute(1), 6_600_000, 1],
      [minute(2), 6_700_000, 2],
    ]);
  });

  it("is absent where nothing was printed in it", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 1], { at: minute(0.5) }).trade(SPY, [661, 1], { at: minute(3.5) });

    expect(market.send(minute(4)).map(({ end }) => end)).toEqual([minute(1), minute(4)]);
  });

  it("is told in the order of its end, whichever ticker printed first", () => {
    const market = new TrialMarket();
    market.trade(QQQ, [600, 1], { at: minute(0.5) });
    for (const at of [0.5, 1.5, 2.5]) market.trade(SPY, [660, 1], { at: minute(at) });

    expect(market.send(minute(3)).map(({ ticker, end }) => [ticker, end])).toEqual([
      ["SPY", minute(1)],
      ["QQQ", minute(1)],
      ["SPY", minute(2)],
      ["SPY", minute(3)],
    ]);
  });

  it("is never told twice: a print that comes late counts when it comes", () => {
    const market = new TrialMarket();
    market.trade(SPY, [660, 1], { at: minute(0.5) }).send(minute(1));

    market.trade(SPY, [670, 7], { at: minute(0.8) }).send(minute(1.2));

    expect(market.engine.passTime(minute(2)).map(({ end, volume }) => [end, volume])).toEqual([
      [minute(2), 7],
    ]);
  });

  it("lies in the session: prints before the open and from the close on make none", () => {
    const market = new TrialMarket();
    const prints = [
      [-1, 650],
      [0, 660],
      [389.9, 661],
      [390, 662],
      [395, 663],
    ] as const;
    for (const [at, price] of prints) market.trade(SPY, [price, 1], { at: minute(at) });

    expect(market.send(minute(400)).map(({ end, close }) => [end, close])).toEqual([
      [minute(1), 6_600_000],
      [minute(390), 6_610_000],
    ]);
    expect(market.engine.watch()[0]).toMatchObject({
      sessionOpen: 6_600_000,
      last: 6_630_000,
      lastAt: minute(395),
    });
  });
});

describe("a minute bar", () => {
  it("is a minute of its own, known when it comes", () => {
    const market = new TrialMarket({ minuteSource: true });

    const told = market.bar(SPY, minute(1), { close: 660, high: 661, volume: null }).send(minute(1));

    expect(told).toEqual([
      {
        ticker: "SPY",
        end: minute(1),
        open: 6_600_000,
        high: 6_610_000,
        low: 6_600_000,
        close: 6_600_000,
        volume: null,
      },
    ]);
    expect(market.engine.passTime(minute(2))).toEqual([]);
  });

  it.each([
    ["before its end", SPY, minute(2), 660],
    ["of no underlying", option(660, "C"), minute(1), 660],
    ["without a price", SPY, minute(1), 0],
  ])("%s is our bug", (_, instrument, end, close) => {
    const market = new TrialMarket({ minuteSource: true });

    expect(() => market.bar(instrument, end, { close }).send(minute(1))).toThrow("A minute bar");
  });

  it("told twice is our bug", () => {
    const market = new TrialMarket({ minuteSource: true });
    market.bar(SPY, minute(1), { close: 660 }).send(minute(1));

    expect(() => market.bar(SPY, minute(1), { close: 660 }).send(minute(2))).toThrow("out of order");
  });
});

describe("the watch strip", () => {
  it("names each ticker of the source with its number, last price, opening and close before", () => {
    const market = new TrialMarket({ previousCloses: { SPY: 6_550_000 as never } });

    market
      .quote(SPY, [660, 660.01], { at: minute(1) })
      .trade(SPY, [660, 1], { at: minute(1) })
      .send(minute(1));

    expect(market.engine.watch()).toMatchObject([
      { ticker: "SPY", instrument: SPY, last: 6_600_000, sessionOpen: 6_600_000, previousClose: 6_550_000 },
      { ticker: "QQQ", instrument: QQQ, last: null, lastAt: null, sessionOpen: null, previousClose: null },
    ]);
    expect(market.engine.lastPrint("QQQ")).toBeNull();
  });
});
