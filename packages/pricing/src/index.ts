export * from "./black-scholes-greeks.ts";
export { priceOf, type OptionTerms } from "./black-scholes-price.ts";
export * from "./chain-greeks.ts";
export * from "./expected-move.ts";
export {
  impliedDeviation,
  impliedVolatility,
  type NoVolatility,
  type QuotedOption,
} from "./implied-volatility.ts";
export * from "./parity-forward.ts";
export * from "./smile-density.ts";
export * from "./smile-expectation.ts";
export * from "./smile-fit.ts";
export type { SmilePoint } from "./smile-readings.ts";
export * from "./smile.ts";
export { outOfTheMoneyValue } from "./time-value.ts";
export * from "./years.ts";
