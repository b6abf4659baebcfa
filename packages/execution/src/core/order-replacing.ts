import type { Order, UsdE4 } from "@smart0dte/domain";
import { isOver, nextState } from "./order-transitions.ts";
import { keepOrder, say, type Turn } from "./turn.ts";

/**
 * Asks the broker to let an order work at another limit; the old one stands until it says so.
 *
 * Nothing is asked of an order that the broker has not acknowledged, that is to go, that is over, or that waits for
 * the answer about another limit.
 */
export function askReplace(turn: Turn, order: Order, limit: UsdE4): Turn {
  if (!isReplaceable(order) || limit === order.limit) return turn;
  const { id: orderId, purpose } = order;
  const asked = keepOrder(turn, { ...order, asked: limit });
  return say(asked, { type: "orderCommand", action: "replace", at: turn.at, orderId, purpose, limit });
}

export const isReplaceable = ({ state, asked }: Order): boolean =>
  asked === null && nextState(state, "replace").ok;

/** The broker has answered; what it says of an order that is over changes nothing. `limit` is null where it refused. */
export function hearReplaced(turn: Turn, order: Order, limit: UsdE4 | null): Turn {
  if (isOver(order.state) || (limit === null && order.asked === null)) return turn;
  const next = { ...order, limit: limit ?? order.limit, asked: null };
  return next.limit === order.limit && order.asked === null ? turn : keepOrder(turn, next);
}
