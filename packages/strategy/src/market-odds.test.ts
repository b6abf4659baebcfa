import { feeTableOn } from "@smart0dte/domain";
import { aChain, aLeg, aSession } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { economicsOf } from "./economics.ts";
import { boardOf, marketOdds, probabilityAbove, type Board, type MarketOdds } from "./market-odds.ts";

// a normal density around 663 with a standard deviation of 4 dollars
const chain = aChain({ forward: 663, sigma: 4 });
const quotes = new Map(
  chain.rows.flatMap(({ call, put }) => [call, put]).map((side) => [side.instrument, side.quote]),
);
const fees = feeTableOn(aSession().date);

/** Half a point of probability: quotes are whole cents. */
const TWO_PLACES = 2;

const board = (): Board => boardOf(chain) ?? expect.unreachable("no board");

function oddsOf(
  ...legs: readonly ReturnType<typeof aLeg>[]
): MarketOdds & { readonly half: number; readonly costs: number } {
  const quoteOf = (n: number) => quotes.get(n) ?? expect.unreachable("not quoted");
  const priced = economicsOf(legs, quoteOf, fees) ?? expect.unreachable("not priced");
  const costs = priced.costs / 10_000;
  return { ...marketOdds(legs, priced, board()), half: priced.spread / 2 / 10_000, costs };
}

describe("the market's own odds", () => {
  it.each([
    // 1 - N((x - 663) / 4) from a table of the normal distribution
    [663, 0.5],
    [665, 0.3085],
    [667, 0.1587],
    [659, 0.8413],
    [657, 0.9332],
  ])("of ending above %d are the density's", (price, expected) => {
    expect(probabilityAbove(price, board())).toBeCloseTo(expected, TWO_PLACES);
  });

  it("are unknown beyond the strikes of the board", () => {
    expect(probabilityAbove(652, board())).toBeNull();
    expect(probabilityAbove(674, board())).toBeNull();
  });

  it("expect of a package about minus half its spread and its fees: no edge by construction", () => {
    const { expectedValue, half, costs } = oddsOf(aLeg(659, "P", -1), aLeg(655, "P", 1));

    expect(expectedValue).toBeCloseTo(-half - costs, 6);
  });

  it("give a credit vertical the chance of ending above its break-even after costs", () => {
    const short = oddsOf(aLeg(659, "P", -1), aLeg(655, "P", 1));

    // the 659/655 put vertical brings in about 0.28 and costs 0.03: break-even 658.75, 1.06 deviations below
    expect(short.probabilityOfProfit).toBeCloseTo(0.857, TWO_PLACES);
  });

  it("give a condor the chance of ending between its break-evens", () => {
    const legs = [aLeg(655, "P", 1), aLeg(659, "P", -1), aLeg(667, "C", -1), aLeg(671, "C", 1)];
    const { probabilityOfProfit } = oddsOf(...legs);

    expect(probabilityOfProfit).toBeGreaterThan(0.73);
    expect(probabilityOfProfit).toBeLessThan(0.75);
  });

  it("price a leg in the money by parity with its own strike out of the money", () => {
    const { expectedValue, half, costs } = oddsOf(aLeg(660, "C", 1), aLeg(665, "C", -1));

    // a cent of rounding in each of two quotes is two dollars a package
    expect(Math.abs((expectedValue ?? 0) + half + costs)).toBeLessThan(2);
  });
});
