import { normalBelow } from "../elementary/mills-ratio.ts";
import { probabilityBelow } from "../smile/smile-density.ts";
import type { Smile } from "../smile/smile.ts";
import { logRatio, outOfTheMoneyValue } from "../black-scholes/time-value.ts";
import type { PriceDensity } from "./structure-odds.ts";

/** The density that the fitted smile implies. */
export function smileDensity(smile: Smile): PriceDensity {
  return {
    below: (price) => probabilityBelow(smile, price),
    meanPayoff: (right, strike) =>
      Math.max(right === "C" ? smile.forward - strike : strike - smile.forward, 0) +
      smile.timeValueAt(strike),
  };
}

/** One lognormal density: mean `forward` dollars, `deviation` of the log price, more than zero. */
export function lognormalDensity(forward: number, deviation: number): PriceDensity {
  return {
    below: (price) => (price <= 0 ? 0 : normalBelow(logRatio(price, forward) / deviation + 0.5 * deviation)),
    meanPayoff: (right, strike) =>
      Math.max(right === "C" ? forward - strike : strike - forward, 0) +
      outOfTheMoneyValue(forward, strike, deviation),
  };
}
