import { oneOption, requirePriced, type OptionTerms } from "./black-scholes-terms.ts";
import { fillAllGreeks, fillGreeks } from "./greeks-core.ts";
import { allGreeksAnswers } from "./option-columns.ts";

export type { OptionTerms } from "./black-scholes-terms.ts";

const answer = allGreeksAnswers(1);

/**
 * Premium in dollars a share, European; at zero time or volatility exactly the discounted intrinsic value.
 *
 * Within 8 (2 + cond) 1.1e-16 of itself, cond its condition number in the six terms (measured 2.5 of the 8), out to where
 * it underflows.
 *
 * @throws InvariantError when a term is out of range; {@link termsRefusal} tells before.
 * @see Merton, Theory of rational option pricing (1973); Mills ratios by Cody (1969).
 */
export function priceOf(terms: OptionTerms): number {
  fillGreeks(oneOption(terms), answer);
  requirePriced(terms, answer);
  return answer.price[0] ?? 0;
}

/** What the premium is above the discounted intrinsic value, dollars a share, taken without cancellation. */
export function timeValueOf(terms: OptionTerms): number {
  fillAllGreeks(oneOption(terms), answer);
  requirePriced(terms, answer);
  return answer.timeValue[0] ?? 0;
}
