import type { ChainAnalysis, Result } from "@smart0dte/domain";
import { aSession, minute } from "@smart0dte/domain/testing";
import { allGreeksOf, yearsOf } from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import { later, option, SPY, strikesAround, TrialMarket } from "./testing/trial-market.ts";

const AT = minute(60);
const BLACK = { at: AT, forward: 660.37, iv: 0.18 };
const YEARS = yearsOf(330 * 60);

const quoted = (): TrialMarket => new TrialMarket().quote(SPY, [660.36, 660.38], { at: AT }).chain(BLACK);

function analysisOf(market: TrialMarket, now = AT): ChainAnalysis {
  market.send(now);
  return market.engine.analysis("SPY") ?? expect.unreachable("no analysis");
}

const known = <Value>(result: Result<Value, unknown>): Value =>
  result.ok ? result.value : expect.unreachable(String(result.error));

describe("the analysis of a chain made of Black's prices", () => {
  it("has each strike's volatility from its out-of-the-money side, the fit through them", () => {
    const { quotes, smile, forward } = analysisOf(quoted());

    expect(forward).toBeCloseTo(660.37, 3);
    expect(quotes.map(({ strike }) => strike / 10_000)).toEqual(strikesAround(660, 20));
    for (const { strike, right, bidIv, midIv, askIv, why } of quotes) {
      expect(right).toBe(strike >= 6_603_700 ? "C" : "P");
      if (midIv === null) continue;
      expect(why).toBeNull();
      expect(midIv).toBeCloseTo(0.18, 3);
      expect(bidIv).toBeLessThan(midIv);
      expect(askIv).toBeGreaterThan(midIv);
    }
    const { curve, atmIv, inside } = known(smile);
    expect(atmIv).toBeCloseTo(0.18, 3);
    expect(inside).toBe(1);
    expect(curve).toHaveLength(61);
  });

  it("names the quotes that give no middle", () => {
    const market = quoted()
      .quote(option(670, "C"), [null, 0.03], { at: AT })
      .quote(option(663, "C"), [1, 0.9], { at: AT });
    const { quotes } = analysisOf(market);
    const at = (strike: number) => quotes.find((quote) => quote.strike === strike * 10_000);

    expect(at(670)).toMatchObject({ bidIv: null, midIv: null, why: "noBid" });
    expect(at(670)?.askIv).toBeGreaterThan(0.1);
    expect(at(663)).toMatchObject({ bidIv: null, midIv: null, askIv: null, why: "crossed" });
  });

  it("has a density of total one whose quantiles and moves agree with the lognormal it came from", () => {
    const { density, moves } = analysisOf(quoted());
    const { curve, quantiles } = known(density);
    const total = curve.reduce((sum, [price, height], n) => {
      const [before, low] = curve[n - 1] ?? [price, height];
      return sum + ((price - before) * (height + low)) / 2;
    }, 0);

    expect(total).toBeCloseTo(1, 2);
    expect(quantiles.find(({ share }) => share === 0.5)?.price).toBeCloseTo(660.37, 0);
    const sd = 660.37 * 0.18 * Math.sqrt(YEARS);
    const [straddle85, straddle, deviation] = known(moves);
    expect([straddle85?.name, straddle?.name, deviation?.name]).toEqual([
      "straddle85",
      "straddle",
      "deviation",
    ]);
    expect(deviation?.width).toBeCloseTo(sd, 1);
    expect((straddle?.width ?? 0) / sd).toBeCloseTo(Math.sqrt(2 / Math.PI), 3);
    expect(straddle85?.width).toBeCloseTo(0.85 * (straddle?.width ?? 0), 9);
    expect(straddle85?.lognormal).toBeCloseTo(0.502, 2);
    expect(straddle?.lognormal).toBeCloseTo(0.575, 2);
    expect(deviation?.lognormal).toBeCloseTo(0.683, 2);
    for (const { coverage, lognormal } of known(moves)) expect(coverage).toBeCloseTo(lognormal, 1);
  });

  it("has exposures by open interest: dollars per 1 %, per point, per minute", () => {
    const market = quoted()
      .openInterest(option(662, "C"), AT, 1_000)
      .openInterest(option(658, "P"), AT, 3_000);
    const { total, strikes, callWall, putWall, flips } = known(analysisOf(market).openInterest);
    const greeks = (right: "C" | "P", strike: number) =>
      allGreeksOf({
        right,
        strike,
        spot: 660.37,
        years: YEARS,
        volatility: 0.18,
        rate: 0,
        dividendYield: 0,
      });
    const [call, put] = [greeks("C", 662), greeks("P", 658)];
    const dollars = 100 * 660.37;

    const sum = (of: "gamma" | "vanna" | "charm"): number => dollars * (1_000 * call[of] - 3_000 * put[of]);
    expect(total.gamma / (sum("gamma") * 660.37 * 0.01)).toBeCloseTo(1, 2);
    expect(total.vanna / (sum("vanna") * 0.01)).toBeCloseTo(1, 1);
    expect(total.charm / (sum("charm") / 525_600)).toBeCloseTo(1, 1);
    expect(strikes.map(({ strike }) => strike)).toEqual([658, 662]);
    expect([callWall, putWall]).toEqual([662, 658]);
    expect(flips).toHaveLength(1);
  });

  it("has exposures by signed flow: dealers short what customers bought", () => {
    const market = quoted();
    const { openInterest, signedFlow } = analysisOf(market);
    expect([openInterest, signedFlow]).toEqual([
      { ok: false, error: "noOpenInterest" },
      { ok: false, error: "noSignedPrint" },
    ]);

    const now = later(AT, 1);
    market.quote(option(661, "C"), [2, 2.1], { at: AT }).trade(option(661, "C"), [2.1, 40], { at: now });
    const { total, callWall, putWall } = known(analysisOf(market, now).signedFlow);

    expect(total.gamma).toBeLessThan(0);
    expect([callWall, putWall]).toEqual([661, null]);
  });

  it("weighs by the fit what has no admissible quote of its own", () => {
    const market = quoted()
      .quote(option(664, "C"), [1, 0.9], { at: AT })
      .openInterest(option(664, "C"), AT, 10);
    const { strikes, left } = known(analysisOf(market).openInterest);

    expect([strikes.length, left]).toEqual([1, 0]);
  });
});

