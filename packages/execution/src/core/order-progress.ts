import { InvariantError, type EpochMicros, type Order, type OrderState } from "@smart0dte/domain";
import { isOver, nextState, type OrderCause } from "./order-transitions.ts";
import { keepOrder, keepPosition, type Turn } from "./turn.ts";

/** Something that happens to an order, and what to remember of it. */
export interface Happening {
  readonly cause: OrderCause;
  readonly note: string | null;
}

/** The order after one cause by the table; its history grows only where its state changes. */
export function progressed(order: Order, { cause, note }: Happening, at: EpochMicros): Order {
  const next = nextState(order.state, cause);
  if (!next.ok) throw new InvariantError("Not in the life of an order", { order: order.id, ...next.error });
  const state: OrderState = next.value;
  if (state === order.state) return order;
  const asked = isOver(state) ? null : order.asked;
  return { ...order, asked, state, history: [...order.history, { state, at, note }] };
}

/** Moves an order on, says so where that changes it, and frees the position that an ended close held. */
export function moveOrder(turn: Turn, order: Order, happening: Happening): Turn {
  const moved = progressed(order, happening, turn.at);
  return moved === order ? turn : freePosition(keepOrder(turn, moved), moved);
}

/** A position whose close is over without having closed it may be closed anew. */
function freePosition(turn: Turn, order: Order): Turn {
  const position = turn.state.positions.find(({ closing }) => closing === order.id);
  if (position === undefined || !isOver(order.state)) return turn;
  return keepPosition(turn, { ...position, closing: null });
}
