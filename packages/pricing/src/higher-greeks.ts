import { greeksOf, type Greeks } from "./black-scholes-greeks.ts";
import { deviationOf, discounted, type OptionTerms } from "./black-scholes-price.ts";
import { normalBelow, normalDensity } from "./mills-ratio.ts";

/** All sensitivities to second order and those of gamma. Units as the formulas have them: per 1.00 and per YEAR. */
export interface AllGreeks extends Greeks {
  /** Price change per 1.00 of dividend yield, dollars. */
  readonly phi: number;
  /** Price change per $1 of strike; -1 to 1. */
  readonly dualDelta: number;
  /** Delta change per 1.00 of volatility. */
  readonly vanna: number;
  /** Delta change per YEAR of time that passes; divide by 8,760 for an hour. */
  readonly charm: number;
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

/**
 * {@link greeksOf} and the rest, each the exact derivative, within 4e-15 of its natural scale.
 *
 * At zero deviation the limits away from the money: what needs a density is 0 there.
 */
export function allGreeksOf(terms: OptionTerms): AllGreeks {
  const { right, spot, years, volatility, rate, dividendYield } = terms;
  const { forward, strike, moneyness } = discounted(terms);
  const first = greeksOf(terms);
  const deviation = deviationOf(terms);
  const centre = moneyness === 0 ? 0 : moneyness / deviation;
  const d1 = centre + 0.5 * deviation;
  const d2 = centre - 0.5 * deviation;
  const sign = right === "C" ? 1 : -1;
  const density = (forward / spot) * normalDensity(d1);
  const inTheMoney = normalBelow(sign * d2);
  const common = {
    ...first,
    phi: -years * spot * first.delta,
    dualDelta: (-sign * strike * inTheMoney) / terms.strike,
    probabilityInTheMoney: inTheMoney,
  };
  if (density === 0)
    return {
      ...common,
      vanna: 0,
      charm: dividendYield * first.delta,
      vomma: 0,
      speed: 0,
      zomma: 0,
      color: 0,
    };
  // how far d1 moves per share of the time that passes
  const drift = (2 * (rate - dividendYield) * years) / deviation - d2;
  return {
    ...common,
    vanna: (-density * d2) / volatility,
    charm: dividendYield * first.delta - (density * drift) / (2 * years),
    vomma: (first.vega * d1 * d2) / volatility,
    speed: (-first.gamma / spot) * (d1 / deviation + 1),
    zomma: (first.gamma * (d1 * d2 - 1)) / volatility,
    color: (first.gamma / (2 * years)) * (2 * dividendYield * years + 1 + d1 * drift),
  };
}
