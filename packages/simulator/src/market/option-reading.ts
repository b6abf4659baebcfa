import { greeksOf, impliedVolatility, yearsOf } from "@smart0dte/pricing";
import type { Right } from "@smart0dte/domain";

/** An option's price in a market, dollars a share. */
export interface PricedOption {
  readonly right: Right;
  readonly spot: number;
  readonly strike: number;
  readonly price: number;
  /** To expiry. */
  readonly seconds: number;
}

/** Volatility a root year, delta and gamma per dollar, vega per point, theta per calendar day. */
export interface OptionReading {
  readonly volatility: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
}

const DAYS_PER_YEAR = 365;

/** What a premium implies without rates (same-day expiry), read on its out-of-the-money side; null where nothing does. */
export function readOption({ right, spot, strike, price, seconds }: PricedOption): OptionReading | null {
  if (!(seconds > 0 && spot > 0 && price > 0)) return null;
  const distance = right === "C" ? spot - strike : strike - spot;
  const terms = { spot, strike, years: yearsOf(seconds), rate: 0, dividendYield: 0 };
  const isInside = distance > 0;
  const found = impliedVolatility({
    ...terms,
    right: isInside ? (right === "C" ? "P" : "C") : right,
    price: isInside ? price - distance : price,
  });
  if (!found.ok) return null;
  const { delta, gamma, vega, theta } = greeksOf({ ...terms, right, volatility: found.value });
  return { volatility: found.value, delta, gamma, vega: vega / 100, theta: theta / DAYS_PER_YEAR };
}
