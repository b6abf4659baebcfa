import { nearestUsdE4, type UsdE4 } from "@smart0dte/domain";
import { badLine } from "../minutes/file-refusal.ts";

/** One cell of a chain, with what names it in a refusal. */
export interface ChainCell {
  readonly path: string;
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/** Prices beyond fit no field of this desk. */
const HIGHEST_PRICE = 200_000;
const REMEDY = "correct the line or take it out";

/** Dollars, zero or more; null where the cell is empty. */
export function priceOf(cell: ChainCell): number | null {
  const value = numberOf(cell);
  if (value === null || (value >= 0 && value < HIGHEST_PRICE)) return value;
  throw badLine(cell.path, cell.line, `${cell.column} "${cell.text}" is not a price or count: ${REMEDY}`);
}

export function moneyOf(cell: ChainCell): UsdE4 | null {
  const value = priceOf(cell);
  return value === null ? null : nearestUsdE4(value);
}

/** A whole number of zero or more; null where the cell is empty. */
export function countOf(cell: ChainCell): number | null {
  const value = numberOf(cell);
  if (value !== null && !(value >= 0))
    throw badLine(cell.path, cell.line, `${cell.column} "${cell.text}" is not a price or count: ${REMEDY}`);
  if (value !== null && !Number.isSafeInteger(value))
    throw badLine(cell.path, cell.line, `${cell.column} "${cell.text}" is not a whole count: ${REMEDY}`);
  return value;
}

/** Any finite number; null where the cell is empty. */
export function numberOf({ path, line, column, text }: ChainCell): number | null {
  if (isEmpty(text)) return null;
  const value = parseNumber(text);
  if (value !== null && Number.isFinite(value)) return value;
  throw badLine(path, line, `${column} "${text}" is not a price or count: ${REMEDY}`);
}

/** What spreadsheets and data frames write for nothing. */
export const isEmpty = (text: string): boolean => text === "" || /^nan$/i.test(text);

export const parseNumber = (text: string): number | null =>
  /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
