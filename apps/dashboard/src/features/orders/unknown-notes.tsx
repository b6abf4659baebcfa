import type { OrderRow } from "@smart0dte/gateway/contract";
import { CircleAlert } from "lucide-react";
import { useLatest } from "../../socket/desk-context.ts";
import { InState } from "./in-state.tsx";
import { legsOf } from "./order-words.ts";

/** Orders whose fate nobody knows, above everything else until it is. */
export function UnknownNotes({ orders }: { readonly orders: readonly OrderRow[] }) {
  const line = useLatest("broker")?.line ?? null;
  const isAsking = line === null || line.state === "ready" || line.state === "synchronising";
  return (
    <>
      {orders.map((order) => (
        <p
          key={order.id}
          className="flex items-start gap-2 border-b border-line px-3 py-2 text-body font-semibold text-danger"
        >
          <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
          <span>
            {`UNKNOWN ${order.id} (${order.ticker} ${legsOf(order)}) `}
            {/* counts for the eye */}
            <span aria-hidden="true">
              <InState order={order} />
            </span>
            {isAsking
              ? ": asking the broker. Do not resend."
              : ": the broker is asked once the connection is back. Do not resend."}
          </span>
        </p>
      ))}
    </>
  );
}
