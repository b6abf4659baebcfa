import { nearestUsdE4, zonedToEpochMicros, type EpochMicros, type UsdE4 } from "@smart0dte/domain";
import { badFile, badLine } from "./file-refusal.ts";
import { refuseOtherSpacing } from "./bar-spacing.ts";
import { instantOf, parseStamp, type Stamp } from "./stamp-text.ts";
import { readTable, type TableRow } from "./table-reader.ts";

/** One row of a minute file, its prices checked, its stamp not yet placed in time. */
export interface MinuteRow {
  readonly line: number;
  readonly stamp: Stamp;
  readonly open: UsdE4;
  readonly high: UsdE4;
  readonly low: UsdE4;
  readonly close: UsdE4;
  /** As written: 0 stays 0 here. */
  readonly volume: number;
}

export interface MinuteFile {
  readonly path: string;
  readonly symbol: string;
  readonly header: string;
  readonly hasOffset: boolean;
  readonly rows: readonly MinuteRow[];
  /** Prices between two ten-thousandths that no float of either explains; the nearest was taken. */
  readonly offGrid: number;
}

const COLUMNS = {
  stamp: ["datetime", "timestamp", "date", "time"],
  open: ["open"],
  high: ["high"],
  low: ["low"],
  close: ["close"],
  volume: ["volume"],
} as const;
type Column = keyof typeof COLUMNS;

/** The record layout holds prices in 32 bits. */
const HIGHEST_PRICE = 200_000;

/** Reads a file of minute bars by its header. Refuses every malformed field with its line. */
export function readMinuteFile(path: string, symbol: string): MinuteFile {
  const table = readTable<Column>(path, COLUMNS);
  const grid = { off: 0 };
  const rows = table.rows.map((row) => readRow(path, row, grid));
  const [first] = rows;
  if (first === undefined) throw badFile(path, "it has a header but no rows");
  const hasOffset = first.stamp.offset !== null;
  const odd = rows.find(({ stamp }) => (stamp.offset !== null) !== hasOffset);
  if (odd !== undefined)
    throw badLine(path, odd.line, "some stamps of this file state their offset from UTC and some do not");
  refuseOtherSpacing(path, rows);
  return { path, symbol, header: table.header, hasOffset, rows, offGrid: grid.off };
}

/** The instant that a row's stamp names, bars' sides aside. */
export function placeStamp(file: MinuteFile, row: MinuteRow, zone: string | null): EpochMicros {
  const { stamp, line } = row;
  if (stamp.offset !== null) {
    const at = instantOf({ local: stamp.local, offset: stamp.offset });
    if (at === null) throw badLine(file.path, line, "the stamp names a day or time that does not exist");
    return at;
  }
  if (zone === null) throw badLine(file.path, line, "the stamp has no time zone");
  const at = zonedToEpochMicros(zone, stamp.local);
  if (!at.ok) throw badLine(file.path, line, `the stamp cannot be placed in ${zone} (${at.error})`);
  return at.value;
}

function readRow(path: string, { line, fields }: TableRow<Column>, grid: { off: number }): MinuteRow {
  const stamp = parseStamp(fields.stamp);
  if (stamp === null)
    throw badLine(path, line, `"${fields.stamp}" is not a stamp like 2026-03-12 13:30:00+00:00`);
  const price = (column: Column): UsdE4 => {
    const value = readNumber(fields[column]);
    if (value === null || value <= 0 || value >= HIGHEST_PRICE) {
      throw badLine(path, line, `${column} "${fields[column]}" is not a price`);
    }
    const exact = nearestUsdE4(value);
    if (!isPrintOf(value, exact)) grid.off += 1;
    return exact;
  };
  const volume = readNumber(fields.volume);
  if (volume === null || volume < 0 || !Number.isSafeInteger(volume)) {
    throw badLine(path, line, `volume "${fields.volume}" is not a count of shares`);
  }
  const row = {
    line,
    stamp,
    open: price("open"),
    high: price("high"),
    low: price("low"),
    close: price("close"),
    volume,
  };
  refuseImpossible(path, row);
  return row;
}

function refuseImpossible(path: string, { line, open, high, low, close }: MinuteRow): void {
  if (high < low) throw badLine(path, line, "high is below low");
  if (open > high || close > high) throw badLine(path, line, "open or close is above high");
  if (open < low || close < low) throw badLine(path, line, "open or close is below low");
}

function readNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

/** True where the value is the decimal itself or its 32-bit float printed in full. */
function isPrintOf(value: number, exact: UsdE4): boolean {
  const decimal = exact / 10_000;
  return Math.abs(value - decimal) < 1e-9 || value === Math.fround(decimal);
}
