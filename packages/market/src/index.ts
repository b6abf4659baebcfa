export type { ChainReading } from "./chain-reading.ts";
export { densityView } from "./density-view.ts";
export { MarketEngine } from "./market-engine.ts";
export * from "./position-ladder.ts";
export { isImplausiblyWide } from "./quote-width.ts";
