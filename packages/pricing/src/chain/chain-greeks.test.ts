import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greeksOf } from "../black-scholes/black-scholes-greeks.ts";
import { ChainGreeks } from "./chain-greeks.ts";
import { expectedMove } from "../moves/expected-move.ts";
import { outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import { yearsOf } from "../clock/years.ts";

describe("ChainGreeks", () => {
  it("is greeksOf at zero rates, in the chain's units", () => {
    const chain = new ChainGreeks();
    fc.assert(
      fc.property(anySeconds, anyStrike, anyVolatility, (seconds, strike, volatility) => {
        const years = yearsOf(seconds);
        const terms = { spot: 600, strike, years, volatility, rate: 0, dividendYield: 0 } as const;
        const call = greeksOf({ right: "C", ...terms });
        const put = greeksOf({ right: "P", ...terms });

        chain.at(600, years);
        chain.price(strike, volatility);

        expect(chain.delta).toBeCloseTo(call.delta, 14);
        expect(chain.delta - 1).toBeCloseTo(put.delta, 14);
        expect(chain.gamma).toBeCloseTo(call.gamma, 12);
        expect(chain.theta).toBeCloseTo(call.theta / 8_760, 12);
        expect(chain.vega).toBeCloseTo(call.vega / 100, 12);
        expect(chain.timeValue + Math.max(600 - strike, 0)).toBeCloseTo(call.price, 12);
      }),
    );
  });
});

describe("outOfTheMoneyValue", () => {
  it("is nothing without deviation and tiny but positive far out", () => {
    expect(outOfTheMoneyValue(600, 600, 0)).toBe(0);
    expect(outOfTheMoneyValue(600, 630, 0.002)).toBeGreaterThan(0);
    expect(outOfTheMoneyValue(600, 630, 0.002)).toBeLessThan(1e-120);
  });

  it("joins its series to its closed form without a step", () => {
    const [below, above] = [
      outOfTheMoneyValue(600, 610, 0.04),
      outOfTheMoneyValue(600, 610, 0.04 * (1 + 1e-13)),
    ];

    expect(Math.abs(above / below - 1)).toBeLessThan(1e-12);
  });
});

describe("expectedMove", () => {
  it("is one standard deviation in dollars", () => {
    expect(expectedMove(600, 0.16, yearsOf(31_536_000 / 256))).toBeCloseTo(6, 12);
  });
});

const anySeconds = fc.integer({ min: 1, max: 23_400 });
const anyStrike = fc.integer({ min: 580, max: 620 });
const anyVolatility = fc.double({ min: 0.05, max: 2, noNaN: true });
