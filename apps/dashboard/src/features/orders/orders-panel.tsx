import { useRows } from "../../socket/desk-context.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { OrderCards } from "./order-cards.tsx";
import { OrderLine } from "./order-line.tsx";
import { attentionFirst, isDone } from "./order-words.ts";
import { UnknownNotes } from "./unknown-notes.tsx";

const HEADS = ["time", "order", "legs", "for", "filled", "limit", "state", "in state", ""] as const;
const RIGHT: ReadonlySet<string> = new Set(["filled", "limit", "in state"]);

/** What is working, filled or gone; what is not known stays on top. */
export function OrdersPanel() {
  const rows = useRows("orders");
  const phone = usePhone();
  const working = (rows ?? []).filter((order) => !isDone(order)).length;
  const unknown = (rows ?? []).filter(({ state }) => state === "unknown");
  return (
    <Panel
      title="Orders"
      aside={<span className="text-dense text-text3">{rows === null ? "" : `${working} working`}</span>}
      scrolls
    >
      <Unreadable topic="orders" />
      <UnknownNotes orders={unknown} />
      {rows === null ? (
        <Loading what="orders" rows={4} />
      ) : rows.length === 0 ? (
        <Empty>No order today. An accepted plan becomes an order, and so does every exit.</Empty>
      ) : phone ? (
        <OrderCards orders={attentionFirst(rows)} />
      ) : (
        <table className="relative w-full text-body" aria-label="Orders">
          <thead>
            <tr className="h-7 text-dense text-text3">
              {HEADS.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={RIGHT.has(name) ? "px-2 text-right whitespace-nowrap" : "px-3"}
                >
                  {name === "" ? <span className="sr-only">act</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attentionFirst(rows).map((order) => (
              <OrderLine key={order.id} order={order} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
