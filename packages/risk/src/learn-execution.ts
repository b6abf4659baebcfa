import {
  epochMicros,
  type ExecutionEvent,
  type ExitReason,
  type Fill,
  type Order,
  type Orphan,
  type Position,
  unreachable,
  usdE4,
} from "@smart0dte/domain";
import { dayPnl } from "./day-pnl.ts";
import { addHalt, cancelOpenings, isOver } from "./halting.ts";
import { freshMemory, memoryOf } from "./position-memory.ts";
import type { RiskBook } from "./risk-book.ts";
import { change, type Turn } from "./turn.ts";

/** How long a close that the broker refused is left alone, microseconds. */
const RETRY_AFTER = 5_000_000;

/** Decided once on what the market showed: a refusal must not lose them. The others are due by what still stands. */
const OWED: readonly ExitReason[] = ["stop", "invalidation"];

/**
 * Takes in what execution has done. Judgement comes with the next market or timer input; a fill of more than was
 * ordered halts at once.
 */
export function learnExecution(turn: Turn, event: ExecutionEvent): Turn {
  switch (event.type) {
    case "orderChanged":
      return learnOrder(turn, event.order);
    case "positionChanged":
      return learnPosition(turn, event.position);
    case "orphanChanged":
      return learnOrphan(turn, event.orphan);
    case "fill":
      return learnFill(turn, event);
    // the money of these stands in the position that follows
    case "exercised":
    case "unsettled":
      return turn;
    default:
      return unreachable(event);
  }
}

/** The money of a fill stands in the position that follows; what nobody ordered halts, once until it is resumed. */
function learnFill(turn: Turn, { isBeyondOrder, orderId }: Fill): Turn {
  const isHalted = turn.book.halts.some((cause) => cause.kind === "overFilled" && cause.orderId === orderId);
  if (isBeyondOrder !== true || isHalted) return turn;
  return cancelOpenings(addHalt(turn, { kind: "overFilled", orderId, at: turn.at }), "halt", null);
}

function learnOrder(turn: Turn, order: Order): Turn {
  const { book } = turn;
  const known = book.orders.some(({ id }) => id === order.id);
  const orders = known
    ? book.orders.map((other) => (other.id === order.id ? order : other))
    : [...book.orders, order];
  const next = change(turn, { orders });
  return order.purpose === "open" ? release(next, order) : endClose(next, order);
}

/** What an order has filled is a position's risk; what it can no longer fill is nobody's. */
function release(turn: Turn, order: Order): Turn {
  const left = isOver(order) ? 0 : order.quantity - order.filled;
  const reservations = turn.book.reservations
    .map((reservation) =>
      reservation.orderId === order.id ? { ...reservation, quantity: left } : reservation,
    )
    .filter(({ quantity }) => quantity > 0);
  return change(turn, { reservations });
}

function endClose(turn: Turn, order: Order): Turn {
  if (!isOver(order)) return turn;
  const memories = turn.book.memories.map((memory) => {
    if (memory.exit?.orderId !== order.id) return memory;
    const isExpected = order.state === "filled" || memory.exit.cancelling;
    const owed = order.state === "rejected" && OWED.includes(memory.exit.reason) ? memory.exit.reason : null;
    return { ...memory, exit: null, owed, retryAt: isExpected ? null : epochMicros(turn.at + RETRY_AFTER) };
  });
  return change(turn, { memories });
}

function learnOrphan(turn: Turn, orphan: Orphan): Turn {
  const others = turn.book.orphans.filter(({ orderId }) => orderId !== orphan.orderId);
  return change(turn, { orphans: orphan.state === "resolved" ? others : [...others, orphan] });
}

function learnPosition(turn: Turn, position: Position): Turn {
  const isOpen = position.quantity > 0;
  const others = turn.book.beside.filter(({ id }) => id !== position.id);
  const learnt = change(turn, {
    ...(isOpen ? opened(turn.book, position) : closed(turn.book, position)),
    beside: isOpen || position.residual.length === 0 ? others : [...others, position],
  });
  return change(learnt, { day: dayPnl(learnt.book, turn.at) });
}

function opened(book: RiskBook, position: Position): Partial<RiskBook> {
  const known = book.positions.some(({ id }) => id === position.id);
  const others = book.memories.filter(({ positionId }) => positionId !== position.id);
  const memory = known ? memoryOf(book, position) : freshMemory(position);
  return {
    // a late fill can open again what had been closed
    closed: book.closed.filter(({ positionId }) => positionId !== position.id),
    positions: known
      ? book.positions.map((other) => (other.id === position.id ? position : other))
      : [...book.positions, position],
    memories: [...others, { ...memory, isChanged: true }],
  };
}

function closed(book: RiskBook, position: Position): Partial<RiskBook> {
  const { id, ticker, cash, openCost, fees, how } = position;
  return {
    positions: book.positions.filter((other) => other.id !== id),
    memories: book.memories.filter(({ positionId }) => positionId !== id),
    marks: book.marks.filter(({ positionId }) => positionId !== id),
    watches: book.watches.filter(({ scope }) => scope !== id),
    // level 1 ends with its position; 2 and 3 stay until a person resumes
    breakers: book.breakers.filter(({ scope }) => scope !== id),
    closed: [
      ...book.closed.filter(({ positionId }) => positionId !== id),
      // orphan legs count at what they cost until they are gone
      { positionId: id, ticker, pnl: usdE4(cash + openCost - fees), fees, how },
    ],
  };
}
