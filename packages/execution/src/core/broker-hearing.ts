import {
  InvariantError,
  plus,
  unreachable,
  usdE4,
  type BrokerEvent,
  type Fill,
  type Order,
  type Orphan,
  type Position,
  type UsdE4,
} from "@smart0dte/domain";
import type { ExecutionState } from "./execution-state.ts";
import { bookFill, openPosition } from "./fill-booking.ts";
import { assertAreLegsOf, assertIsOf } from "./fill-proof.ts";
import { qualityOf } from "./fill-quality.ts";
import { askCancel } from "./order-placing.ts";
import { bookLegs } from "./orphan-booking.ts";
import { endOrphans, keepStranding, newStranding, strandingOf } from "./orphan-life.ts";
import { isOverFilled, splitFill, withAlone } from "./over-fill.ts";
import { hearReplaced } from "./order-replacing.ts";
import { moveOrder, progressed } from "./order-progress.ts";
import { isOver } from "./order-transitions.ts";
import { settlePosition } from "./settlement.ts";
import { isRestingStop } from "./stop-reading.ts";
import { change, keepOrder, keepPosition, orderOf, say, type Turn } from "./turn.ts";

type BrokerFill = Extract<BrokerEvent, { kind: "fill" }>;
type BrokerOrphan = Extract<BrokerEvent, { kind: "orphan" }>;

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
    case "replaced":
      return hearReplaced(moveOrder(turn, order, { cause: "replaced", note: null }), order, event.limit);
    case "replaceRefused":
      return hearReplaced(moveOrder(turn, order, { cause: "replaceRefused", note: event.why }), order, null);
    case "fill":
      return hearFill(turn, order, event);
    case "orphan":
      return hearOrphan(turn, order, event);
    default:
      return unreachable(event);
  }
}

/** Books a fill whatever the order's state says: the contracts changed hands, and more of them than were ordered too. */
function hearFill(turn: Turn, order: Order, event: BrokerFill): Turn {
  if (turn.state.executions.includes(event.executionId)) return turn;
  assertIsOf(order, event);
  const { within, beyond } = splitFill(event, order.quantity - order.filled);
  const booked = within === null ? turn : hearPackages(turn, order, within);
  return beyond === null ? booked : hearOrphan(booked, orderOf(booked, order.id), beyond);
}

function hearPackages(turn: Turn, order: Order, event: BrokerFill): Turn {
  const filled = order.filled + event.quantity;
  const moved = progressed(
    order,
    { cause: filled === order.quantity ? "fullFill" : "partFill", note: noteOf(order, event) },
    turn.at,
  );
  const known = change(turn, { executions: [...turn.state.executions, event.executionId] });
  const fill = fillOf(known, { ...order, filled }, event);
  return book(keepOrder(say(known, fill), { ...moved, filled }), { ...moved, filled }, fill);
}

/** Books legs that traded alone: from here on the desk knows what it holds. Nothing more opens on their ticker. */
function hearOrphan(turn: Turn, order: Order, event: BrokerOrphan): Turn {
  if (turn.state.executions.includes(event.executionId)) return turn;
  assertAreLegsOf(order, event);
  const { state } = turn;
  const known = change(turn, {
    executions: [...state.executions, event.executionId],
    alone: withAlone(state.alone, order.id, event.legs),
  });
  const price = usdE4(event.legs.reduce((sum, leg) => sum + leg.quantity * leg.price, 0));
  const fill = fillOf(known, order, { ...event, kind: "fill", quantity: 0, price });
  const taken = known.state.orders
    .filter(({ id, ticker, purpose }) => id === order.id || (ticker === order.ticker && purpose === "open"))
    .reduce((next, { id }) => askCancel(next, orderOf(next, id), "orphan legs"), say(known, fill));
  return book(taken, orderOf(taken, order.id), fill);
}

/** The position follows its fill; one told after the settlement is settled at once. */
function book(turn: Turn, order: Order, fill: Fill): Turn {
  const { state } = turn;
  const before = state.positions.find(({ id }) => id === order.positionId) ?? newPosition(turn, order);
  const isOfLegs = fill.quantity === 0 || order.reason === "orphan" || isRestingStop(order);
  const { position: booked, turn: next } = isOfLegs
    ? strand(turn, order, { before, fill })
    : { position: bookFill(before, fill, { at: turn.at, beside: besideOf(state, before) }), turn };
  const isFree = booked.closing === order.id && isOver(order.state);
  const position = isFree ? { ...booked, closing: null } : booked;
  const kept = giveWay(keepPosition(next, position), position);
  const { settling } = state;
  if (settling === null) return kept;
  const settled = settlePosition(kept, position, settling[position.ticker]);
  return endOrphans(settled, (ticker) => settling[ticker] !== null);
}

/** A close that would trade more than is held by now is taken back; risk asks anew for what is left. */
function giveWay(turn: Turn, { closing, quantity }: Position): Turn {
  if (closing === null) return turn;
  const order = orderOf(turn, closing);
  if (isOver(order.state) || order.quantity - order.filled <= quantity) return turn;
  return askCancel(turn, order, "less is held by now");
}

function strand(
  turn: Turn,
  order: Order,
  { before, fill }: { readonly before: Position; readonly fill: Fill },
): { readonly position: Position; readonly turn: Turn } {
  const { state, at } = turn;
  const stranding = strandingOf(state, order.id) ?? newStranding(order, at);
  const { cost, orphan } = stranding;
  const {
    position,
    legs,
    cost: left,
  } = bookLegs(before, fill, {
    beside: { cost, legs: orphan.legs },
    others: besideOf(state, before, orphan),
  });
  const isClear = legs.length === 0;
  const told: Orphan = isClear
    ? { ...orphan, legs, state: "resolved", why: "nothing is left of it" }
    : { ...orphan, legs, state: orphan.state === "resolved" ? "waiting" : orphan.state };
  return { position, turn: keepStranding(turn, { ...stranding, cost: left, orphan: told }) };
}

/** What orphan legs of a position cost, those of one order apart; null where it has none. */
function besideOf(
  { strandings }: ExecutionState,
  { id }: Position,
  apart: Orphan | null = null,
): UsdE4 | null {
  const own = strandings.filter(
    ({ orphan }) =>
      orphan.positionId === id && orphan.state !== "resolved" && orphan.orderId !== apart?.orderId,
  );
  return own.length === 0 ? null : plus(...own.map(({ cost }) => cost));
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

/** `order` as it is with the fill. */
const fillOf = ({ state, quoteOf }: Turn, order: Order, event: BrokerFill): Fill => ({
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
  quality: qualityOf(order, event, {
    plan: state.plans.find(({ id }) => id === order.planId),
    quoteOf,
  }),
  how: state.fillHow,
  ...(isOverFilled(order, state.alone) ? { isBeyondOrder: true } : {}),
});

const noteOf = (order: Order, { executionId }: BrokerFill): string | null =>
  isOver(order.state) ? `${executionId} came after ${order.state}` : null;
