import type { OrderRow } from "@smart0dte/gateway/contract";
import { optionPrice, packagePrice } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

/** The limit that works, what a stop waits for, and the one that the broker was asked for and has not confirmed. */
export function LimitReading({ order: { limit, trigger, asked } }: { readonly order: OrderRow }) {
  return (
    <span className="whitespace-nowrap">
      <Num value={limit} format={packagePrice} />
      {trigger !== null && (
        <span className="ml-1 text-dense text-text3">
          from <Num value={trigger} format={optionPrice} /> on
        </span>
      )}
      {asked !== null && (
        <span className="ml-1 text-dense text-text3">
          → <Num value={asked} format={packagePrice} /> asked
        </span>
      )}
    </span>
  );
}
