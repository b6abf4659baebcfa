import { usdE4, type Ticker } from "@smart0dte/domain";
import { aContract } from "@smart0dte/domain/testing";
import { formatOsi } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { ChainPlan, equitiesAtStart, indexAtStart, optionsAtStart, type ChainSight } from "./chain-plan.ts";

/** SPY's calls and puts at these strikes, with the money at a price. */
function aSight(strikes: readonly number[], spot: number | null): ChainSight {
  const contracts = strikes.flatMap((strike) => [aContract(strike, "C"), aContract(strike, "P")]);
  const expiring = contracts.map((contract, number) => ({
    number,
    contract,
    rawSymbol: formatOsi(contract),
  }));
  return {
    expiring: (ticker: Ticker) => (ticker === "SPY" ? expiring : []),
    spot: (ticker: Ticker) => (ticker === "SPY" && spot !== null ? usdE4(spot * 10_000) : null),
  };
}

const asked = (plan: ChainPlan, sight: ChainSight) =>
  plan.next(sight).map(({ subscription: { schema, symbols } }) => [schema, symbols.length]);
const strikesOf = (symbols: readonly string[]) => [...new Set(symbols.map((symbol) => symbol.slice(13, 18)))];
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("what is asked for at the start", () => {
  it("covers the whole day wherever the desk starts in it, and needs neither status nor open interest", () => {
    const options = optionsAtStart();

    expect(options.map(({ subscription }) => [subscription.schema, subscription.start])).toEqual([
      ["definition", 0n],
      ["statistics", 0n],
      ["status", 0n],
    ]);
    expect(options.map(({ isOptional }) => isOptional)).toEqual([false, true, true]);
    expect(equitiesAtStart().map(({ subscription }) => subscription.schema)).toEqual([
      "mbp-1",
      "trades",
      "status",
    ]);
    expect(indexAtStart().map(({ subscription }) => subscription.symbols)).toEqual([["VIX"]]);
  });
});

describe("what is asked for of the chain", () => {
  it("is each contract once a second with its prints, and every quote near the money", () => {
    const plan = new ChainPlan(2);

    const wanted = plan.next(aSight(range(600, 700), 660.4));

    expect(wanted.map(({ subscription: { schema, symbols } }) => [schema, symbols.length])).toEqual([
      ["cbbo-1s", 202],
      ["tcbbo", 202],
      ["cmbp-1", 10],
    ]);
    expect(strikesOf(wanted[2]?.subscription.symbols ?? [])).toEqual([
      "00658",
      "00659",
      "00660",
      "00661",
      "00662",
    ]);
    expect(wanted.every(({ subscription }) => subscription.start === undefined)).toBe(true);
  });

  it("is asked for once, and follows the money by adding", () => {
    const plan = new ChainPlan(2);
    plan.next(aSight(range(600, 700), 660));

    expect(asked(plan, aSight(range(600, 700), 660))).toEqual([]);
    expect(asked(plan, aSight(range(600, 700), 661))).toEqual([["cmbp-1", 2]]);
    expect(asked(plan, aSight(range(600, 700), 660))).toEqual([]);
    expect(plan.followed).toBe(12);
  });

  it("has no near part before the money is known", () => {
    expect(asked(new ChainPlan(2), aSight(range(600, 602), null))).toEqual([
      ["cbbo-1s", 6],
      ["tcbbo", 6],
    ]);
  });

  it("ends where the strikes end", () => {
    expect(asked(new ChainPlan(10), aSight(range(600, 602), 590)).at(-1)).toEqual(["cmbp-1", 6]);
  });

  it("takes contracts that are listed later", () => {
    const plan = new ChainPlan(1);
    plan.next(aSight([600], 600));

    expect(asked(plan, aSight([600, 601], 600))).toEqual([
      ["cbbo-1s", 2],
      ["tcbbo", 2],
      ["cmbp-1", 2],
    ]);
  });

  it("is split where one request may not name so many", () => {
    expect(asked(new ChainPlan(1), aSight(range(1, 1_001), null)).map(([, count]) => count)).toEqual([
      2_000, 2, 2_000, 2,
    ]);
  });
});
