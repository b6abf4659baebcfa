import type { OrderRow } from "@smart0dte/gateway/contract";
import { useClock } from "../../socket/desk-context.ts";
import { age, time } from "../../ui/format/time-format.ts";
import { isDone } from "./order-words.ts";

/** How long an order has been in its state; of one that is over, since when. */
export function InState({ order }: { readonly order: OrderRow }) {
  const at = order.history.at(-1)?.at ?? null;
  const over = isDone(order);
  const span = useClock(({ now }) => (over || now === null || at === null ? null : age(now - at)));
  if (at === null) return null;
  return <span className="whitespace-nowrap">{span ?? `since ${time(at)}`}</span>;
}
