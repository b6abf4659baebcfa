import { parseIsoDate, type IsoDate } from "@smart0dte/domain";
import { badLine } from "./file-refusal.ts";
import { readTable } from "./table-reader.ts";

/** One day of the volatility index, in points. */
export interface VixDay {
  readonly open: number;
  readonly close: number;
}

const COLUMNS = { date: ["date"], open: ["open"], close: ["close"] } as const;

/**
 * Reads the index's daily file as it stood before a session: of rows dated on or after it only the date is
 * looked at, so that nothing in them can matter.
 */
export function readVixBefore(path: string, session: IsoDate): ReadonlyMap<IsoDate, VixDay> {
  const days = new Map<IsoDate, VixDay>();
  for (const { line, fields } of readTable(path, COLUMNS).rows) {
    const date = parseIsoDate(fields.date.slice(0, 10));
    if (!date.ok) throw badLine(path, line, `"${fields.date}" is not a date`);
    if (date.value >= session) continue;
    if (days.has(date.value)) throw badLine(path, line, `the date ${date.value} stands twice`);
    days.set(date.value, { open: level(path, line, fields.open), close: level(path, line, fields.close) });
  }
  return days;
}

function level(path: string, line: number, text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (value <= 0 || value > 1_000) throw badLine(path, line, `"${text}" is not a level of the VIX`);
  return value;
}
