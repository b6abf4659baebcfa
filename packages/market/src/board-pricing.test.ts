import { minute } from "@smart0dte/domain/testing";
import { fitSmile, greeksOf, impliedVolatility, yearsOf } from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import { later, option, SPY, strikesAround, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const YEARS = yearsOf(330 * 60);
const BLACK = { at: AT, forward: 660.37, iv: 0.18 };

const quoted = (): TrialMarket => {
  const market = new TrialMarket().quote(SPY, [660.36, 660.38], { at: AT }).chain(BLACK);
  market.send(AT);
  return market;
};

const chainOf = (market: TrialMarket) => market.engine.chain("SPY") ?? expect.unreachable();
const readingOf = (market: TrialMarket) => market.engine.reading("SPY") ?? expect.unreachable();

describe("what the market engine knows of volatilities and Greeks", () => {
  it("is what the pricing package says of the same quotes, and nothing else", () => {
    const { rows, forward } = chainOf(quoted());
    const spot = forward ?? Number.NaN;
    for (const { strike, call, put } of rows) {
      const outside = strike / 10_000 >= spot ? call : put;
      const terms = { right: outside.right, spot, strike: strike / 10_000, years: YEARS };
      const flat = { ...terms, rate: 0, dividendYield: 0 };
      const { bid, ask } = outside.quote;
      if (bid === null || ask === null) {
        expect([call.iv, put.iv, call.delta]).toEqual([null, null, null]);
        continue;
      }
      const iv = impliedVolatility({ ...flat, price: (bid / 10_000 + ask / 10_000) / 2 });
      expect(iv).toEqual({ ok: true, value: call.iv });
      expect(put.iv).toBe(call.iv);
      for (const side of [call, put]) {
        const exact = greeksOf({ ...flat, right: side.right, volatility: call.iv ?? Number.NaN });
        expect([side.delta, side.gamma]).toEqual([exact.delta, exact.gamma]);
        expect(side.theta).toBeCloseTo(exact.theta / 8_760, 15);
        expect(side.vega).toBeCloseTo(exact.vega / 100, 15);
      }
    }
  });

  it("has the smile that is fitted to the board's own out-of-the-money quotes", () => {
    const { rows, forward, atmIv } = chainOf(quoted());
    const points = rows.flatMap(({ strike, call, put }) => {
      const { bid, ask } = (strike / 10_000 >= (forward ?? 0) ? call : put).quote;
      return bid === null || ask === null
        ? []
        : [{ strike: strike / 10_000, bid: bid / 10_000, ask: ask / 10_000 }];
    });

    expect(atmIv).toBe(fitSmile({ forward: forward ?? 0, years: YEARS, points })?.atmIv);
  });

  it("is the same volatility on the board and in the reading of all strikes", () => {
    const market = quoted();
    const { strikes } = readingOf(market);

    for (const { strike, call } of chainOf(market).rows)
      expect(strikes.find(({ listed }) => listed.strike === strike)?.midIv).toBe(call.iv);
  });

  it("depends on the quotes alone: neither on what was asked before nor on who asks", () => {
    const [asked, quiet] = [quoted(), quoted()];
    const next = later(AT, 1);
    for (const market of [asked, quiet]) {
      if (market === asked)
        for (let n = 0; n < 3; n += 1) [chainOf(market), readingOf(market), market.engine.analysis("SPY")];
      market.chain({ ...BLACK, at: next, iv: 0.21, strikes: strikesAround(662, 8) });
      market.quote(option(655, "P"), [9, 8], { at: next });
      market.send(next);
    }

    expect(chainOf(asked)).toEqual(chainOf(quiet));
    expect(readingOf(asked).strikes).toEqual(readingOf(quiet).strikes);
  });

  it("gives a chain back unchanged when another has been read meanwhile", () => {
    const market = quoted();
    const before = chainOf(market);
    const copy = structuredClone(before);
    market.chain({ ...BLACK, at: later(AT, 1), iv: 0.4 });
    market.send(later(AT, 1));
    chainOf(market);

    expect(before).toEqual(copy);
  });
});
