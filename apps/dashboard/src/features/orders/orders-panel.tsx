import type { OrderRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useRows } from "../../socket/desk-context.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { OrderCards } from "./order-cards.tsx";
import { OrderLine } from "./order-line.tsx";
import { attentionFirst, isDone } from "./order-words.ts";

const HEADS = ["time", "order", "for", "qty", "limit", "state", ""] as const;

/** What is working, filled or gone, with every state it went through. */
export function OrdersPanel() {
  const rows = useRows("orders");
  const phone = usePhone();
  const [open, setOpen] = useState<string | null>(null);
  const working = (rows ?? []).filter((order) => !isDone(order)).length;
  const unknown = (rows ?? []).filter(({ state }) => state === "unknown");
  return (
    <Panel
      title="Orders"
      aside={<span className="text-dense text-text3">{rows === null ? "" : `${working} working`}</span>}
      scrolls
    >
      <Unreadable topic="orders" />
      {unknown.map((order) => (
        <p key={order.id} className="px-3 py-2 text-body font-semibold text-danger">
          {`UNKNOWN ${order.id}: asking the broker. Do not resend.`}
        </p>
      ))}
      {rows === null ? (
        <Loading what="orders" rows={4} />
      ) : rows.length === 0 ? (
        <Empty>No order today. An accepted plan becomes an order, and so does every exit.</Empty>
      ) : phone ? (
        <OrderCards orders={attentionFirst(rows)} />
      ) : (
        <table className="w-full text-body" aria-label="Orders">
          <thead>
            <tr className="h-7 text-dense text-text3">
              {HEADS.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={name === "qty" || name === "limit" ? "px-2 text-right" : "px-3"}
                >
                  {name === "" ? <span className="sr-only">act</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attentionFirst(rows).map((order: OrderRow) => (
              <OrderLine
                key={order.id}
                order={order}
                open={open === order.id}
                onToggle={() => {
                  setOpen(open === order.id ? null : order.id);
                }}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
