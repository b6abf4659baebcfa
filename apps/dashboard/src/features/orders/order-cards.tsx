import type { OrderRow } from "@smart0dte/gateway/contract";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { Fact } from "../../ui/fact.tsx";
import { count } from "../../ui/format/number-format.ts";
import { time } from "../../ui/format/time-format.ts";
import { CancelButton } from "./cancel-button.tsx";
import { InState } from "./in-state.tsx";
import { LimitReading } from "./limit-reading.tsx";
import { ReplaceButton } from "./replace-button.tsx";
import { legsOf, purposeWords, stateWords } from "./order-words.ts";

/** Orders on a phone: one card for each; its name leads to its states. */
export function OrderCards({ orders }: { readonly orders: readonly OrderRow[] }) {
  return (
    <ul aria-label="Orders">
      {orders.map((order) => (
        <OrderCard key={order.id} order={order} />
      ))}
    </ul>
  );
}

function OrderCard({ order }: { readonly order: OrderRow }) {
  const { id, ticker, filled, quantity, history, state } = order;
  const [, show] = useOpenDetail();
  const first = history[0];
  return (
    <li className="border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex items-baseline gap-2">
        <span className="text-dense text-text3">{first === undefined ? "" : time(first.at)}</span>
        <button
          type="button"
          className="min-h-6 min-w-0 truncate rounded text-left underline decoration-text3"
          onClick={() => {
            show({ kind: "order", id });
          }}
        >
          <strong className="font-semibold">{ticker}</strong> {legsOf(order)}
        </button>
        <strong
          className={
            state === "unknown"
              ? "ml-auto shrink-0 font-semibold text-danger"
              : "ml-auto shrink-0 font-semibold"
          }
        >
          {stateWords(order)}
        </strong>
      </div>
      <div className="mt-1 flex items-end justify-between gap-4">
        <dl className="grid flex-1 grid-cols-2 gap-x-3">
          <Fact name="for">{purposeWords(order)}</Fact>
          <Fact name="filled">{`${count(filled)}/${count(quantity)}`}</Fact>
          <Fact name="limit">
            <LimitReading order={order} />
          </Fact>
          <Fact name="in state">
            <InState order={order} />
          </Fact>
        </dl>
        <span className="flex flex-wrap justify-end gap-4">
          <ReplaceButton order={order} />
          <CancelButton order={order} />
        </span>
      </div>
    </li>
  );
}
