import type { OrderRow } from "@smart0dte/gateway/contract";
import { packagePrice } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";

/** The limit that works, and the one that the broker was asked for and has not confirmed. */
export function LimitReading({ order: { limit, asked } }: { readonly order: OrderRow }) {
  return (
    <span className="whitespace-nowrap">
      <Num value={limit} format={packagePrice} />
      {asked !== null && (
        <span className="ml-1 text-dense text-text3">
          → <Num value={asked} format={packagePrice} /> asked
        </span>
      )}
    </span>
  );
}
