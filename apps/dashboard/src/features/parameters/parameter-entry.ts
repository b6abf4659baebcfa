import type { ParameterRow } from "@smart0dte/gateway/contract";
import { parseDecimal } from "../../ui/format/input-parse.ts";

/** A fraction is shown and typed in percent; everything else as it is. */
export const isPercent = ({ kind, unit }: ParameterRow): boolean =>
  kind === "number" && (unit === "probability" || unit.startsWith("of "));

/** `10%`, `$1,000`, `5`, `ASK`. */
export function printValue(row: ParameterRow, value: number | string): string {
  if (typeof value === "string") return value;
  const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
  if (isPercent(row)) return `${plain.format(value * 100)}%`;
  return row.unit === "USD" ? `$${plain.format(value)}` : plain.format(value);
}

/** `of credit`, `minutes`; nothing where the value carries its unit. */
export const unitWords = (row: ParameterRow): string => (row.unit === "USD" ? "" : row.unit);

/** The same beside the label, which may have said it already. */
export const unitBeside = (row: ParameterRow): string =>
  row.label.toLowerCase().includes(row.unit) ? "" : unitWords(row);

export type Entry =
  { readonly ok: true; readonly value: number | string } | { readonly ok: false; readonly sentence: string };

/** Reads what a person typed; refuses with one sentence what is no number or out of range, never bends it. */
export function readEntry(row: ParameterRow, entry: string): Entry {
  if (row.kind === "choice") {
    return row.choices.includes(entry)
      ? { ok: true, value: entry }
      : no(`${row.label} must be one of ${row.choices.join(", ")}; you entered ${entry}.`);
  }
  const text = isPercent(row) ? entry.trim().replace(/\s*%$/, "") : entry.trim().replace(/^\$/, "");
  const decimal = parseDecimal(text);
  if (decimal === null) return no(`${row.label} must be a number; you entered ${entry}.`);
  const value = isPercent(row) ? Number(decimal) / 100 : Number(decimal);
  if (outside(value, row))
    return no(`${row.label} must be ${rangeWords(row)}; you entered ${printValue(row, value)}.`);
  if (row.whole && !Number.isInteger(value))
    return no(`${row.label} must be a whole number; you entered ${entry}.`);
  return { ok: true, value };
}

const no = (sentence: string): Entry => ({ ok: false, sentence });

const outside = (value: number, { floor, ceiling }: ParameterRow): boolean =>
  (floor !== null && value < floor) || (ceiling !== null && value > ceiling);

/** `20% to 400% of credit`, `1 to 50 packages`. */
function rangeWords(row: ParameterRow): string {
  const { floor, ceiling } = row;
  const [low, high] = [
    floor === null ? null : printValue(row, floor),
    ceiling === null ? null : printValue(row, ceiling),
  ];
  const range = low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`;
  return `${range} ${unitWords(row)}`.trim();
}
