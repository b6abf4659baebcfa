import {
  epochMicros,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  packageWidth,
  sellableAt,
  usdE4,
  type ExitReason,
  type Order,
  type Position,
  type PositionMark,
  type QuoteOf,
  type UsdE4,
} from "@smart0dte/domain";
import { cancel, isCancellable } from "./halting.ts";
import { TICK } from "./plan-at-limit.ts";
import { memoryOf, remember } from "./position-memory.ts";
import type { PositionMemory, RiskBook } from "./risk-book.ts";
import type { SpotOf } from "./risk-input.ts";
import { change, nextOrder, say, type Turn } from "./turn.ts";

type Numbers = Readonly<Record<string, number | string>>;

/** A close that is due, and why. */
export interface DueExit {
  readonly reason: ExitReason;
  /** Worst package price accepted, debit positive. */
  readonly limit: UsdE4;
  readonly numbers: Numbers;
}

/** Closes that wait at a price and give way to one that must happen. */
const PATIENT: readonly Order["reason"][] = ["target", "person"];

export const isPatient = ({ reason }: Pick<Order, "reason">): boolean => PATIENT.includes(reason);

/** Sends out every close that is due. Halts do not stop it; the close of the session does. */
export function judgeExits(turn: Turn, market: { readonly quoteOf: QuoteOf; readonly spotOf: SpotOf }): Turn {
  // expiring contracts take no new order after the close
  if (turn.at >= turn.book.session.close) return turn;
  let next = turn;
  for (const position of turn.book.positions) {
    const due = dueExit(next.book, position, { at: turn.at, spot: market.spotOf(position.ticker) });
    if (due !== null) next = pursue(next, position, { due, quoteOf: market.quoteOf });
  }
  return next;
}

/** The most pressing reason to close a position now, or none. */
export function dueExit(
  book: RiskBook,
  position: Position,
  now: { at: number; spot: UsdE4 | null },
): DueExit | null {
  const mark = book.marks.find(({ positionId }) => positionId === position.id);
  return (
    mandatoryExit(book, position, now.at) ??
    owedExit(book, position) ??
    (mark === undefined ? null : markedExit(position, mark, now.spot))
  );
}

/** True while everything that is held is to go: positions by exits, legs alone by execution. */
export const isFlattening = ({ flattening, halts }: RiskBook): boolean =>
  flattening || halts.some(({ kind }) => kind === "book");

/** Goes out even where the position cannot be marked, as a limit order no worse than the structure's width. */
function mandatoryExit(book: RiskBook, position: Position, at: number): DueExit | null {
  const limit = packageWidth(position.legs);
  const bookCause = book.halts.find(({ kind }) => kind === "book");
  if (bookCause?.kind === "book") {
    return { reason: "breaker", limit, numbers: { level: 3, pnl: bookCause.pnl, limit: bookCause.limit } };
  }
  if (book.flattening) return { reason: "flatten", limit, numbers: {} };

  const flatAt = book.session.close - book.parameters.flatBeforeCloseMinutes * MICROS_PER_MINUTE;
  const timeExitAt = Math.min(position.plan.timeExitAt, flatAt);
  if (at >= timeExitAt) return { reason: "time", limit, numbers: { timeExitAt: epochMicros(timeExitAt) } };

  const tripped = book.breakers.find(({ scope }) => scope === position.id);
  if (tripped !== undefined) {
    return { reason: "breaker", limit, numbers: { level: 1, pnl: tripped.pnl, limit: tripped.limit } };
  }
  return null;
}

/** A stop that was refused is a stop still. */
function owedExit(book: RiskBook, position: Position): DueExit | null {
  const { owed } = memoryOf(book, position);
  return owed === null ? null : { reason: owed, limit: packageWidth(position.legs), numbers: {} };
}

/** Waits for an admissible market. */
function markedExit({ plan, legs }: Position, mark: PositionMark, spot: UsdE4 | null): DueExit | null {
  const { closeExecutable, stopHits } = mark;
  if (closeExecutable === null) return null;

  if (stopHits >= plan.stop.persistQuotes && closeExecutable >= plan.stop.closeAt) {
    const numbers = { closeExecutable, stopAt: plan.stop.closeAt, hits: stopHits };
    return { reason: "stop", limit: packageWidth(legs), numbers };
  }
  const { above, below } = plan.invalidation;
  if (spot !== null && ((above !== null && spot > above) || (below !== null && spot < below))) {
    const bound = above !== null && spot > above ? { above } : { below: below ?? 0 };
    return { reason: "invalidation", limit: packageWidth(legs), numbers: { spot, ...bound } };
  }
  if (closeExecutable <= plan.target.closeAt) {
    return {
      reason: "target",
      limit: targetLimit(plan.target.closeAt, closeExecutable),
      numbers: { closeExecutable, targetAt: plan.target.closeAt },
    };
  }
  return null;
}

