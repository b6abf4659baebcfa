import { priceOf, type OptionTerms } from "../black-scholes/black-scholes-price.ts";
import { AmericanPut } from "./american-put.ts";
import { americanRefusal } from "./american-refusal.ts";

/**
 * American option on a stock with a continuous yield, dollars a share: measured within 2e-9 dollars on reference values
 * (up to two days), and against twice the places within 1e-9 of the strike at a year, 5e-11 at a month and 1e-12 in the
 * last days, over random volatilities of 10 to 80 %, rates and yields up to 10 %. Null for what {@link americanRefusal}
 * names.
 *
 * When European suffices: same-day expiry has neither rate nor yield to earn, so that nothing is gained by exercising
 * early and the European price is exact; so it is wherever no interest (put) or no yield (call) is earned. There this
 * returns {@link priceOf}, to the bit.
 *
 * @see Andersen, Lake, Offengenden, High-performance American option pricing, J. Computational Finance 20 (2016).
 */
export function americanPriceOf(terms: OptionTerms): number | null {
  const { right, spot, strike, rate, dividendYield, years, volatility } = terms;
  if (americanRefusal(terms) !== null) return null;
  const european = priceOf(terms);
  const shared = { years, volatility };
  // the call is the put with spot and strike, rate and yield exchanged
  return right === "P"
    ? new AmericanPut({ ...shared, strike, rate, dividendYield }).at(spot, european)
    : new AmericanPut({ ...shared, strike: spot, rate: dividendYield, dividendYield: rate }).at(
        strike,
        european,
      );
}
