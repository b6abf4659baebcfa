export { economicsOf, packagePrice, type Economics, type PackagePrice } from "./economics.ts";
export type { StrategyInput } from "./strategy-input.ts";
export { initialStrategy, strategyStep, type StrategyState } from "./strategy-step.ts";
