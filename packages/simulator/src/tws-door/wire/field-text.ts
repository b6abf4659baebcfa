import { USD_E4, type UsdE4 } from "@smart0dte/domain";

/** What one field of a frame may be made of; null is the empty field. */
export type Field = string | number | boolean | null;

/** How the protocol writes a decimal and a whole number that are not set. */
export const UNSET_DOUBLE = "1.7976931348623157E308";
export const UNSET_INT = "2147483647";

export function fieldText(field: Field): string {
  if (field === null) return "";
  if (typeof field === "boolean") return field ? "1" : "0";
  return typeof field === "number" ? String(field) : field;
}

/** A price in dollars as the shortest decimal; not set when null. */
export const priceText = (price: UsdE4 | null): string =>
  price === null ? UNSET_DOUBLE : String(price / USD_E4);

/** The same for money that may carry a fraction of a ten-thousandth (an average). */
export const decimalText = (e4: number): string => String(Math.round(e4 * 10_000) / (USD_E4 * 10_000));
