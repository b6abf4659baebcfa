import type { Right } from "@smart0dte/domain";
import { logRatio, densityAt, valuePerDensity } from "./time-value.ts";

/** A European option on a stock with a continuous yield, as Black, Scholes and Merton see it. */
export interface OptionTerms {
  readonly right: Right;
  /** Dollars. */
  readonly spot: number;
  /** Dollars. */
  readonly strike: number;
  /** Time to expiry in years of 31,536,000 seconds; 0 is expiry itself. */
  readonly years: number;
  /** Standard deviation of log returns per root year: 0.18 is 18 %. */
  readonly volatility: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly rate: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly dividendYield: number;
}

/** Premium in dollars a share; at zero time or volatility exactly the discounted intrinsic value. */
export const priceOf = (terms: OptionTerms): number => Math.max(intrinsicOf(terms), 0) + timeValueOf(terms);

/** What the premium is above the discounted intrinsic value, dollars a share, taken without cancellation. */
export function timeValueOf(terms: OptionTerms): number {
  const deviation = deviationOf(terms);
  if (deviation === 0) return 0;
  const { forward, strike, moneyness } = discounted(terms);
  const distance = Math.abs(moneyness) / deviation;
  return Math.sqrt(forward * strike) * densityAt(distance, deviation) * valuePerDensity(distance, deviation);
}

/** Both sides of the exchange in today's dollars, and ln of their ratio. */
export interface DiscountedTerms {
  /** Spot less the yield until expiry. */
  readonly forward: number;
  /** Strike less the interest until expiry. */
  readonly strike: number;
  /** ln(forward / strike); positive when the call is in the money. */
  readonly moneyness: number;
}

export function discounted(terms: Omit<OptionTerms, "right" | "volatility">): DiscountedTerms {
  const { spot, strike, years, rate, dividendYield } = terms;
  return {
    forward: spot * Math.exp(-dividendYield * years),
    strike: strike * Math.exp(-rate * years),
    moneyness: logRatio(spot, strike) + (rate - dividendYield) * years,
  };
}

/** What exercise at expiry is worth at the forward, today's dollars a share; negative out of the money. */
export function intrinsicOf(terms: Omit<OptionTerms, "volatility">): number {
  const { right, spot, strike, years, rate, dividendYield } = terms;
  // the difference of the prices is exact near the money; the small carry is added after it
  const call =
    spot - strike + (spot * Math.expm1(-dividendYield * years) - strike * Math.expm1(-rate * years));
  return right === "C" ? call : -call;
}

/** Standard deviation of the log price until expiry. */
export const deviationOf = ({ volatility, years }: Pick<OptionTerms, "volatility" | "years">): number =>
  volatility * Math.sqrt(years);
