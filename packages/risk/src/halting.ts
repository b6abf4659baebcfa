import type { CancelOpening, HaltCause, Order, OrderId, OrderState, Ticker } from "@smart0dte/domain";
import { change, say, type Turn } from "./turn.ts";

/** States after which an order can do nothing any more. `unknown` is not one: it may be alive. */
const OVER: readonly OrderState[] = ["filled", "cancelled", "rejected", "expired"];

export const isOver = ({ state }: Order): boolean => OVER.includes(state);

export const isCancellable = (order: Order): boolean => !isOver(order) && order.state !== "cancelRequested";

/** States in which the broker has an order and nobody has asked for its end. */
const HELD: readonly OrderState[] = ["acknowledged", "working", "partlyFilled"];

/** One change of the limit at a time. */
export const isReplaceable = ({ state, asked }: Order): boolean => asked === null && HELD.includes(state);

/** Puts a cause in force and says so. */
export const addHalt = (turn: Turn, cause: HaltCause): Turn =>
  say(change(turn, { halts: [...turn.book.halts, cause] }), { type: "halted", at: turn.at, cause });

/** Takes one order back; once in an input, whatever the number of reasons. */
export function cancel(turn: Turn, orderId: OrderId, why: CancelOpening["why"]): Turn {
  const isSaid = turn.out.some((event) => event.type === "cancelOpening" && event.orderId === orderId);
  return isSaid ? turn : say(turn, { type: "cancelOpening", at: turn.at, orderId, why });
}

/** Takes back every opening order that still works, of one ticker or of all. Closing orders stay. */
export function cancelOpenings(turn: Turn, why: CancelOpening["why"], ticker: Ticker | null): Turn {
  return turn.book.orders
    .filter((order) => order.purpose === "open" && isCancellable(order))
    .filter((order) => ticker === null || order.ticker === ticker)
    .reduce((next, { id }) => cancel(next, id, why), turn);
}
