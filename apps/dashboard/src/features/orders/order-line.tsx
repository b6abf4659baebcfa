import type { OrderRow } from "@smart0dte/gateway/contract";
import { cn } from "../../ui/cn.ts";
import { legWords } from "../../ui/desk-words.ts";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { count } from "../../ui/format/number-format.ts";
import { time } from "../../ui/format/time-format.ts";
import { CancelButton } from "./cancel-button.tsx";
import { InState } from "./in-state.tsx";
import { LimitReading } from "./limit-reading.tsx";
import { ReplaceButton } from "./replace-button.tsx";
import { isDone, purposeWords, stateWords } from "./order-words.ts";

/** One order of the blotter; its name leads to every state that it went through. */
export function OrderLine({ order }: { readonly order: OrderRow }) {
  const { id, ticker, filled, quantity, history, state } = order;
  const [, show] = useOpenDetail();
  const first = history[0];
  const last = history.at(-1);
  return (
    <tr className={cn("h-8 border-t border-line", isDone(order) && "text-text2")}>
      <td className="px-3 text-text3">{first === undefined ? "" : time(first.at)}</td>
      <th scope="row" className="px-3 whitespace-nowrap">
        <button
          type="button"
          className="min-h-6 rounded text-left hover:text-accent hover:underline"
          onClick={() => {
            show({ kind: "order", id });
          }}
        >
          <strong className="font-semibold">{ticker}</strong>{" "}
          <span className="text-dense text-text3">{id}</span>
        </button>
      </th>
      <td className="px-3">
        <span className="flex flex-wrap gap-x-2">
          {order.legs.map((leg) => (
            <span key={leg.instrument} className="whitespace-nowrap">
              {legWords(leg, quantity)}
            </span>
          ))}
        </span>
      </td>
      <td className="px-3 whitespace-nowrap">{purposeWords(order)}</td>
      <td className="px-2 text-right whitespace-nowrap">{`${count(filled)}/${count(quantity)}`}</td>
      <td className="px-2 text-right">
        <LimitReading order={order} />
      </td>
      <td className={cn("px-3 font-semibold whitespace-nowrap", state === "unknown" && "text-danger")}>
        {stateWords(order)}
        {last?.note != null && (
          <span
            className="block max-w-40 truncate text-dense leading-[14px] font-normal text-text3"
            title={last.note}
          >
            {last.note}
          </span>
        )}
      </td>
      <td className="px-2 text-right text-text2">
        <InState order={order} />
      </td>
      <td className="px-3 text-right">
        <span className="inline-flex items-center justify-end gap-4">
          <ReplaceButton order={order} />
          <CancelButton order={order} />
        </span>
      </td>
    </tr>
  );
}
