export { isFlattening } from "./exits.ts";
export {
  openBook,
  type AcceptedByPerson,
  type ClosedPosition,
  type PositionMemory,
  type Reservation,
  type RiskBook,
} from "./risk-book.ts";
export type { RiskInput, SpotOf } from "./risk-input.ts";
export { marginOf, type MarginEffect, type MarginOf, type MarginProblem } from "./margin.ts";
export { riskStep } from "./risk-step.ts";
export { REGIME_FACTORS, roomForPackage } from "./sizing.ts";
