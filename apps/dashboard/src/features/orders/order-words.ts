import type { OrderRow } from "@smart0dte/gateway/contract";
import { asWords, legWords } from "../../ui/desk-words.ts";

const DONE: ReadonlySet<string> = new Set(["filled", "cancelled", "rejected", "expired"]);
const GOING: ReadonlySet<string> = new Set(["cancelRequested", "unknown"]);

export const isDone = ({ state }: OrderRow): boolean => DONE.has(state);

/** An order whose end is asked for or not known takes no further cancel. */
export const isCancellable = ({ state }: OrderRow): boolean => !DONE.has(state) && !GOING.has(state);

const HELD: ReadonlySet<string> = new Set(["acknowledged", "working", "partlyFilled"]);
/** A close for any other reason must happen and takes the price that it gets. */
const PATIENT: ReadonlySet<string> = new Set(["entry", "target", "person"]);

/** The broker has the order, no change of it is under way, and its price is a person's to set. The desk judges again. */
export const isReplaceable = ({ state, asked, reason }: OrderRow): boolean =>
  HELD.has(state) && asked === null && PATIENT.has(reason);

/** `working`, `part 1/3`, `UNKNOWN`, `waits` while the desk holds it. */
export function stateWords({ state, filled, quantity }: OrderRow): string {
  if (state === "approved") return "waits";
  if (state === "partlyFilled") return `part ${filled}/${quantity}`;
  return state === "unknown" ? "UNKNOWN" : asWords(state);
}

/** `opening`, `closing: stop`, `closing: orphan legs`. */
export function purposeWords({ purpose, reason }: OrderRow): string {
  const act = purpose === "open" ? "opening" : "closing";
  return reason === "entry" ? act : `${act}: ${reason === "orphan" ? "orphan legs" : asWords(reason)}`;
}

/** `−2 510 P · +2 505 P`: what the whole order buys and sells. */
export const legsOf = ({ legs, quantity }: OrderRow): string =>
  legs.map((leg) => legWords(leg, quantity)).join(" · ");

/** What is not known comes first, then what works, then the rest as it came. */
export function attentionFirst(orders: readonly OrderRow[]): readonly OrderRow[] {
  const rank = (order: OrderRow): number => (order.state === "unknown" ? 0 : isDone(order) ? 2 : 1);
  return orders.toSorted((left, right) => rank(left) - rank(right));
}