describe("what cannot be read", () => {
  it("is nothing while nothing says where the money is", () => {
    expect(new TrialMarket().engine.analysis("SPY")).toBeNull();
    expect(quoted().engine.analysis("QQQ")).toBeNull();
  });

  it("is named once the session is over", () => {
    const market = quoted().openInterest(option(662, "C"), AT, 1_000);
    market.send(AT);
    const close = aSession().close;
    const { smile, density, moves, openInterest, secondsToClose } = analysisOf(market, close);

    expect(secondsToClose).toBe(0);
    for (const part of [smile, density, moves, openInterest])
      expect(part).toEqual({ ok: false, error: "closed" });
  });

  it("is named where the quotes have gone stale", () => {
    const market = quoted().openInterest(option(662, "C"), AT, 1_000);
    market.send(AT);
    const { smile, openInterest, quotes } = analysisOf(market, later(AT, 60));

    expect(smile).toEqual({ ok: false, error: "noForward" });
    expect(openInterest).toEqual({ ok: false, error: "noForward" });
    expect(quotes.map(({ why }) => why)).toEqual(quotes.map(() => "stale"));
  });

  it("is still read in the last microsecond, or named", () => {
    const close = aSession().close;
    for (const left of [1e-6, 1e-3, 1]) {
      const at = later(close, -left);
      const market = new TrialMarket()
        .quote(SPY, [660.36, 660.38], { at })
        .chain({ ...BLACK, at })
        .openInterest(option(660, "C"), at, 10);
      const analysis = analysisOf(market, at);
      expect(JSON.stringify(analysis)).not.toContain("null,null,null,NaN");
      for (const part of [analysis.smile, analysis.openInterest]) expect(typeof part.ok).toBe("boolean");
    }
  });

  it("changes nothing: what is read again is the same", () => {
    const market = quoted();
    const first = analysisOf(market);

    expect(market.engine.analysis("SPY")).toEqual(first);
  });
});
