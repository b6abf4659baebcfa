import type { OrderRow } from "@smart0dte/gateway/contract";
import { parsePrice } from "../../ui/format/input-parse.ts";
import { fromE4, toE4 } from "../../ui/format/number-format.ts";

export type NewLimit =
  | {
      readonly ok: true;
      /** Package price, debit positive. */
      readonly limit: string;
      /** What the packages not filled yet may cost more than at the limit that works, dollars; negative: less. */
      readonly more: string;
    }
  | { readonly ok: false; readonly sentence: string };

type Limited = Pick<OrderRow, "limit" | "quantity" | "filled">;

/** An order that costs nothing or more pays; one that fetches receives. */
export const pays = ({ limit }: Pick<OrderRow, "limit">): boolean => toE4(limit) >= 0;

/** Reads the price a person typed. It is asked as a positive figure and sent debit positive. */
export function readNewLimit(entry: string, order: Limited): NewLimit {
  const price = parsePrice(entry);
  if (price === null || price.startsWith("-"))
    return {
      ok: false,
      sentence: `A limit is a price from 0; you entered ${entry === "" ? "nothing" : entry}.`,
    };
  const limit = (pays(order) ? 1 : -1) * toE4(price);
  if (limit % 100 !== 0)
    return { ok: false, sentence: `A package is priced in whole cents; you entered ${entry}.` };
  if (limit === toE4(order.limit)) return { ok: false, sentence: "This is the limit that works now." };
  const packages = order.quantity - order.filled;
  return {
    ok: true,
    limit: fromE4(limit === 0 ? 0 : limit),
    more: fromE4((limit - toE4(order.limit)) * 100 * packages),
  };
}

/** `$20.00 more than now`, of packages that are not filled yet. */
export const moreWords = (more: string, money: (usd: string) => string): string =>
  toE4(more) < 0
    ? `${money(fromE4(-toE4(more)))} less than at the present limit`
    : `${money(more)} more than at the present limit`;
