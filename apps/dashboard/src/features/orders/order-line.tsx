import type { OrderRow } from "@smart0dte/gateway/contract";
import { ChevronDown, ChevronRight } from "lucide-react";
import { strikesOf } from "../../ui/desk-words.ts";
import { count, packagePrice } from "../../ui/format/number-format.ts";
import { executionTime, time } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { cn } from "../../ui/cn.ts";
import { asWords } from "../../ui/desk-words.ts";
import { CancelButton } from "./cancel-button.tsx";
import { isDone, stateWords } from "./order-words.ts";

interface OrderLineProps {
  readonly order: OrderRow;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function OrderLine({ order, open, onToggle }: OrderLineProps) {
  const { id, ticker, legs, purpose, reason, filled, quantity, limit, history } = order;
  const first = history[0];
  const last = history.at(-1);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <tr className={cn("h-8 border-t border-line", isDone(order) && "text-text2")}>
        <td className="px-3 text-text3">{first === undefined ? "" : time(first.at)}</td>
        <th scope="row" className="px-3 whitespace-nowrap">
          <button
            type="button"
            aria-expanded={open}
            onClick={onToggle}
            className="-ml-1 flex min-h-6 items-center gap-1 rounded px-1 hover:bg-bg2"
          >
            <Chevron size={14} aria-hidden="true" className="text-text3" />
            <strong className="font-semibold">{ticker}</strong> {strikesOf(legs)}
            <span className="text-dense text-text3">{id}</span>
          </button>
        </th>
        <td className="px-3">{purpose === "open" ? "opening" : `closing: ${asWords(reason)}`}</td>
        <td className="px-2 text-right whitespace-nowrap">{`${count(filled)}/${count(quantity)}`}</td>
        <td className="px-2 text-right">
          <Num value={limit} format={packagePrice} />
        </td>
        <td
          className={cn("px-3 font-semibold whitespace-nowrap", order.state === "unknown" && "text-danger")}
        >
          {stateWords(order)}
          {last?.note != null && <span className="ml-2 text-dense font-normal text-text3">{last.note}</span>}
        </td>
        <td className="px-3 text-right">
          <CancelButton order={order} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={7} className="px-3 pb-2">
            <ol
              className="flex flex-wrap gap-x-3 gap-y-1 border-l-2 border-line pl-3 text-dense text-text2"
              aria-label={`States of order ${id}`}
            >
              {history.map(({ state, at, note }, place) => (
                <li key={`${state}-${place}`}>
                  <span className="text-text3">{executionTime(at)}</span> {asWords(state)}
                  {note === null ? "" : ` (${note})`}
                </li>
              ))}
            </ol>
          </td>
        </tr>
      )}
    </>
  );
}
