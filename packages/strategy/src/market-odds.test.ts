import { feeTableOn, usdE4, type Leg } from "@smart0dte/domain";
import { aChain, aLeg, aQuote, aSession } from "@smart0dte/domain/testing";
import {
  densityOf,
  normalBelow,
  normalDensity,
  payoffAt,
  probabilityBelow,
  smileDensity,
  type Smile,
} from "@smart0dte/pricing";
import { describe, expect, it } from "vitest";
import { economicsOf, type Economics } from "./economics.ts";
import { marketOdds, marketSmile, type MarketOdds } from "./market-odds.ts";

// a normal density around 663 with a standard deviation of 4 dollars
const chain = aChain({ forward: 663, sigma: 4 });
const quotes = new Map(
  chain.rows.flatMap(({ call, put }) => [call, put]).map((side) => [side.instrument, side.quote]),
);
const fees = feeTableOn(aSession().date);
const smile = fitted();
const density = smileDensity(smile);

/** Half a point of probability: quotes are whole cents. */
const TWO_PLACES = 2;

function fitted(): Smile {
  const found = marketSmile(chain);
  return found.ok ? found.value : expect.unreachable(found.error);
}

function priceOf(legs: readonly Leg[]): Economics {
  const quoteOf = (n: number) => quotes.get(n) ?? expect.unreachable("not quoted");
  return economicsOf(legs, quoteOf, fees) ?? expect.unreachable("not priced");
}

function oddsOf(legs: readonly Leg[]): MarketOdds & { readonly half: number; readonly costs: number } {
  const priced = priceOf(legs);
  const costs = priced.costs / 10_000;
  return { ...marketOdds(legs, priced, density), half: priced.spread / 2 / 10_000, costs };
}

/** Odds by the midpoint rule over the density alone: a tenth of a cent a step, twelve deviations either way. */
function integrated(legs: readonly Leg[]): MarketOdds {
  const { natural, costs } = priceOf(legs);
  const options = legs.map(({ contract: { right, strike }, ratio }) => {
    return { right, strike: strike / 10_000, quantity: ratio };
  });
  const paid = natural / 10_000 + costs / 1_000_000;
  const step = 0.001;
  let [probabilityOfProfit, mean] = [0, 0];
  for (let price = 663 - 48 + step / 2; price < 663 + 48; price += step) {
    const mass = densityOf(smile, price) * step;
    const profit = payoffAt(options, price) - paid;
    mean += mass * profit;
    if (profit > 0) probabilityOfProfit += mass;
  }
  return { probabilityOfProfit, expectedValue: 100 * mean };
}

const putCredit = [aLeg(659, "P", -1), aLeg(655, "P", 1)];
const callCredit = [aLeg(667, "C", -1), aLeg(671, "C", 1)];
const callDebit = [aLeg(660, "C", 1), aLeg(665, "C", -1)];
const condor = [aLeg(655, "P", 1), aLeg(659, "P", -1), aLeg(667, "C", -1), aLeg(671, "C", 1)];

describe("the market's own density", () => {
  it.each([
    // 1 - N((x - 663) / 4) from a table of the normal distribution; beyond 655 and 671 no quote is narrow enough
    [663, 0.5],
    [665, 0.3085],
    [667, 0.1587],
    [659, 0.8413],
    [657, 0.9332],
    [652, 0.997],
    [674, 0.003],
  ])("ends above %d as often as the density that made the quotes", (price, expected) => {
    expect(1 - probabilityBelow(smile, price)).toBeCloseTo(expected, TWO_PLACES);
  });

  it("has the forward as its mean", () => {
    expect(density.meanPayoff("C", 0.01) + 0.01).toBeCloseTo(663, 6);
  });

  it("rests on admissible quotes alone: what a faulty one says changes nothing", () => {
    const without = aChain({ quote: (made, strike) => (strike === 660 ? { ...made, fault: "gap" } : made) });
    const absurd = aChain({
      quote: (made, strike) => (strike === 660 ? { ...aQuote(9, 9.5), fault: "gap" } : made),
    });

    const [left, right] = [marketSmile(without), marketSmile(absurd)];

    expect(left.ok && left.value.fit.points).toBe(smile.fit.points - 1);
    expect(right).toEqual(left);
  });

  it.each([
    ["badForward", aChain({ over: { forward: null } })],
    ["badYears", aChain({ over: { secondsToExpiry: 0 } })],
    ["noUsableQuote", aChain({ quote: (made) => ({ ...made, fault: "stale" }) })],
    [
      "moneyNotQuoted",
      aChain({ quote: (made, strike) => (Math.abs(strike - 663) < 8 ? { ...made, fault: "stale" } : made) }),
    ],
  ] as const)("is refused as %s where that is the reason", (error, bad) => {
    expect(marketSmile(bad)).toEqual({ ok: false, error });
  });
});

