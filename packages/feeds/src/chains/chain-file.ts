import { nextSession, sessionOf, type EpochMicros, type Ticker } from "@smart0dte/domain";
import { badFile, badLine } from "../minutes/file-refusal.ts";
import { parseTable, type ColumnNames } from "../minutes/table-reader.ts";
import {
  CHAIN_COLUMNS,
  OPTIONAL_CHAIN_COLUMNS,
  readChainRow,
  type ChainColumn,
  type ChainRow,
} from "./chain-row.ts";
import { readPackedText } from "./packed-text.ts";
import { isQuoteTable, readQuoteTable } from "./quote-table.ts";
import { readRunNote } from "./run-note.ts";

/** One underlying's whole chain at one moment, as a file states it. */
export interface ChainSnapshot {
  readonly path: string;
  readonly layout: "yfinance" | "cboe";
  /** What the options are on: SPY, QQQ, IWM, and from Cboe's tables SPX (roots SPX and SPXW) and XSP. */
  readonly ticker: string;
  /** All expiries, in the order of the file. */
  readonly rows: readonly ChainRow<string>[];
  /** Dollars; null where neither the run's note nor the file has one. */
  readonly spot: number | null;
  /** `live`: at the time of the run. `column`: the file's own, which can be the last close. `table`: a quote table's last. */
  readonly spotFrom: "live" | "column" | "table" | null;
  /** The run's time, which is not that of its quotes, or a quote table's own; null where nothing states one. */
  readonly runAt: EpochMicros | null;
  /** `table`: the quotes' own time. `run`: when the file was made. */
  readonly timeFrom: "table" | "run" | null;
  /** A date line that is there and was not understood; null otherwise. */
  readonly unreadDate: string | null;
}

/**
 * Reads a yfinance chain with the `meta.json` beside it, or a Cboe quote table, packed or not: the content tells which.
 *
 * Throws `BadInputError` for all that is missing, malformed or contradictory. A yfinance file's implied volatility is
 * not read: on expiry day it is wrong. A table's own readings stand in the rows' `stated`.
 */
export function readChainFile(path: string): ChainSnapshot {
  const text = readPackedText(path);
  if (text.trim() === "") throw badFile(path, "the file is empty");
  const snapshot = isQuoteTable(text) ? tableSnapshot(path, text) : yfinanceSnapshot(path, text);
  refuseContradictions(path, snapshot.rows);
  return snapshot;
}

function tableSnapshot(path: string, text: string): ChainSnapshot {
  const { underlying, rows, last, at, dateText } = readQuoteTable(path, text);
  return {
    path,
    layout: "cboe",
    ticker: underlying,
    rows,
    spot: last,
    spotFrom: last === null ? null : "table",
    runAt: at,
    timeFrom: at === null ? null : "table",
    unreadDate: at === null ? dateText : null,
  };
}

function yfinanceSnapshot(path: string, text: string): ChainSnapshot {
  const [header = ""] = text.split("\n", 1);
  const table = parseTable({ path, text }, columnsOf(header));
  const rows = table.rows.map((row) => readChainRow(path, row));
  const [first] = rows;
  if (first === undefined) throw badFile(path, "it has a header but no rows");
  refuseMixture(path, rows, first);
  const ticker = first.contract.root;
  const note = readRunNote(path, ticker);
  const spotLive = note?.spotLive ?? null;
  const runAt = note?.at ?? null;
  return {
    path,
    layout: "yfinance",
    ticker,
    rows,
    spot: spotLive ?? first.spot,
    spotFrom: spotLive !== null ? "live" : first.spot !== null ? "column" : null,
    runAt,
    timeFrom: runAt === null ? null : "run",
    unreadDate: null,
  };
}

function columnsOf(header: string): ColumnNames<ChainColumn> {
  const present = header
    .toLowerCase()
    .replaceAll(/["\s\uFEFF]/g, "")
    .split(",");
  const ifPresent = (names: readonly string[]): readonly string[] =>
    names.some((name) => present.includes(name)) ? names : [];
  const { volume, openInterest, lastTradeAt, spot } = OPTIONAL_CHAIN_COLUMNS;
  return {
    ...CHAIN_COLUMNS,
    volume: ifPresent(volume),
    openInterest: ifPresent(openInterest),
    lastTradeAt: ifPresent(lastTradeAt),
    spot: ifPresent(spot),
  };
}

function refuseMixture(path: string, rows: readonly ChainRow<Ticker>[], first: ChainRow<Ticker>): void {
  for (const { line, contract, spot } of rows) {
    const { root } = contract;
    if (root !== first.contract.root)
      throw badLine(
        path,
        line,
        `${root} stands in a chain of ${first.contract.root}: keep one ticker a file`,
      );
    if (spot !== first.spot) throw badLine(path, line, "its spot differs from the first row's");
  }
}

function refuseContradictions(path: string, rows: readonly ChainRow<string>[]): void {
  const lines = new Map<string, number>();
  for (const { line, contract } of rows) {
    const { root, expiry, right, strike } = contract;
    // beyond the last day that the calendar knows no day is known to be closed
    if (sessionOf(expiry) === null && nextSession(expiry) !== null)
      throw badLine(path, line, `nothing expires on ${expiry}: the exchange is closed`);
    const key = `${root} ${expiry} ${right} ${strike / 10_000}`;
    const before = lines.get(key);
    if (before !== undefined)
      throw badLine(path, line, `the contract ${key} stands already in line ${before}: take one of them out`);
    lines.set(key, line);
  }
}
