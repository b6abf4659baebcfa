import type { PositionRow } from "@smart0dte/gateway/contract";
import { parsePrice } from "../../ui/format/input-parse.ts";
import { fromE4, toE4 } from "../../ui/format/number-format.ts";

export type CloseLimit =
  | {
      readonly ok: true;
      /** Package price, debit positive; null lets the desk take the market's. */ readonly limit:
        string | null;
    }
  | { readonly ok: false; readonly sentence: string };

/** Closing what was sold costs; closing what was bought fetches. */
export const closingPays = ({ entry }: PositionRow): boolean => entry !== null && toE4(entry) < 0;

/** How many packages a person typed; null where so many cannot be closed. */
export function readCloseQuantity(entry: string, { quantity }: Pick<PositionRow, "quantity">): number | null {
  const count = /^\d{1,4}$/.test(entry.trim()) ? Number(entry) : 0;
  return count >= 1 && count <= quantity ? count : null;
}

/** Reads the price a person typed. It is asked as a positive figure and sent debit positive. */
export function readCloseLimit(entry: string, position: PositionRow): CloseLimit {
  if (entry.trim() === "") {
    return position.closeExecutable === null
      ? { ok: false, sentence: "This position cannot be marked now: state a limit." }
      : { ok: true, limit: null };
  }
  const price = parsePrice(entry);
  if (price === null || price.startsWith("-"))
    return { ok: false, sentence: `A limit is a price from 0; you entered ${entry}.` };
  return {
    ok: true,
    limit: closingPays(position) ? price : fromE4(-toE4(price)).replace(/^-0\.0000$/, "0.0000"),
  };
}