describe("the market's own odds", () => {
  it.each([
    ["a put credit vertical", putCredit],
    ["a call credit vertical", callCredit],
    ["a call debit vertical", callDebit],
    ["a condor", condor],
  ])("of %s are those of integrating the density", (_, legs) => {
    const { probabilityOfProfit, expectedValue } = oddsOf(legs);
    const reference = integrated(legs);

    expect(probabilityOfProfit).toBeCloseTo(reference.probabilityOfProfit, 3);
    expect(Math.abs(expectedValue - reference.expectedValue)).toBeLessThan(0.01);
  });

  it.each([
    ["a put credit vertical", putCredit],
    ["a call debit vertical", callDebit],
    ["a condor", condor],
  ])("expect of %s about minus half its spread and its fees: no edge by construction", (_, legs) => {
    const { expectedValue, half, costs } = oddsOf(legs);

    // the smile lies in every quote; half a cent a leg is half a dollar a package
    expect(smile.fit.inside).toBe(1);
    expect(Math.abs(expectedValue + half + costs)).toBeLessThan(0.5 * legs.length);
  });

  it("of every vertical are, to the cents of the quotes, those of the density that made the quotes", () => {
    const deviation = 4;
    /** Value of a put where the price is normal (Bachelier), dollars. */
    const putOf = (strike: number): number => {
      const z = (strike - 663) / deviation;
      return (strike - 663) * normalBelow(z) + deviation * normalDensity(z);
    };
    for (let short = 656; short <= 671; short += 1) {
      for (let long = 655; long < short; long += 1) {
        const legs = [aLeg(short, "P", -1), aLeg(long, "P", 1)];
        const { natural, costs } = priceOf(legs);
        const { expectedValue, probabilityOfProfit } = oddsOf(legs);
        const received = -(natural + costs / 100) / 10_000;

        const worth = putOf(long) - putOf(short);
        expect(Math.abs(expectedValue - 100 * (worth + received))).toBeLessThan(1);
        // a credit that does not pay its costs never wins
        const above = received > 0 ? 1 - normalBelow((short - received - 663) / deviation) : 0;
        expect(Math.abs(probabilityOfProfit - above)).toBeLessThan(0.005);
      }
    }
  });

  it("give a credit vertical the chance of ending above its break-even after costs", () => {
    // the 659/655 put vertical brings in about 0.28 and costs 0.03: break-even 658.75, 1.06 deviations below
    expect(oddsOf(putCredit).probabilityOfProfit).toBeCloseTo(0.857, TWO_PLACES);
  });

  it("give a condor the chance of ending between its break-evens", () => {
    const { probabilityOfProfit } = oddsOf(condor);

    expect(probabilityOfProfit).toBeGreaterThan(0.73);
    expect(probabilityOfProfit).toBeLessThan(0.75);
  });

  it("value a condor as its two verticals", () => {
    const worth = (legs: readonly Leg[]): number => {
      const { natural } = priceOf(legs);
      return oddsOf(legs).expectedValue + natural / 100 + oddsOf(legs).costs;
    };

    expect(worth(condor)).toBeCloseTo(worth(putCredit) + worth(callCredit), 9);
  });

  it("value call and put verticals of the same strikes a width apart, and win with the same prices", () => {
    const [calls, puts] = [callDebit, [aLeg(660, "P", 1), aLeg(665, "P", -1)]];
    const { natural, costs } = priceOf(calls);

    const call = marketOdds(calls, { natural, costs }, density);
    const put = marketOdds(puts, { natural: usdE4(natural - 50_000), costs }, density);

    expect(call.expectedValue).toBeCloseTo(put.expectedValue, 8);
    expect(call.probabilityOfProfit).toBeCloseTo(put.probabilityOfProfit, 12);
  });
});
