import type { FillRow } from "@smart0dte/gateway/contract";
import { averageFill, count, money, packagePrice, signedCount } from "../../ui/format/number-format.ts";
import { executionTime } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { QUALITY } from "./fill-quality.tsx";

/** Executions where room is short: one card for each, with its legs. */
export function FillCards({ fills }: { readonly fills: readonly FillRow[] }) {
  return (
    <ul aria-label="Executions">
      {fills.map((fill) => (
        <li key={fill.id} className="border-b border-line px-3 py-2 last:border-b-0">
          <div className="flex items-baseline gap-2">
            <span className="text-dense text-text3">{executionTime(fill.at)}</span>
            <span>{fill.purpose === "open" ? "opening" : "closing"}</span>
            <span className="ml-auto">
              {`${count(fill.quantity)}x `}
              <Num value={fill.price} format={packagePrice} how={fill.how} className="font-semibold" />
            </span>
          </div>
          <ul className="text-dense text-text2">
            {fill.legs.map(({ instrument, symbol, quantity, price }) => (
              <li key={instrument}>
                {`${signedCount(quantity)} ${symbol} @ `}
                <Num value={price} format={averageFill} how={fill.how} />
              </li>
            ))}
          </ul>
          <p className="text-dense text-text2">
            {QUALITY.map(({ name, Reading }) => (
              <span key={name} className="mr-3 whitespace-nowrap">
                {name} <Reading quality={fill.quality} />
              </span>
            ))}
          </p>
          <p className="text-dense break-all text-text3">
            fees <Num value={fill.fees} format={money} /> · {fill.how} · {fill.id} · order {fill.orderId}
          </p>
        </li>
      ))}
    </ul>
  );
}
