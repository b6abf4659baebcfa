import type { CommandId, Order, OrderId, QuoteOf, UsdE4 } from "@smart0dte/domain";
import type { Denial } from "./denial.ts";
import { isPatient } from "./exits.ts";
import { isReplaceable } from "./halting.ts";
import { openingLimitFault, packageLimitFault, planAt } from "./plan-at-limit.ts";
import { blindDenial, standingDenial } from "./plan-judgement.ts";
import type { Reservation } from "./risk-book.ts";
import { roomDenial } from "./sizing.ts";
import { change, say, type Turn } from "./turn.ts";
import { lossPerPackage } from "./worst-case.ts";

interface Wish {
  readonly orderId: OrderId;
  readonly limit: UsdE4;
  readonly by: CommandId;
  readonly quoteOf: QuoteOf;
}

/**
 * Lets a working order work at a person's limit.
 *
 * An opening that is to pay less risks less and is not held up; one that is to pay more is judged anew, at what it may
 * then lose. A close that only waits at its price may be given another one; one that must happen may not.
 */
export function replaceOrder(turn: Turn, wish: Wish): Turn | Denial {
  const order = turn.book.orders.find(({ id }) => id === wish.orderId);
  if (order === undefined) return { code: "UNKNOWN_ORDER", numbers: { order: wish.orderId } };
  const denial = stateDenial(order) ?? sameLimit(order, wish);
  if (denial !== null) return denial;
  return order.purpose === "open" ? replaceOpening(turn, order, wish) : replaceClose(turn, order, wish);
}

function stateDenial(order: Order): Denial | null {
  const { id, state, asked, purpose, reason } = order;
  const why = !isReplaceable(order)
    ? asked === null
      ? `it is ${state}`
      : "the broker has not answered about another limit"
    : purpose === "close" && !isPatient(order)
      ? "it must close and takes the price that it gets"
      : null;
  return why === null ? null : { code: "NOT_REPLACEABLE", numbers: { order: id, state, reason, why } };
}

const sameLimit = ({ limit }: Order, wish: Wish): Denial | null =>
  limit === wish.limit ? badLimit(`The order works at ${limit / 10_000} already.`) : null;

const badLimit = (sentence: string): Denial => ({
  code: "BAD_PARAMETER",
  numbers: { name: "limit", sentence },
});

function replaceOpening(turn: Turn, order: Order, wish: Wish): Turn | Denial {
  const reservation = turn.book.reservations.find(({ orderId }) => orderId === order.id);
  if (reservation === undefined) return { code: "UNKNOWN_ORDER", numbers: { order: order.id } };
  const fault = openingLimitFault(reservation.plan, wish.limit);
  if (fault !== null) return badLimit(fault);
  if (wish.limit < order.limit) return allow(turn, wish);
  return dearerDenial(turn, { order, reservation, wish }) ?? allow(reserve(turn, reservation, wish), wish);
}

/** The same reasons that forbid an opening, but for those that are about its being there twice. */
function dearerDenial(
  { book, at }: Turn,
  { order, reservation, wish }: { order: Order; reservation: Reservation; wish: Wish },
): Denial | null {
  const plan = planAt(reservation.plan, wish.limit);
  const denial = standingDenial(book, plan, at) ?? blindDenial(book, plan, wish.quoteOf);
  if (denial !== null || wish.limit <= reservation.plan.entryLimit) return denial;
  const others = book.reservations.filter(({ orderId }) => orderId !== order.id);
  const { quantity } = reservation;
  return roomDenial({ ...book, reservations: others }, plan, { quantity, ofPosition: order.quantity });
}

/** What it may lose is reserved before it is asked for, and stays so: the broker may or may not take it. */
function reserve(turn: Turn, { orderId, plan }: Reservation, { limit }: Wish): Turn {
  if (limit <= plan.entryLimit) return turn;
  const worse = planAt(plan, limit);
  return change(turn, {
    reservations: turn.book.reservations.map((one) =>
      one.orderId === orderId ? { ...one, plan: worse, perPackage: lossPerPackage(worse) } : one,
    ),
  });
}

function replaceClose(turn: Turn, order: Order, wish: Wish): Turn | Denial {
  const { open, close } = turn.book.session;
  const { at } = turn;
  if (at < open || at >= close) return { code: "NOT_OPEN", numbers: { at, open, close } };
  const fault = packageLimitFault(order, wish.limit);
  return fault === null ? allow(turn, wish) : badLimit(fault);
}

const allow = (turn: Turn, { orderId, limit, by }: Wish): Turn =>
  say(turn, { type: "replaceWorking", at: turn.at, orderId, limit, by });
