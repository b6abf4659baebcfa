export { breakEvensOf, economicsOf, payoffAt, type Economics } from "./economics.ts";
export type { StrategyInput } from "./strategy-input.ts";
export { initialStrategy, strategyStep, type StrategyState } from "./strategy-step.ts";
