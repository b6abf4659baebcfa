import {
  epochMicros,
  InvariantError,
  openMid,
  positionId,
  type Approved,
  type CancelOpening,
  type Exit,
  type Leg,
  type Order,
  type Position,
  type UsdE4,
} from "@smart0dte/domain";
import { cancelOf, isHeld, mayClose, waitingFor } from "./held-orders.ts";
import type { ExecutionState } from "./execution-state.ts";
import { moveOrder, progressed } from "./order-progress.ts";
import { beginWalk } from "./price-walk.ts";
import { livingStops } from "./stop-reading.ts";
import { change, keepOrder, keepPosition, orderOf, positionOf, say, type Turn } from "./turn.ts";

/** An approval becomes an opening order: the only way to one. It may start at a better price than its worst. */
export function placeOpening(turn: Turn, { orderId: id, plan, quantity }: Approved): Turn {
  const walk = beginWalk(turn, id, plan);
  const order: Wish = {
    id,
    planId: plan.id,
    positionId: positionId(id),
    ticker: plan.ticker,
    purpose: "open",
    reason: "entry",
    legs: plan.legs,
    quantity,
    limit: walk?.from ?? plan.entryLimit,
    validUntil: epochMicros(Math.min(plan.validUntil, turn.state.close)),
  };
  const known = change(turn, {
    plans: [...turn.state.plans, plan],
    walks: walk === null ? turn.state.walks : [...turn.state.walks, walk.walk],
  });
  return send(known, makeOrder(known, order));
}

/**
 * An exit becomes a closing order for the whole package, less the long legs that nobody bids for. While the broker
 * could not be given it, or a stop of the position may still fill, it is held: one order, however long that lasts.
 */
export function placeClose(turn: Turn, exit: Exit): Turn {
  const position = positionOf(turn, exit.positionId);
  assertClosable(position, exit);
  const order = makeOrder(turn, {
    id: exit.orderId,
    planId: position.plan.id,
    positionId: position.id,
    ticker: position.ticker,
    purpose: "close",
    reason: exit.reason,
    legs: closingLegs(position.legs, exit.dropped),
    quantity: exit.quantity,
    limit: exit.limit,
    validUntil: turn.state.close,
  });
  return send(turn, order, { ...position, closing: order.id });
}

/** Sends what was held and may go now; what would close more than is held by then goes back to risk. */
export function releaseHeld(turn: Turn): Turn {
  // expiring contracts take no new order after the close; the settlement ends what is held
  if (turn.at >= turn.state.close) return turn;
  return turn.state.orders.filter(isHeld).reduce((next, order) => {
    if (reasonToWait(next.state, order) !== null) return next;
    const { quantity } = positionOf(next, order.positionId);
    if (quantity < order.quantity) return askCancel(next, order, "its position changed while it waited");
    return send(next, progressed(order, { cause: "journal", note: null }, next.at));
  }, turn);
}

/** Asks the broker to take an order back; nothing is left to ask of one that is over. */
export const requestCancel = (turn: Turn, { orderId, why }: CancelOpening): Turn =>
  askCancel(turn, orderOf(turn, orderId), why);

export function askCancel(turn: Turn, order: Order, note: string): Turn {
  const moved = moveOrder(turn, order, cancelOf(order, note));
  if (moved === turn || isHeld(order)) return moved;
  return say(moved, { type: "orderCommand", action: "cancel", at: turn.at, orderId: order.id });
}

/** An order that puts right what another one left behind: it reduces what is open, so it is a closing one. */
export function placeRepair(
  turn: Turn,
  { planId, positionId: of, ticker }: Order,
  wish: Pick<Order, "id" | "legs" | "quantity" | "limit">,
): Turn {
  const order = makeOrder(turn, {
    ...wish,
    planId,
    positionId: of,
    ticker,
    purpose: "close",
    reason: "orphan",
    validUntil: turn.state.close,
  });
  return send(turn, order);
}

/** A stop that rests at the broker for one short leg of what an order opened. */
export function placeStop(
  turn: Turn,
  { planId, positionId: of, ticker }: Order,
  wish: Pick<Order, "id" | "legs" | "quantity" | "limit"> & { readonly trigger: UsdE4 },
): Turn {
  const order = makeOrder(turn, {
    ...wish,
    planId,
    positionId: of,
    ticker,
    purpose: "close",
    reason: "restingStop",
    validUntil: turn.state.close,
  });
  return send(turn, order);
}

type Wish = Omit<Order, "filled" | "asked" | "placedMid" | "state" | "history">;

function makeOrder(turn: Turn, wish: Wish): Order {
  const { id, quantity, legs } = wish;
  if (turn.state.orders.some((other) => other.id === id)) {
    throw new InvariantError("Two orders of one name", { order: id });
  }
  if (!Number.isSafeInteger(quantity) || quantity <= 0 || legs.length === 0) {
    throw new InvariantError("An order for nothing", { order: id, quantity, legs: legs.length });
  }
  const { at, quoteOf } = turn;
  const intent: Order = {
    ...wish,
    filled: 0,
    asked: null,
    placedMid: quoteOf === null ? null : openMid(legs, quoteOf),
    state: "intent",
    history: [{ state: "intent", at, note: null }],
  };
  const note = reasonToWait(turn.state, wish);
  const approved = progressed(intent, { cause: "approve", note }, at);
  return note === null ? progressed(approved, { cause: "journal", note: null }, at) : approved;
}

/** Why a close is not sent now: a stop that can still fill would close its leg twice. */
function reasonToWait(
  state: ExecutionState,
  { purpose, reason, positionId: of }: Pick<Order, "purpose" | "reason" | "positionId">,
): string | null {
  if (purpose === "open") return null;
  if (!mayClose(state.link, reason)) return waitingFor(state.link);
  const isExit = reason !== "orphan" && reason !== "restingStop";
  return isExit && livingStops(state, of).length > 0 ? "waits for its resting stop to be gone" : null;
}

function send(turn: Turn, order: Order, position: Position | null = null): Turn {
  const kept = keepOrder(turn, order);
  const known = position === null ? kept : keepPosition(kept, position);
  return isHeld(order) ? known : command(known, order);
}

function command(turn: Turn, order: Order): Turn {
  const { id, purpose, legs, quantity, limit, trigger, validUntil } = order;
  return say(turn, {
    type: "orderCommand",
    action: "place",
    at: turn.at,
    orderId: id,
    purpose,
    legs,
    quantity,
    limit,
    ...(trigger !== undefined && { trigger }),
    validUntil,
  });
}

function assertClosable({ id, quantity, closing }: Position, exit: Exit): void {
  if (closing !== null) throw new InvariantError("Two closes of one position", { position: id, closing });
  if (exit.quantity > quantity) {
    throw new InvariantError("A close of more than is held", {
      position: id,
      quantity,
      asked: exit.quantity,
    });
  }
}

function closingLegs(legs: readonly Leg[], dropped: readonly number[]): readonly Leg[] {
  return legs
    .filter(({ instrument }) => !dropped.includes(instrument))
    .map((leg) => ({ ...leg, ratio: -leg.ratio }));
}
