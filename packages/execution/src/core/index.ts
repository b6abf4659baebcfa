export type { ExecutionInput } from "./execution-input.ts";
export { openExecution, type ExecutionState } from "./execution-state.ts";
export { executionStep } from "./execution-step.ts";
export { isOver, nextState, ORDER_TRANSITIONS, type OrderCause, type Untabled } from "./order-transitions.ts";
