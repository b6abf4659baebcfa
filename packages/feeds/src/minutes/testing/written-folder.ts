import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Rows of a minute file without its header. */
export type Rows = readonly string[];

export const HEADER = "Datetime,Open,High,Low,Close,Volume";

/** Writes a folder of files into a fresh place and gives its path. */
export function writeFolder(files: Readonly<Record<string, string>>): string {
  const dir = join(mkdtempSync(join(tmpdir(), "minutes-")), "minutes", "set");
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return dir;
}

export const fileOf = (rows: Rows, header = HEADER): string => `${[header, ...rows].join("\n")}\n`;

export interface Day {
  readonly date?: string;
  /** First bar's price in dollars; each minute adds `step`. */
  readonly price?: number;
  readonly step?: number;
  /** First stamp in minutes after midnight, and how many rows. */
  readonly from?: number;
  readonly minutes?: number;
  /** Written behind the clock time. */
  readonly zone?: string;
}

const pad = (part: number): string => String(part).padStart(2, "0");

/** A whole session of bars, stamped 13:30 to 19:59 in UTC (summer: at bar start) unless said otherwise. */
export function dayOf(day: Day = {}): Rows {
  const {
    date = "2026-03-13",
    price = 660,
    step = 0.01,
    from = 13 * 60 + 30,
    minutes = 390,
    zone = "+00:00",
  } = day;
  return Array.from({ length: minutes }, (_, minute) => {
    const clock = from + minute;
    // a zig-zag, so that there is some variance
    const open = price + step * minute + (minute % 2) * 0.05;
    const close = price + step * (minute + 1) + ((minute + 1) % 2) * 0.05;
    const [high, low] = [Math.max(open, close) + 0.02, Math.min(open, close) - 0.02];
    const prices = [open, high, low, close].map((value) => value.toFixed(4)).join(",");
    return `${date} ${pad(Math.floor(clock / 60))}:${pad(clock % 60)}:00${zone},${prices},${1000 + minute}`;
  });
}

/** The same rows with one of them replaced. */
export const withRow = (rows: Rows, place: number, row: string): Rows =>
  rows.map((old, index) => (index === place ? row : old));
