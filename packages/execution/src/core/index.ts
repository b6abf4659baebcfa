export type { ExecutionInput } from "./execution-input.ts";
export { openExecution, type ExecutionState } from "./execution-state.ts";
export { executionStep, isTickDue } from "./execution-step.ts";
export { isOver, nextState, ORDER_TRANSITIONS, type OrderCause, type Untabled } from "./order-transitions.ts";
export { repairOf, type Repair, type RepairOrder, type RepairRules, type Stranded } from "./orphan-repair.ts";
