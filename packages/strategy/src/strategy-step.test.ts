import {
  defaultParameters,
  feeTableOn,
  usdE4,
  type NoTrade,
  type Step,
  type TradePlan,
} from "@smart0dte/domain";
import { aChain, aQuote, aSession, aSignal, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import type { StrategyInput } from "./strategy-input.ts";
import { initialStrategy, strategyStep, type StrategyState } from "./strategy-step.ts";

const open = defaultParameters({ expectancyGate: "off" });

function anInput(over: Partial<StrategyInput> = {}): StrategyInput {
  return {
    seq: 7,
    at: minute(60),
    signal: aSignal(),
    chain: aChain(),
    session: aSession(),
    parameters: open,
    feeTable: feeTableOn(aSession().date),
    room: usdE4(1_000_000_000),
    ...over,
  };
}

const answer = (over: Partial<StrategyInput> = {}): TradePlan | NoTrade =>
  only(strategyStep(initialStrategy, anInput(over)));

function only({ out }: Step<StrategyState, TradePlan | NoTrade>): TradePlan | NoTrade {
  const [first, ...rest] = out;
  if (first === undefined || rest.length > 0) return expect.unreachable("one signal, one answer");
  return first;
}

function planFor(over: Partial<StrategyInput> = {}): TradePlan {
  const given = answer(over);
  return given.type === "plan" ? given : expect.unreachable(`${given.code} ${JSON.stringify(given.numbers)}`);
}

const codeFor = (over: Partial<StrategyInput>): string => {
  const given = answer(over);
  return given.type === "noTrade" ? given.code : "plan";
};

const far = defaultParameters({
  ...open,
  maxLossPerPositionUsd: 20_000,
  maxDailyLossPerTickerUsd: 20_000,
  maxDailyLossUsd: 50_000,
  maxPortfolioRiskUsd: 100_000,
});

/** Only puts are quoted, so that only credit verticals can be priced for an upward view. */
const onlyPuts = aChain({ quote: (made, _, right) => (right === "C" ? { ...made, fault: "stale" } : made) });
/** Puts a cent apart: no vertical brings in its fees. */
const worthless = aChain({
  quote: (made, strike, right) =>
    right === "C"
      ? { ...made, fault: "stale" }
      : aQuote(0.04 + (strike % 2) / 100, 0.05 + (strike % 2) / 100),
});
/** In the money narrow, out of the money too wide to tell a volatility: packages have prices, but nobody their odds. */
const unfitted = aChain({
  quote: (made, strike, right) => (strike >= 663 === (right === "C") ? aQuote(0.1, 0.3) : made),
});
const greedy = defaultParameters({ ...far, profitTarget: 1 });

describe("the strategy that answers a signal", () => {
  it.each([
    ["up", "rich", "putCreditVertical"],
    ["up", "cheap", "callDebitVertical"],
    ["down", "rich", "callCreditVertical"],
    ["down", "cheap", "putDebitVertical"],
    ["neutral", null, "ironCondor"],
  ] as const)("is, for %s and %s volatility, a %s", (direction, volatility, strategy) => {
    expect(planFor({ signal: aSignal({ direction, volatility }) }).strategy).toBe(strategy);
  });

  it("is made small enough for the room that the limits leave", () => {
    const wide = planFor();
    const room = usdE4(1_500_000);
    const narrow = planFor({ room });

    expect(wide.maxLoss + wide.costs).toBeGreaterThan(room);
    expect(narrow.maxLoss + narrow.costs).toBeLessThanOrEqual(room);
  });

  it("falls back to the other family when the preferred one passes no gate", () => {
    const noCredit = aChain({
      quote: (made, strike, right) => (right === "P" && strike < 663 ? { ...made, fault: "stale" } : made),
    });

    expect(planFor({ chain: noCredit, signal: aSignal({ volatility: "rich" }) }).strategy).toBe(
      "callDebitVertical",
    );
  });
});

describe("a plan", () => {
  it("enters at the executable price of its legs and carries the quotes that made it", () => {
    const plan = planFor({ signal: aSignal({ volatility: "rich" }) });

    const price = plan.legs.reduce((sum, { ratio }, index) => {
      const { bid, ask } = plan.quotes[index] ?? expect.unreachable();
      return sum + ratio * (ratio > 0 ? ask : bid);
    }, 0);
    expect(plan.entryLimit).toBe(price);
    expect(plan.natural).toBe(price);
    expect(plan.mid).toBeLessThan(price);
  });

  it("takes its target net of the costs of both ways", () => {
    const plan = planFor();

    const roundTrip = -(plan.entryLimit + plan.target.closeAt) * 100 - plan.costs;
    expect(roundTrip).toBeGreaterThanOrEqual(plan.target.profit);
    expect(roundTrip - plan.target.profit).toBeLessThan(100);
    expect(plan.target.profit).toBe(Math.ceil(plan.maxLoss * open.profitTarget));
  });

  it("stops where the price has moved the stated share of the maximum loss", () => {
    const plan = planFor();

    expect(plan.stop.loss).toBe(Math.floor(plan.maxLoss * open.stopLoss));
    expect((plan.entryLimit + plan.stop.closeAt) * 100).toBeLessThanOrEqual(plan.stop.loss);
    expect((plan.entryLimit + plan.stop.closeAt + 1) * 100).toBeGreaterThan(plan.stop.loss);
  });

  it("leaves fifteen minutes before that day's close, early closes too", () => {
    const session = aSession();
    const early = { ...session, close: minute(210) };

    expect(planFor().timeExitAt).toBe(session.close - 15 * 60_000_000);
    expect(planFor({ session: early }).timeExitAt).toBe(early.close - 15 * 60_000_000);
  });

  it("is void an expected move against its direction, and when neutral where a short strike is reached", () => {
    expect(planFor().invalidation).toEqual({ above: null, below: 6_610_000 });
    expect(planFor({ signal: aSignal({ direction: "down" }) }).invalidation).toEqual({
      above: 6_650_000,
      below: null,
    });
    const neutral = planFor({ signal: aSignal({ direction: "neutral" }) });
    const [put, call] = neutral.legs.filter(({ ratio }) => ratio < 0).map(({ contract }) => contract);
    expect([put?.right, call?.right]).toEqual(["P", "C"]);
    expect(neutral.invalidation).toEqual({ above: call?.strike, below: put?.strike });
  });

  it("is good for a fifth of the horizon, at least three minutes, never past the opening cutoff", () => {
    expect(planFor().validUntil).toBe(minute(66));
    expect(planFor({ signal: aSignal({ horizonMinutes: 5 }) }).validUntil).toBe(minute(63));
    expect(planFor({ at: minute(358) }).validUntil).toBe(minute(360));
  });

  it("asks three looks for a stop on quotes, one where a minute gives one look", () => {
    expect(planFor().stop.persistQuotes).toBe(3);
    expect(planFor({ chain: aChain({ over: { how: "modelled" } }) }).stop.persistQuotes).toBe(1);
  });

  it("needs the win rate that pays for gain, loss and costs", () => {
    const { stop, target, costs, breakEvenWinRate } = planFor();

    expect(breakEvenWinRate).toBeCloseTo((stop.loss + costs) / (stop.loss + target.profit + costs), 12);
  });

  it("always carries the market's own odds", () => {
    const { probabilityOfProfit, expectedValue } = planFor();

    expect(probabilityOfProfit).toBeGreaterThan(0);
    expect(probabilityOfProfit).toBeLessThan(1);
    expect(Number.isFinite(expectedValue)).toBe(true);
  });

  it("says that its expectancy is unproven", () => {
    expect(planFor().expectancy).toBe("unproven");
  });
});

describe("no trade", () => {
  it.each([
    [
      "confidenceBelowThreshold",
      { signal: aSignal({ confidence: { value: 0.57, basis: "uncalibratedScore", outcomes: 0, won: 0 } }) },
    ],
    [
      "confidenceBelowThreshold",
      {
        signal: aSignal({
          confidence: { value: Number.NaN, basis: "uncalibratedScore", outcomes: 0, won: 0 },
        }),
      },
    ],
    ["regimeEmergency", { signal: aSignal({ regime: "emergency" }) }],
    ["tooLate", { at: minute(360) }],
    ["noChain", { chain: null }],
    ["noChain", { chain: aChain({ over: { rows: [] } }) }],
    ["noForward", { chain: aChain({ over: { forward: null } }) }],
    ["quotesInadmissible", { chain: aChain({ quote: (made) => ({ ...made, fault: "stale" }) }) }],
    ["quotesInadmissible", { chain: aChain({ quote: () => aQuote(null, 0.05) }) }],
    ["quotesInadmissible", { chain: unfitted }],
    ["noStrikes", { parameters: defaultParameters({ ...open, maxLossPerPositionUsd: 50 }) }],
    ["noStrikes", { room: usdE4(100_000) }],
    ["creditTooSmall", { chain: worthless, parameters: far }],
    ["targetAboveMaxProfitShare", { chain: onlyPuts, parameters: greedy }],
    [
      "stopInsideSpread",
      {
        chain: aChain({ spread: 0.4 }),
        parameters: defaultParameters({ ...far, stopLoss: 0.05, targetShareCeiling: 1, profitTarget: 0.02 }),
      },
    ],
    ["expectancyUnproven", { parameters: defaultParameters() }],
  ] as const)("is %s where that is the reason", (code, over) => {
    expect(codeFor(over)).toBe(code);
  });

  it("carries the numbers that decided", () => {
    const given = answer({ chain: onlyPuts, parameters: greedy });

    expect(given).toMatchObject({ numbers: { ceiling: 0.6, share: expect.any(Number) } });
  });

  it("names why no smile could be fitted instead of guessing odds", () => {
    expect(answer({ chain: unfitted })).toMatchObject({
      numbers: {
        smile: "noUsableQuote",
        why: "no smile can be fitted: no out-of-the-money quote is narrow enough",
      },
    });
  });

  it("is counted by its reason", () => {
    const first = strategyStep(initialStrategy, anInput({ chain: null }));
    const second = strategyStep(first.state, anInput());

    expect(second.state).toEqual({ plans: 1, noTrades: { noChain: 1 } });
  });
});
