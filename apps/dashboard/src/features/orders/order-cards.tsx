import type { OrderRow } from "@smart0dte/gateway/contract";
import { asWords, strikesOf } from "../../ui/desk-words.ts";
import { Fact } from "../../ui/fact.tsx";
import { count, packagePrice } from "../../ui/format/number-format.ts";
import { executionTime, time } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { stateWords } from "./order-words.ts";

/** Orders on a phone: one card for each, its states behind one tap. */
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
  const { id, ticker, legs, purpose, reason, filled, quantity, limit, history } = order;
  const first = history[0];
  return (
    <li className="border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex items-baseline gap-2">
        <span className="text-dense text-text3">{first === undefined ? "" : time(first.at)}</span>
        <strong className="font-semibold">{ticker}</strong>
        <span className="min-w-0 truncate">{strikesOf(legs)}</span>
        <strong className="ml-auto shrink-0 font-semibold">{stateWords(order)}</strong>
      </div>
      <div className="mt-1 flex items-end justify-between gap-4">
        <dl className="grid flex-1 grid-cols-3 gap-x-3">
          <Fact name="for">{purpose === "open" ? "opening" : `closing: ${asWords(reason)}`}</Fact>
          <Fact name="filled">{`${count(filled)}/${count(quantity)}`}</Fact>
          <Fact name="limit">
            <Num value={limit} format={packagePrice} />
          </Fact>
        </dl>
        <CancelButton order={order} />
      </div>
      <details className="mt-1 text-dense text-text2">
        <summary className="min-h-6 text-text3">{`states of ${id}`}</summary>
        <ol aria-label={`States of order ${id}`}>
          {history.map(({ state, at, note }, place) => (
            <li key={`${state}-${place}`}>
              {`${executionTime(at)} ${asWords(state)}${note === null ? "" : ` (${note})`}`}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}
