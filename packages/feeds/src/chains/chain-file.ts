import { sessionOf, type EpochMicros, type Ticker } from "@smart0dte/domain";
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
import { readRunNote } from "./run-note.ts";

/** One ticker's whole chain at one moment, as a file states it. */
export interface ChainSnapshot {
  readonly path: string;
  readonly ticker: Ticker;
  /** All expiries, in the order of the file. */
  readonly rows: readonly ChainRow[];
  /** Dollars; null where neither the run's note nor the file has one. */
  readonly spot: number | null;
  /** `live`: at the time of the run. `column`: the file's own, which can be the last close. */
  readonly spotFrom: "live" | "column" | null;
  /** When the file was made, which is not when its quotes were; null where no note says. */
  readonly runAt: EpochMicros | null;
}

/**
 * Reads a yfinance chain, packed or not, with the `meta.json` beside it. Throws `BadInputError` for all that is
 * missing, malformed or contradictory. The file's own implied volatility is not read: on expiry day it is wrong.
 */
export function readChainFile(path: string): ChainSnapshot {
  const text = readPackedText(path);
  const [header = "", ...next] = text.split("\n", HEADER_LINES);
  if ([header, ...next].some((line) => line.startsWith("Expiration Date,Calls"))) {
    throw badFile(path, "it is a Cboe quote table; those are not offered yet");
  }
  const table = parseTable({ path, text }, columnsOf(header));
  const rows = table.rows.map((row) => readChainRow(path, row));
  const [first] = rows;
  if (first === undefined) throw badFile(path, "it has a header but no rows");
  refuseContradictions(path, rows, first);
  const ticker = first.contract.root;
  const note = readRunNote(path, ticker);
  const spotLive = note?.spotLive ?? null;
  return {
    path,
    ticker,
    rows,
    spot: spotLive ?? first.spot,
    spotFrom: spotLive !== null ? "live" : first.spot !== null ? "column" : null,
    runAt: note?.at ?? null,
  };
}

/** Above its header a Cboe table has a title and a line of the underlying. */
const HEADER_LINES = 5;

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

function refuseContradictions(path: string, rows: readonly ChainRow[], first: ChainRow): void {
  const lines = new Map<string, number>();
  for (const { line, contract, spot } of rows) {
    const { root, expiry, right, strike } = contract;
    if (root !== first.contract.root)
      throw badLine(path, line, `${root} stands in a chain of ${first.contract.root}`);
    if (spot !== first.spot) throw badLine(path, line, "its spot differs from the first row's");
    if (sessionOf(expiry) === null)
      throw badLine(path, line, `nothing expires on ${expiry}: the exchange is closed`);
    const key = `${expiry} ${right} ${strike / 10_000}`;
    const before = lines.get(key);
    if (before !== undefined)
      throw badLine(path, line, `the contract ${key} stands already in line ${before}`);
    lines.set(key, line);
  }
}
