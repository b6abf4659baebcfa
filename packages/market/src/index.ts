export { MarketEngine } from "./market-engine.ts";
export { isImplausiblyWide } from "./quote-width.ts";
