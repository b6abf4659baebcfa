import {
  InvariantError,
  unreachable,
  type BrokerEvent,
  type OrderCommand,
  type Step,
} from "@smart0dte/domain";
import type { Moment } from "./paper-input.ts";
import type { PaperOrder, PaperState } from "./paper-state.ts";

type Place = Extract<OrderCommand, { action: "place" }>;
type Cancel = Extract<OrderCommand, { action: "cancel" }>;

/** Takes an order or a cancel; both take effect at a later look. */
export function hearCommand(
  state: PaperState,
  command: OrderCommand,
  moment: Moment,
): Step<PaperState, BrokerEvent> {
  switch (command.action) {
    case "place":
      return place(state, command, moment);
    case "cancel":
      return cancel(state, command, moment);
    default:
      return unreachable(command);
  }
}

function place(state: PaperState, command: Place, { seq, at }: Moment): Step<PaperState, BrokerEvent> {
  const { orderId, purpose, legs, quantity, limit, validUntil } = command;
  if (state.seen.includes(orderId)) return { state, out: [] };
  const seen = [...state.seen, orderId];
  const sent: BrokerEvent = { kind: "sent", orderId, at };
  if (at >= state.close) {
    return {
      state: { ...state, seen },
      out: [sent, { kind: "rejected", orderId, at, why: "the session has closed" }],
    };
  }
  const order: PaperOrder = {
    id: orderId,
    purpose,
    legs,
    quantity,
    filled: 0,
    limit,
    validUntil,
    placed: { seq, at },
    isWorking: false,
    executions: 0,
    cancel: null,
  };
  return { state: { ...state, seen, orders: [...state.orders, order] }, out: [sent] };
}

/** The cancel of an order that is over already is answered by what was told of its end. */
function cancel(state: PaperState, { orderId }: Cancel, { seq, at }: Moment): Step<PaperState, BrokerEvent> {
  if (!state.seen.includes(orderId)) {
    throw new InvariantError("A cancel of an order that was never placed", { order: orderId });
  }
  const orders = state.orders.map((order) =>
    order.id === orderId && order.cancel === null ? { ...order, cancel: { seq, at } } : order,
  );
  return { state: { ...state, orders }, out: [] };
}
