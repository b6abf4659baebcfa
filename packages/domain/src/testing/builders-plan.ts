import type { Leg, TradePlan } from "../events/plan-event.ts";
import type { Signal } from "../events/intelligence-event.ts";
import { planId, signalId } from "../events/ids.ts";
import type { OptionContract, Right } from "../instruments/index.ts";
import { usdE4 } from "../units.ts";
import { aSession, minute } from "./builders-session.ts";

export function aContract(strike: number, right: Right, over: Partial<OptionContract> = {}): OptionContract {
  return {
    kind: "option",
    root: "SPY",
    expiry: aSession().date,
    right,
    strike: usdE4(Math.round(strike * 10_000)),
    ...over,
  };
}

/** One leg; the instrument number is the strike in dollars, of a put plus 10,000, unless given. */
export function aLeg(strike: number, right: Right, ratio: number, over: Partial<Leg> = {}): Leg {
  return {
    instrument: strike + (right === "P" ? 10_000 : 0),
    contract: aContract(strike, right),
    ratio,
    ...over,
  };
}

/** Sells the 660/655 put vertical for 0.60: may earn $60, may lose $440 a package. */
export function aPlan(over: Partial<TradePlan> = {}): TradePlan {
  return {
    type: "plan",
    id: planId(1, "SPY"),
    signalId: signalId(1, "SPY"),
    at: minute(60),
    ticker: "SPY",
    strategy: "putCreditVertical",
    legs: [aLeg(660, "P", -1), aLeg(655, "P", 1)],
    quotes: [
      { bid: usdE4(9_100), ask: usdE4(9_300), at: minute(60) },
      { bid: usdE4(2_900), ask: usdE4(3_100), at: minute(60) },
    ],
    entryLimit: usdE4(-6_000),
    natural: usdE4(-6_000),
    mid: usdE4(-6_200),
    maxProfit: usdE4(600_000),
    maxLoss: usdE4(4_400_000),
    breakEvens: [659.4],
    costs: usdE4(28_400),
    target: { base: "maxLoss", fraction: 0.05, profit: usdE4(220_000), closeAt: usdE4(3_516) },
    stop: { loss: usdE4(880_000), closeAt: usdE4(14_800), persistQuotes: 3 },
    timeExitAt: minute(375),
    invalidation: { above: null, below: usdE4(6_580_000) },
    validUntil: minute(63),
    breakEvenWinRate: 0.8,
    probabilityOfProfit: null,
    expectedValue: null,
    expectancy: "unproven",
    confidence: 0.62,
    how: "quoted",
    ...over,
  };
}

/** Up, by 2 dollars from 663 within half an hour. */
export function aSignal(over: Partial<Signal> = {}): Signal {
  return {
    type: "signal",
    id: signalId(1, "SPY"),
    at: minute(60),
    ticker: "SPY",
    direction: "up",
    volatility: null,
    horizonMinutes: 30,
    reference: usdE4(6_630_000),
    expectedMove: usdE4(20_000),
    score: 0.8,
    factors: [],
    confidence: { value: 0.65, basis: "uncalibratedScore", outcomes: 0, won: 0 },
    regime: "medium",
    how: "derived",
    ...over,
  };
}
