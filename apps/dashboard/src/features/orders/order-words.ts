import type { OrderRow } from "@smart0dte/gateway/contract";
import { asWords } from "../../ui/desk-words.ts";

const DONE: ReadonlySet<string> = new Set(["filled", "cancelled", "rejected", "expired"]);
const GOING: ReadonlySet<string> = new Set(["cancelRequested", "unknown"]);

export const isDone = ({ state }: OrderRow): boolean => DONE.has(state);

/** An order whose end is asked for or not known takes no further cancel. */
export const isCancellable = ({ state }: OrderRow): boolean => !DONE.has(state) && !GOING.has(state);

/** `working`, `part 1/3`, `UNKNOWN`. */
export function stateWords({ state, filled, quantity }: OrderRow): string {
  if (state === "partlyFilled") return `part ${filled}/${quantity}`;
  return state === "unknown" ? "UNKNOWN" : asWords(state);
}

/** What is not known comes first, then what works, then the rest as it came. */
export function attentionFirst(orders: readonly OrderRow[]): readonly OrderRow[] {
  const rank = (order: OrderRow): number => (order.state === "unknown" ? 0 : isDone(order) ? 2 : 1);
  return orders.toSorted((left, right) => rank(left) - rank(right));
}
