import { InvariantError, unreachable, type BrokerEvent, type Fill, type Order } from "@smart0dte/domain";
import { bookFill, openPosition } from "./fill-booking.ts";
import { assertIsOf } from "./fill-proof.ts";
import { moveOrder, progressed } from "./order-progress.ts";
import { isOver } from "./order-transitions.ts";
import { settlePosition } from "./settlement.ts";
import { change, keepOrder, keepPosition, orderOf, say, type Turn } from "./turn.ts";

type BrokerFill = Extract<BrokerEvent, { kind: "fill" }>;

/** Takes in one report of the broker. Money comes from fills alone, never from a status. */
export function hearBroker(turn: Turn, event: BrokerEvent): Turn {
  const order = orderOf(turn, event.orderId);
  switch (event.kind) {
    case "sent":
    case "acknowledged":
    case "working":
      return moveOrder(turn, order, { cause: event.kind, note: null });
    case "cancelled":
    case "rejected":
    case "expired":
    case "lost":
      return moveOrder(turn, order, { cause: event.kind, note: event.why });
    case "fill":
      return hearFill(turn, order, event);
    default:
      return unreachable(event);
  }
}

/** Books a fill whatever the order's state says: the contracts changed hands. */
function hearFill(turn: Turn, order: Order, event: BrokerFill): Turn {
  if (turn.state.executions.includes(event.executionId)) return turn;
  assertIsOf(order, event);
  const filled = order.filled + event.quantity;
  const moved = progressed(
    order,
    { cause: filled === order.quantity ? "fullFill" : "partFill", note: noteOf(order, event) },
    turn.at,
  );
  const known = change(turn, { executions: [...turn.state.executions, event.executionId] });
  const fill = fillOf(turn, order, event);
  return book(keepOrder(say(known, fill), { ...moved, filled }), { ...moved, filled }, fill);
}

/** The position follows its fill; one told after the settlement is settled at once. */
function book(turn: Turn, order: Order, fill: Fill): Turn {
  const { state, at } = turn;
  const before = state.positions.find(({ id }) => id === order.positionId) ?? newPosition(turn, order);
  const booked = bookFill(before, fill, at);
  const isFree = booked.closing === order.id && isOver(order.state);
  const position = isFree ? { ...booked, closing: null } : booked;
  const kept = keepPosition(turn, position);
  return state.settling === null ? kept : settlePosition(kept, position, state.settling[position.ticker]);
}

function newPosition(
  { state, at }: Turn,
  { planId, positionId, purpose }: Order,
): ReturnType<typeof openPosition> {
  const plan = state.plans.find(({ id }) => id === planId);
  if (plan === undefined || purpose === "close") {
    throw new InvariantError("A fill without a position", { position: positionId, plan: planId });
  }
  return openPosition(positionId, plan, at);
}

const fillOf = ({ state }: Turn, order: Order, event: BrokerFill): Fill => ({
  type: "fill",
  at: event.at,
  executionId: event.executionId,
  orderId: order.id,
  positionId: order.positionId,
  purpose: order.purpose,
  quantity: event.quantity,
  legs: event.legs,
  price: event.price,
  fees: event.fees,
  how: state.fillHow,
});

const noteOf = (order: Order, { executionId }: BrokerFill): string | null =>
  isOver(order.state) ? `${executionId} came after ${order.state}` : null;
