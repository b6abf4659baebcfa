import type { Order, PositionId } from "@smart0dte/domain";
import type { ExecutionState } from "./execution-state.ts";
import { isOver } from "./order-transitions.ts";

/** A net at the broker under a short leg, no decision to close. */
export const isRestingStop = ({ reason }: Pick<Order, "reason">): boolean => reason === "restingStop";

/** Stops of a position that may still fill: only a confirmed end takes one off. */
export const livingStops = ({ orders }: Pick<ExecutionState, "orders">, id: PositionId): readonly Order[] =>
  orders.filter((order) => order.positionId === id && isRestingStop(order) && !isOver(order.state));
