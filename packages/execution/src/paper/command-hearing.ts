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
type Replace = Extract<OrderCommand, { action: "replace" }>;
type Cancel = Extract<OrderCommand, { action: "cancel" }>;

/** Takes an order, a change or a cancel; all take effect at a later look. */
export function hearCommand(
  state: PaperState,
  command: OrderCommand,
  moment: Moment,
): Step<PaperState, BrokerEvent> {
  switch (command.action) {
    case "place":
      return place(state, command, moment);
    case "replace":
      return replace(state, command, moment);
    case "cancel":
      return cancel(state, command, moment);
    default:
      return unreachable(command);
  }
}

function place(state: PaperState, command: Place, { seq, at }: Moment): Step<PaperState, BrokerEvent> {
  const { orderId, purpose, legs, quantity, limit, trigger = null, validUntil } = command;
  if (state.seen.includes(orderId)) return { state, out: [] };
  const seen = [...state.seen, orderId];
  const sent: BrokerEvent = { kind: "sent", orderId, at };
  if (at >= state.close) {
    return {
      state: { ...state, seen },
      out: [sent, { kind: "rejected", orderId, at, why: "the session has closed" }],
    };
  }
  if (trigger !== null && legs.length > 1) {
    const why = "STOP_ON_PACKAGE: a stop is for a single option";
    return { state: { ...state, seen }, out: [sent, { kind: "rejected", orderId, at, why }] };
  }
  const order: PaperOrder = {
    id: orderId,
    purpose,
    legs,
    quantity,
    filled: 0,
    limit,
    trigger,
    validUntil,
    placed: { seq, at },
    isWorking: false,
    executions: 0,
    change: null,
    cancel: null,
  };
  return { state: { ...state, seen, orders: [...state.orders, order] }, out: [sent] };
}

/** One change at a time, and none of an order that is to go; of one that is over its end was told. */
function replace(
  state: PaperState,
  { orderId, limit }: Replace,
  { seq, at }: Moment,
): Step<PaperState, BrokerEvent> {
  if (!state.seen.includes(orderId)) {
    throw new InvariantError("A change of an order that was never placed", { order: orderId });
  }
  const order = state.orders.find(({ id }) => id === orderId);
  if (order === undefined) return { state, out: [] };
  const why = order.cancel !== null ? "its cancel was asked for" : "another change of it is under way";
  if (order.cancel !== null || order.change !== null)
    return { state, out: [{ kind: "replaceRefused", orderId, at, why }] };
  const changed = { ...order, change: { limit, asked: { seq, at } } };
  const orders = state.orders.map((one) => (one === order ? changed : one));
  return { state: { ...state, orders }, out: [] };
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
