export * from "./american/american-price.ts";
export * from "./american/cash-dividend.ts";
export type { DividendTerms } from "./american/dividend-terms.ts";
export * from "./arbitrage-checks.ts";
export * from "./black-scholes-greeks.ts";
export { priceOf, timeValueOf, type OptionTerms } from "./black-scholes-price.ts";
export * from "./chain-greeks.ts";
export * from "./density-measures.ts";
export * from "./expected-move.ts";
export * from "./exposure.ts";
export * from "./higher-greeks.ts";
export {
  impliedDeviation,
  impliedVolatility,
  type NoVolatility,
  type QuotedOption,
} from "./implied-volatility.ts";
export { normalBelow, normalDensity } from "./mills-ratio.ts";
export * from "./parity-forward.ts";
export * from "./parity-rate.ts";
export * from "./smile-density.ts";
export * from "./smile-expectation.ts";
export * from "./smile-fit.ts";
export type { SmilePoint } from "./smile-readings.ts";
export * from "./smile.ts";
export { outOfTheMoneyValue } from "./time-value.ts";
export * from "./structures/greeks-ladder.ts";
export * from "./structures/market-density.ts";
export * from "./structures/payoff.ts";
export * from "./structures/structure-odds.ts";
export * from "./touch-probability.ts";
export * from "./variance-strip.ts";
export * from "./years.ts";
