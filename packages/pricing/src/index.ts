export * from "./american/american-price.ts";
export * from "./american/american-refusal.ts";
export * from "./american/cash-dividend.ts";
export type { DividendTerms } from "./american/dividend-terms.ts";
export * from "./american/exercise-premium.ts";
export * from "./arbitrage/arbitrage-checks.ts";
export { greeksOf, type Greeks } from "./black-scholes/black-scholes-greeks.ts";
export { priceOf, timeValueOf } from "./black-scholes/black-scholes-price.ts";
export { termsRefusal, type OptionTerms } from "./black-scholes/black-scholes-terms.ts";
export * from "./chain/chain-greeks.ts";
export * from "./chain/chain-refresh.ts";
export * from "./smile/density-measures.ts";
export * from "./moves/expected-move.ts";
export * from "./exposure/exposure-flips.ts";
export {
  exposureRefusal,
  type DealerSign,
  type ExposedContract,
  type ExposureTerms,
  type NoExposure,
} from "./exposure/exposure-terms.ts";
export * from "./exposure/exposure.ts";
export * from "./black-scholes/greeks-batch.ts";
export * from "./black-scholes/higher-greeks.ts";
export {
  impliedDeviation,
  impliedVolatility,
  type QuotedOption,
} from "./implied-volatility/implied-volatility.ts";
export { normalBelow, normalDensity } from "./elementary/mills-ratio.ts";
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
} from "./black-scholes/option-columns.ts";
export * from "./parity/parity-forward.ts";
export * from "./parity/parity-rate.ts";
export * from "./smile/smile-density.ts";
export * from "./smile/smile-expectation.ts";
export * from "./smile/smile-fit.ts";
export type { SmileColumns, SmilePoint } from "./smile/smile-readings.ts";
export type { SmileShape, SmileTail } from "./smile/smile-shape.ts";
export * from "./smile/smile.ts";
export {
  REFUSAL_CODES,
  refusalOf,
  type NoVolatility,
  type RefusalCode,
  type TermsRefusal,
} from "./black-scholes/terms-refusal.ts";
export { outOfTheMoneyValue } from "./black-scholes/time-value.ts";
export * from "./structures/greeks-ladder.ts";
export * from "./structures/market-density.ts";
export { breakEvensOf, outcomesOf, payoffAt, profitRegions } from "./structures/payoff.ts";
export type { Outcomes, PayoffLeg, ProfitRegion } from "./structures/payoff.ts";
export type { BoardFault, BoardQuotes } from "./structures/structure-board.ts";
export * from "./structures/structure-families.ts";
export { structureFault, type StructureFault } from "./structures/structure-fault.ts";
export { structureName } from "./structures/structure-name.ts";
export { analyseStructure, meanPayoffOf, structureOdds } from "./structures/structure-odds.ts";
export type { PriceDensity, StructureAnalysis, StructureOdds } from "./structures/structure-odds.ts";
export * from "./structures/structure-ranking.ts";
export * from "./structures/structure-scan.ts";
export * from "./structures/tabulated-density.ts";
export * from "./structures/value-surface.ts";
export * from "./moves/touch-probability.ts";
export * from "./clock/variance-clock.ts";
export * from "./clock/variance-profile.ts";
export * from "./strips/variance-strip-term.ts";
export * from "./strips/variance-strip.ts";
export * from "./implied-volatility/volatility-bands.ts";
export * from "./implied-volatility/volatility-batch.ts";
export * from "./clock/years.ts";
