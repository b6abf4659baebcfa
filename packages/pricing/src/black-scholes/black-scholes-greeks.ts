import { oneOption, requirePriced, type OptionTerms } from "./black-scholes-terms.ts";
import { fillGreeks } from "./greeks-core.ts";
import { greeksAnswers, type GreeksAnswers } from "./option-columns.ts";

/** First-order sensitivities of one share's worth of option, and those of delta. */
export interface Greeks {
  /** Dollars a share. */
  readonly price: number;
  /** Price change per $1 of spot; -1 to 1. */
  readonly delta: number;
  /** Delta change per $1 of spot. 1/USD. */
  readonly gamma: number;
  /** Price change per YEAR of time that passes, dollars; divide by 8,760 for an hour. Negative for most long options. */
  readonly theta: number;
  /** Price change per 1.00 of volatility (100 points), dollars. */
  readonly vega: number;
  /** Price change per 1.00 of rate, dollars. */
  readonly rho: number;
  /** Delta change per 1.00 of volatility. */
  readonly vanna: number;
  /** Delta change per YEAR of time that passes; divide by 8,760 for an hour. */
  readonly charm: number;
}

const answer = greeksAnswers(1);

/**
 * Sensitivities of {@link priceOf}, each the exact derivative, within 4e-15 of its natural scale (measured 6e-16).
 *
 * Without deviation (no time left, or no volatility) those of the payoff: delta a step, a half exactly at the strike, and
 * 0 whatever needs a density, at the strike, too, where the limits are infinite.
 *
 * @throws InvariantError when a term is out of range; {@link termsRefusal} tells before.
 */
export function greeksOf(terms: OptionTerms): Greeks {
  fillGreeks(oneOption(terms), answer);
  requirePriced(terms, answer);
  return firstGreeks(answer);
}

/** Those of the first option of a batch. */
export const firstGreeks = (from: GreeksAnswers): Greeks => ({
  price: from.price[0] ?? 0,
  delta: from.delta[0] ?? 0,
  gamma: from.gamma[0] ?? 0,
  theta: from.theta[0] ?? 0,
  vega: from.vega[0] ?? 0,
  rho: from.rho[0] ?? 0,
  vanna: from.vanna[0] ?? 0,
  charm: from.charm[0] ?? 0,
});
