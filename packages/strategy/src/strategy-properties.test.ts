import {
  canonicalJson,
  defaultParameters,
  feeTableOn,
  MULTIPLIER,
  packageWidth,
  USD_E4,
  usdE4,
  type Inadmissible,
  type NoTrade,
  type Signal,
  type TradePlan,
} from "@smart0dte/domain";
import { aChain, aSession, aSignal, minute, type ChainShape } from "@smart0dte/domain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budgetOf } from "./gates.ts";
import type { StrategyInput } from "./strategy-input.ts";
import { initialStrategy, strategyStep } from "./strategy-step.ts";

const chainShape = fc.record({
  forward: fc.double({ min: 655, max: 670, noNaN: true }),
  sigma: fc.double({ min: 0.3, max: 9, noNaN: true }),
  spread: fc.integer({ min: 1, max: 30 }).map((cents) => cents / 100),
});
const views = fc.record<Pick<Signal, "direction" | "volatility" | "regime">>({
  direction: fc.constantFrom("up", "down", "neutral"),
  volatility: fc.constantFrom("rich", "fair", "cheap", null),
  regime: fc.constantFrom("low", "medium", "high", "unknown"),
});
const settings = fc.record({
  profitTarget: fc.double({ min: 0.02, max: 1, noNaN: true }),
  stopLoss: fc.double({ min: 0.05, max: 1, noNaN: true }),
  targetShareCeiling: fc.double({ min: 0.1, max: 1, noNaN: true }),
  maxLossPerPositionUsd: fc.integer({ min: 50, max: 20_000 }),
});
/** Contracts whose quotes are faulty: a number a side and strike, below 6 of 20 is a fault. */
const faults = fc.array(fc.nat(19), { minLength: 42, maxLength: 42 });
const FAULTS: readonly Inadmissible[] = ["absent", "halted", "gap", "bad", "stale", "crossed"];

const situation = fc.record({
  shape: chainShape,
  view: views,
  setting: settings,
  faults,
  room: fc.integer({ min: 0, max: 2_000 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer Made> ? Made : never;

function inputOf({ shape, view, setting, faults: codes, room }: Situation): StrategyInput {
  const quote: ChainShape["quote"] = (made, strike, right) => {
    const fault = FAULTS[codes[(strike % 21) * 2 + (right === "C" ? 0 : 1)] ?? 19];
    return fault === undefined ? made : { ...made, fault };
  };
  return {
    seq: 3,
    at: minute(60),
    signal: aSignal(view),
    chain: aChain({ ...shape, quote }),
    session: aSession(),
    parameters: defaultParameters({ ...setting, expectancyGate: "off" }),
    feeTable: feeTableOn(aSession().date),
    room: usdE4(room * USD_E4),
  };
}

const answerTo = (input: StrategyInput): TradePlan | NoTrade =>
  strategyStep(initialStrategy, input).out[0] ?? expect.unreachable("every signal is answered");

describe("whatever the chain and the parameters", () => {
  it("a plan keeps every promise of a plan", () => {
    fc.assert(
      fc.property(situation, (made) => {
        const input = inputOf(made);
        const plan = answerTo(input);
        if (plan.type === "noTrade") return;
        const { parameters, chain } = input;
        const { target, stop, costs, maxProfit, maxLoss, entryLimit } = plan;
        const quotes = chain?.rows.flatMap(({ call, put }) => [call, put]) ?? [];

        for (const { instrument } of plan.legs) {
          const quote = quotes.find((side) => side.instrument === instrument)?.quote;
          expect(quote).toMatchObject({ fault: null, bid: expect.any(Number), ask: expect.any(Number) });
        }
        expect(plan.legs.reduce((sum, { ratio }) => sum + ratio, 0)).toBe(0);
        expect(maxLoss + costs).toBeLessThanOrEqual(budgetOf(parameters, input.room));
        expect(maxProfit + maxLoss).toBe(packageWidth(plan.legs) * MULTIPLIER);
        expect(target.profit + costs).toBeLessThanOrEqual(parameters.targetShareCeiling * maxProfit);
        // neither exit is reached by the spread alone
        const back = -plan.quotes.reduce((sum, { bid, ask }, index) => {
          const ratio = plan.legs[index]?.ratio ?? 0;
          return sum + ratio * (ratio > 0 ? bid : ask);
        }, 0);
        expect(stop.closeAt).toBeGreaterThan(back);
        expect(target.closeAt).toBeLessThan(-entryLimit);
        expect(plan.breakEvenWinRate).toBeGreaterThan(0);
        expect(plan.breakEvenWinRate).toBeLessThan(1);
      }),
      { numRuns: 400 },
    );
  });

  it("an answer can be written down and read again, and the same input gives the same answer", () => {
    fc.assert(
      fc.property(situation, (made) => {
        const answer = answerTo(inputOf(made));

        expect(canonicalJson(JSON.parse(JSON.stringify(answer)))).toBe(canonicalJson(answer));
        expect(canonicalJson(answerTo(inputOf(made)))).toBe(canonicalJson(answer));
      }),
    );
  });
});
