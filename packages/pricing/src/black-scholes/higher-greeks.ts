import { firstGreeks, type Greeks } from "./black-scholes-greeks.ts";
import { oneOption, requirePriced, type OptionTerms } from "./black-scholes-terms.ts";
import { fillAllGreeks } from "./greeks-core.ts";
import { allGreeksAnswers } from "./option-columns.ts";

/** All sensitivities to second order and those of gamma. Units as the formulas have them: per 1.00 and per YEAR. */
export interface AllGreeks extends Greeks {
  /** Price change per 1.00 of dividend yield, dollars. */
  readonly phi: number;
  /** Price change per $1 of strike; -1 to 1. */
  readonly dualDelta: number;
  /** Vega change per 1.00 of volatility, dollars. */
  readonly vomma: number;
  /** Gamma change per $1 of spot. */
  readonly speed: number;
  /** Gamma change per 1.00 of volatility. */
  readonly zomma: number;
  /** Gamma change per YEAR of time that passes. */
  readonly color: number;
  /** Risk-neutral probability of ending in the money. Not delta. */
  readonly probabilityInTheMoney: number;
}

const answer = allGreeksAnswers(1);

/**
 * {@link greeksOf} and the rest, each the exact derivative, within 4e-15 of its natural scale (measured 1.3e-15).
 *
 * Units stand at each field: per dollar of spot, per 1.00 of volatility or rate, per YEAR of time that passes. For terms
 * that `termsRefusal` passes. Without deviation those of the payoff, as there; what needs a density is 0.
 *
 * @see Haug, The Complete Guide to Option Pricing Formulas (2007), for the names; checked against 60-digit references.
 * @throws InvariantError when a term is out of range; `termsRefusal` tells before.
 */
export function allGreeksOf(terms: OptionTerms): AllGreeks {
  fillAllGreeks(oneOption(terms), answer);
  requirePriced(terms, answer);
  return {
    ...firstGreeks(answer),
    phi: answer.phi[0] ?? 0,
    dualDelta: answer.dualDelta[0] ?? 0,
    vomma: answer.vomma[0] ?? 0,
    speed: answer.speed[0] ?? 0,
    zomma: answer.zomma[0] ?? 0,
    color: answer.color[0] ?? 0,
    probabilityInTheMoney: answer.probabilityInTheMoney[0] ?? 0,
  };
}
