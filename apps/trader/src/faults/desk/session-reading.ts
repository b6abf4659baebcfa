import type { Order, OrderState, Position } from "@smart0dte/domain";
import { isOver } from "@smart0dte/execution/core";
import type { DeskSession } from "../../desk/desk-session.ts";
import type { DeskBooks, DeskSample } from "./desk-words.ts";

const BETWEEN: ReadonlySet<OrderState> = new Set([
  "intent",
  "approved",
  "journalled",
  "sent",
  "cancelRequested",
  "unknown",
]);

/** Where a session stands now. */
export function sampleOf({ run, parts }: DeskSession): DeskSample {
  const { execution, book } = run.pipeline;
  const line = parts.broker?.port.line() ?? null;
  const isAlive = (order: Order): boolean => !isOver(order.state);
  const closing = new Set(
    execution.orders
      .filter((order) => order.purpose === "close" && order.reason !== "restingStop" && isAlive(order))
      .map(({ positionId }) => positionId),
  );
  const due = new Set(book.memories.filter(({ exit }) => exit !== null).map(({ positionId }) => positionId));
  return {
    at: run.at,
    link: book.brokerLink.state,
    isReconciled: line?.isReconciled ?? false,
    waiting: line?.waiting ?? 0,
    unjoined: line?.orphans.length ?? 0,
    unanswered: execution.orders
      .filter((order) => BETWEEN.has(order.state) || order.asked !== null)
      .map(({ id }) => id),
    unknown: execution.orders.filter(({ state }) => state === "unknown").map(({ id }) => id),
    unclosed: execution.positions
      .filter(({ id, quantity }) => quantity > 0 && due.has(id) && !closing.has(id))
      .map(({ id }) => id),
    held: execution.positions.filter(isHeld).length,
    isHalted: book.halts.length > 0,
    isFlattening: book.flattening,
  };
}

/** The books of a session that has settled. */
export function booksOf({ run }: DeskSession): DeskBooks {
  const { execution, book } = run.pipeline;
  return {
    day: book.day,
    positions: execution.positions,
    working: execution.orders
      .filter(({ purpose, state }) => purpose === "open" && (state === "working" || state === "partlyFilled"))
      .map(({ id }) => id),
  };
}

const isHeld = ({ quantity, residual }: Position): boolean => quantity > 0 || residual.length > 0;
