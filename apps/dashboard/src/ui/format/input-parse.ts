/**
 * What a person typed, as plain decimal text without grouping: accepts `-`, `−`, `.` and `,` thousands.
 *
 * Null for all else: an entry is refused, never bent into a number.
 */
export function parseDecimal(entry: string): string | null {
  const match = /^([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(entry.trim());
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  return `${sign === "" ? "" : "-"}${whole.replaceAll(",", "")}${fraction}`;
}

/** A price in the wire's form with four places; null when it cannot be read exactly. */
export function parsePrice(entry: string): string | null {
  const decimal = parseDecimal(entry);
  if (decimal === null) return null;
  const [whole = "0", fraction = ""] = decimal.split(".");
  if (fraction.length > 4) return null;
  const text = `${whole}.${fraction.padEnd(4, "0")}`;
  return /^-?0+\.0+$/.test(text) ? "0.0000" : text.replace(/^(-?)0+(?=\d)/, "$1");
}