/** The worst price on the tick that still brings the target: the market may move before the order arrives. */
const targetLimit = (closeAt: UsdE4, closeExecutable: UsdE4): UsdE4 =>
  usdE4(Math.max(closeExecutable, Math.floor(closeAt / TICK) * TICK));

/** Sends a due close, or clears the way for it; a close that is already under way is not repeated. */
export function pursue(
  turn: Turn,
  position: Position,
  { due, quoteOf }: { due: DueExit; quoteOf: QuoteOf },
): Turn {
  const memory = memoryOf(turn.book, position);
  const working = workingClose(turn.book, position);
  if (working === null) {
    if (memory.retryAt !== null && turn.at < memory.retryAt) return turn;
    return sendExit(turn, position, { due, quoteOf });
  }
  const mayGiveWay = PATIENT.includes(working.reason) && !PATIENT.includes(due.reason);
  if (memory.exit === null || memory.exit.cancelling) return turn;
  if (!mayGiveWay && !isStuck(turn, memory.exit, quoteOf)) return turn;

  const cancelling = remember(turn, position.id, { exit: { ...memory.exit, cancelling: true } });
  return cancel(cancelling, memory.exit.orderId, "replaced");
}

/** How long a close may offer a leg that nobody bids for: bids come back. */
const STUCK_AFTER = 5 * MICROS_PER_SECOND;

/** It must happen and cannot: nobody bids for a leg that it sells. Sent anew it goes without that leg. */
function isStuck(turn: Turn, exit: NonNullable<PositionMemory["exit"]>, quoteOf: QuoteOf): boolean {
  if (PATIENT.includes(exit.reason) || turn.at - exit.at < STUCK_AFTER) return false;
  const order = turn.book.orders.find(({ id }) => id === exit.orderId);
  if (order === undefined || !isCancellable(order)) return false;
  return order.legs.some(({ instrument, ratio }) => ratio < 0 && isWithoutBid(instrument, quoteOf));
}

/** The reason of the close that is under way. */
export function workingClose(book: RiskBook, position: Position): { readonly reason: ExitReason } | null {
  const { exit } = memoryOf(book, position);
  if (exit !== null) return exit;
  if (position.closing === null) return null;
  const order = book.orders.find(({ id }) => id === position.closing);
  const reason = order?.reason ?? "entry";
  const isExit = reason !== "entry" && reason !== "orphan" && reason !== "restingStop";
  return { reason: isExit ? reason : "person" };
}

export function sendExit(
  turn: Turn,
  position: Position,
  { due, quoteOf, quantity = position.quantity }: { due: DueExit; quoteOf: QuoteOf; quantity?: number },
): Turn {
  const { id, turn: numbered } = nextOrder(turn);
  const known = numbered.book.memories.some(({ positionId }) => positionId === position.id);
  const memory = memoryOf(numbered.book, position);
  const listed = known ? numbered : change(numbered, { memories: [...numbered.book.memories, memory] });
  const exit = { orderId: id, reason: due.reason, at: turn.at, cancelling: false };
  return say(cancelRest(remember(listed, position.id, { exit, retryAt: null }), position), {
    type: "exit",
    at: turn.at,
    positionId: position.id,
    orderId: id,
    reason: due.reason,
    limit: due.limit,
    quantity,
    dropped: position.legs.filter((leg) => nobodyBidsFor(leg, quoteOf)).map(({ instrument }) => instrument),
    numbers: due.numbers,
  });
}

/** An opening order must not fill on while its position is being closed. */
function cancelRest(turn: Turn, { id }: Position): Turn {
  return turn.book.orders
    .filter((order) => order.positionId === id && order.purpose === "open" && isCancellable(order))
    .reduce((next, order) => cancel(next, order.id, "replaced"), turn);
}

/** A long leg in an admissible market without a bid is worth nothing and stays behind. */
const nobodyBidsFor = ({ instrument, ratio }: Position["legs"][number], quoteOf: QuoteOf): boolean =>
  ratio > 0 && isWithoutBid(instrument, quoteOf);

function isWithoutBid(instrument: number, quoteOf: QuoteOf): boolean {
  const quote = quoteOf(instrument);
  return quote.bid === null && sellableAt(quote) !== null;
}
