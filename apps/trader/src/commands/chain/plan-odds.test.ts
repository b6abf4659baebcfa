import { feeTableOn, usdE4, type IsoDate } from "@smart0dte/domain";
import { aLeg, aMarket, aQuote } from "@smart0dte/domain/testing";
import { fitSmile } from "@smart0dte/pricing";
import { economicsOf } from "@smart0dte/strategy";
import { describe, expect, it } from "vitest";
import { shapeOdds } from "./plan-odds.ts";
import { cumulative, plainPrice } from "./testing/plain-black.ts";

const forward = 663;
const years = 4 / 8760;
const VOLATILITY = 0.15;

/** Three quotes bear one volatility for all strikes: a plain lognormal density, whose odds a textbook knows. */
const smile =
  fitSmile({
    forward,
    years,
    points: [659, 663, 667].map((strike) => {
      const right = strike < forward ? "P" : "C";
      const value = plainPrice({ right, forward, strike, years }, VOLATILITY);
      return { strike, bid: value - 1e-6, ask: value + 1e-6 };
    }),
  }) ?? expect.unreachable("no smile");

const fees = feeTableOn("2026-08-14" as IsoDate);
const legs = [aLeg(661, "P", -1), aLeg(659, "P", 1)];
const quoteOf = aMarket({ 10_661: aQuote(0.62, 0.64), 10_659: aQuote(0.2, 0.22) });
const priced = economicsOf(legs, quoteOf, fees) ?? expect.unreachable("not priced");

/** N(-d2): that a lognormal price ends below. */
const below = (price: number): number => {
  const deviation = VOLATILITY * Math.sqrt(years);
  return cumulative(-(Math.log(forward / price) / deviation - deviation / 2));
};

describe("the odds of a package under the smile's own density", () => {
  const odds = shapeOdds(legs, priced, { smile, growth: 1 });

  it("count as profit only what lies above entry and all costs", () => {
    // 0.40 of credit less 0.0283 of fees: the fees move the break-even from 660.60 to 660.6283
    expect(odds.probabilityOfProfit).toBeCloseTo(1 - below(660.6 + priced.costs / 1_000_000), 5);
    expect(odds.probabilityOfProfit).not.toBeCloseTo(1 - below(660.6), 3);
  });

  it("expect what the legs are worth, less what was paid for them and the costs", () => {
    const value = (strike: number) => plainPrice({ right: "P", forward, strike, years }, VOLATILITY);
    const worth = value(659) - value(661);

    expect(odds.expectedValue).toBeCloseTo(100 * (worth + 0.4) - priced.costs / 10_000, 3);
  });

  it("of a condor are those of ending between its break-evens after costs", () => {
    const wings = [aLeg(659, "P", 1), aLeg(661, "P", -1), aLeg(665, "C", -1), aLeg(667, "C", 1)];
    const market = aMarket({
      10_659: aQuote(0.2, 0.22),
      10_661: aQuote(0.62, 0.64),
      665: aQuote(0.62, 0.64),
      667: aQuote(0.2, 0.22),
    });
    const condor = economicsOf(wings, market, fees) ?? expect.unreachable("not priced");
    const kept = 0.8 - condor.costs / 1_000_000;

    const { probabilityOfProfit } = shapeOdds(wings, condor, { smile, growth: 1 });

    expect(probabilityOfProfit).toBeCloseTo(below(665 + kept) - below(661 - kept), 5);
  });

  it("weigh a payoff of a later day at what it is worth today", () => {
    const grown = shapeOdds(legs, { ...priced, natural: usdE4(0), costs: usdE4(0) }, { smile, growth: 2 });
    const plain = shapeOdds(legs, { ...priced, natural: usdE4(0), costs: usdE4(0) }, { smile, growth: 1 });

    expect(grown.expectedValue).toBeCloseTo(plain.expectedValue / 2, 9);
  });
});
