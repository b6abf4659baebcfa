import { err, ok, type Result } from "@smart0dte/domain";
import { setTerms, type OptionTerms } from "../black-scholes/black-scholes-terms.ts";
import { optionColumns, volatilityAnswers } from "../black-scholes/option-columns.ts";
import { refusalOf, type NoVolatility } from "../black-scholes/terms-refusal.ts";
import { fillVolatilities } from "./volatility-core.ts";

/** A premium whose volatility is asked for. */
export interface QuotedOption extends Omit<OptionTerms, "volatility"> {
  /** Dollars a share. */
  readonly price: number;
}

const one = { ...optionColumns(1), price: new Float64Array(1) };
const answer = volatilityAnswers(1);

/**
 * The volatility (per root year: 0.18 is 18 %) at which {@link priceOf} gives the price: as exact as the inputs' own
 * rounding allows, measured within 2.9 times that (1 near the maximum) from 1 second to months and from 1e-300 dollars to near the maximum.
 * A batch of one of `impliedVolatilities`, bit for bit.
 *
 * An in-the-money price carries its time value in its last digits only: invert the other side where there is one.
 * Refused by name where terms are out of range, no time is left, or no volatility gives the price.
 *
 * @see Householder's third-order method on the logarithm of the value; Bachelier's formula as the first guess.
 */
export function impliedVolatility(quote: QuotedOption): Result<number, NoVolatility> {
  setTerms(one, quote);
  one.price[0] = quote.price;
  fillVolatilities(one, answer);
  const refusal = refusalOf(answer.refusal[0] ?? 0);
  return refusal === null ? ok(answer.volatility[0] ?? 0) : err(refusal as NoVolatility);
}

/**
 * Deviation (volatility times root of the years) of an undiscounted out-of-the-money value, dollars; null where there is
 * none: no value, one that is not below both prices, or prices out of range.
 */
export function impliedDeviation(forward: number, strike: number, value: number): number | null {
  const right = forward > strike ? "P" : "C";
  const found = impliedVolatility({
    right,
    spot: forward,
    strike,
    years: 1,
    rate: 0,
    dividendYield: 0,
    price: value,
  });
  return found.ok ? found.value : null;
}
