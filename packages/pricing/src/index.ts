export * from "./american/american-price.ts";
export * from "./american/american-refusal.ts";
export * from "./american/cash-dividend.ts";
export type { DividendTerms } from "./american/dividend-terms.ts";
export * from "./arbitrage-checks.ts";
export { greeksOf, type Greeks } from "./black-scholes-greeks.ts";
export { priceOf, timeValueOf } from "./black-scholes-price.ts";
export { termsRefusal, type OptionTerms } from "./black-scholes-terms.ts";
export * from "./chain-greeks.ts";
export * from "./chain-refresh.ts";
export * from "./density-measures.ts";
export * from "./expected-move.ts";
export * from "./exposure-flips.ts";
export {
  exposureRefusal,
  type DealerSign,
  type ExposedContract,
  type ExposureTerms,
  type NoExposure,
} from "./exposure-terms.ts";
export * from "./exposure.ts";
export * from "./greeks-batch.ts";
export * from "./higher-greeks.ts";
export { impliedDeviation, impliedVolatility, type QuotedOption } from "./implied-volatility.ts";
export { normalBelow, normalDensity } from "./mills-ratio.ts";
export {
  allGreeksAnswers,
  greeksAnswers,
  optionColumns,
  volatilityAnswers,
  type AllGreeksAnswers,
  type ChainTerms,
  type GreeksAnswers,
  type OptionColumns,
  type PriceColumn,
  type RefusalColumn,
  type StrikeColumns,
  type VolatilityAnswers,
  type VolatilityColumn,
} from "./option-columns.ts";
export * from "./parity-forward.ts";
export * from "./parity-rate.ts";
export * from "./smile-density.ts";
export * from "./smile-expectation.ts";
export * from "./smile-fit.ts";
export type { SmileColumns, SmilePoint } from "./smile-readings.ts";
export type { SmileShape, SmileTail } from "./smile-shape.ts";
export * from "./smile.ts";
export {
  REFUSAL_CODES,
  refusalOf,
  type NoVolatility,
  type RefusalCode,
  type TermsRefusal,
} from "./terms-refusal.ts";
export { outOfTheMoneyValue } from "./time-value.ts";
export * from "./structures/greeks-ladder.ts";
export * from "./structures/market-density.ts";
export { breakEvensOf, outcomesOf, payoffAt, profitRegions } from "./structures/payoff.ts";
export type { Outcomes, PayoffLeg, ProfitRegion } from "./structures/payoff.ts";
export type { BoardFault, BoardQuotes } from "./structures/structure-board.ts";
export * from "./structures/structure-families.ts";
export { structureFault, type StructureFault } from "./structures/structure-fault.ts";
export { analyseStructure, meanPayoffOf, structureOdds } from "./structures/structure-odds.ts";
export type { PriceDensity, StructureAnalysis, StructureOdds } from "./structures/structure-odds.ts";
export * from "./structures/structure-ranking.ts";
export * from "./structures/structure-scan.ts";
export * from "./structures/tabulated-density.ts";
export * from "./structures/value-surface.ts";
export * from "./touch-probability.ts";
export * from "./variance-clock.ts";
export * from "./variance-profile.ts";
export * from "./variance-strip-term.ts";
export * from "./variance-strip.ts";
export * from "./volatility-bands.ts";
export * from "./volatility-batch.ts";
export * from "./years.ts";
