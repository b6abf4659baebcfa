import { err, InvariantError, ok, type Result } from "@smart0dte/domain";
import { guessDeviation } from "./bachelier-guess.ts";
import { discounted, intrinsicOf, type OptionTerms } from "./black-scholes-price.ts";
import { solveDeviation } from "./deviation-solver.ts";
import { logRatio } from "./time-value.ts";

/** A premium whose volatility is asked for. */
export interface QuotedOption extends Omit<OptionTerms, "volatility"> {
  /** Dollars a share. */
  readonly price: number;
}

/** Why no volatility gives the price: too low, too high, or no time value at all (only the limit 0 fits). */
export type NoVolatility = "belowIntrinsic" | "aboveMax" | "zeroPrice";

/**
 * The volatility at which {@link priceOf} gives the price: as exact as the inputs' own rounding allows.
 *
 * An in-the-money price carries its time value in its last digits only: invert the other side where there is one.
 */
export function impliedVolatility(quote: QuotedOption): Result<number, NoVolatility> {
  const { right, price, years } = quote;
  const { forward, strike, moneyness } = discounted(quote);
  const timeValue = price - Math.max(intrinsicOf(quote), 0);
  // what is missing to the most that an option can be worth: the stock, or the strike
  const missing = (right === "C" ? forward : strike) - price;
  if (!Number.isFinite(timeValue)) throw new InvariantError("Not an option's price", { ...quote });
  if (price < 0 || timeValue < 0) return err("belowIntrinsic");
  if (timeValue === 0) return err("zeroPrice");
  // at expiry itself nothing but the intrinsic value is possible
  if (missing <= 0 || years <= 0) return err("aboveMax");
  const scale = Math.sqrt(forward * strike);
  const distance = Math.abs(moneyness);
  const value = timeValue / scale;
  const guess = guessDeviation(distance, value);
  return ok(
    solveDeviation({ moneyness: distance, value, missing: missing / scale }, guess) / Math.sqrt(years),
  );
}

/** Deviation (volatility times root of the years) of an undiscounted out-of-the-money value; null where there is none. */
export function impliedDeviation(forward: number, strike: number, value: number): number | null {
  const most = Math.min(forward, strike);
  if (!(value > 0 && value < most)) return null;
  const scale = Math.sqrt(forward * strike);
  const goal = {
    moneyness: Math.abs(logRatio(forward, strike)),
    value: value / scale,
    missing: (most - value) / scale,
  };
  return solveDeviation(goal, guessDeviation(goal.moneyness, goal.value));
}
