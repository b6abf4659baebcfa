import { deviationOf, discounted, priceOf, type OptionTerms } from "./black-scholes-price.ts";
import { normalBelow, normalDensity } from "./mills-ratio.ts";

/** First-order sensitivities of one share's worth of option, and gamma. */
export interface Greeks {
  /** Dollars a share. */
  readonly price: number;
  /** Price change per $1 of spot; -1 to 1. */
  readonly delta: number;
  /** Delta change per $1 of spot. 1/USD. Infinite exactly at the money at expiry. */
  readonly gamma: number;
  /** Price change per YEAR of time that passes, dollars; divide by 8,760 for an hour. Negative for most long options. */
  readonly theta: number;
  /** Price change per 1.00 of volatility (100 points), dollars. */
  readonly vega: number;
  /** Price change per 1.00 of rate, dollars. */
  readonly rho: number;
}

/** Sensitivities of {@link priceOf}, each the exact derivative; at zero deviation their limits. */
export function greeksOf(terms: OptionTerms): Greeks {
  const { right, spot, years, volatility, rate, dividendYield } = terms;
  const { forward, strike, moneyness } = discounted(terms);
  const deviation = deviationOf(terms);
  const centre = moneyness === 0 ? 0 : moneyness / deviation;
  const d1 = centre + 0.5 * deviation;
  const d2 = centre - 0.5 * deviation;
  const sign = right === "C" ? 1 : -1;
  const held = sign * forward * normalBelow(sign * d1);
  const owed = sign * strike * normalBelow(sign * d2);
  const density = forward * normalDensity(d1);
  const decay = density === 0 ? 0 : (density * volatility) / (2 * Math.sqrt(years));
  return {
    price: priceOf(terms),
    delta: held / spot,
    gamma: density === 0 ? 0 : density / (spot * spot * deviation),
    theta: dividendYield * held - rate * owed - decay,
    vega: density * Math.sqrt(years),
    rho: years * owed,
  };
}
