import {
  nearestUsdE4,
  parseOsi,
  type EpochMicros,
  type OptionContract,
  type OsiProblem,
  type UsdE4,
} from "@smart0dte/domain";
import { badLine } from "../minutes/file-refusal.ts";
import type { TableRow } from "../minutes/table-reader.ts";
import { parseInstant } from "./instant-text.ts";

/** One contract's line as the file states it: an empty field is null, a zero stays a zero. */
export interface ChainRow {
  readonly line: number;
  readonly contract: OptionContract;
  readonly bid: UsdE4 | null;
  readonly ask: UsdE4 | null;
  /** Contracts traded in the session of the last trade. */
  readonly volume: number | null;
  /** Of the evening before. */
  readonly openInterest: number | null;
  readonly lastTradeAt: EpochMicros | null;
  /** Dollars; the file's own column, which can be the last close. */
  readonly spot: number | null;
}

export const CHAIN_COLUMNS = {
  symbol: ["contractsymbol"],
  expiry: ["expiry"],
  type: ["type"],
  strike: ["strike"],
  bid: ["bid"],
  ask: ["ask"],
} as const;
export const OPTIONAL_CHAIN_COLUMNS = {
  volume: ["volume"],
  openInterest: ["openinterest"],
  lastTradeAt: ["lasttradedate"],
  spot: ["spot"],
} as const;
export type ChainColumn = keyof typeof CHAIN_COLUMNS | keyof typeof OPTIONAL_CHAIN_COLUMNS;

/** Prices beyond fit no field of this desk. */
const HIGHEST_PRICE = 200_000;

/** Reads a line; refuses what is malformed or contradicts its own contract symbol. */
export function readChainRow(path: string, row: TableRow<ChainColumn>): ChainRow {
  const { line, fields } = row;
  const contract = contractOf(path, row);
  const price = (column: "bid" | "ask"): UsdE4 | null => {
    const value = numberOf(path, row, column);
    return value === null ? null : nearestUsdE4(value);
  };
  const lastTradeAt = isEmpty(fields.lastTradeAt) ? null : parseInstant(fields.lastTradeAt);
  if (lastTradeAt === null && !isEmpty(fields.lastTradeAt)) {
    throw badLine(path, line, `lastTradeDate "${fields.lastTradeAt}" is no instant with its offset`);
  }
  const spot = numberOf(path, row, "spot");
  if (spot === 0) throw badLine(path, line, "spot is 0");
  return {
    line,
    contract,
    bid: price("bid"),
    ask: price("ask"),
    volume: countOf(path, row, "volume"),
    openInterest: countOf(path, row, "openInterest"),
    lastTradeAt,
    spot,
  };
}

const OSI_CAUSES: Readonly<Record<OsiProblem, string>> = {
  NOT_OSI: "is not an option symbol",
  ADJUSTED_ROOT: "is an adjusted or mini series, which does not deliver 100 plain shares",
  UNKNOWN_ROOT: "is not on SPY, QQQ or IWM",
  NOT_A_DATE: "names an expiry that no calendar has",
  ZERO_STRIKE: "has no strike",
};

function contractOf(path: string, { line, fields }: TableRow<ChainColumn>): OptionContract {
  const contract = parseOsi(fields.symbol);
  if (!contract.ok) throw badLine(path, line, `"${fields.symbol}" ${OSI_CAUSES[contract.error]}`);
  const { expiry, right, strike } = contract.value;
  const differs = (column: "expiry" | "type" | "strike"): never => {
    throw badLine(path, line, `${column} "${fields[column]}" differs from the symbol ${fields.symbol}`);
  };
  if (fields.expiry !== expiry) differs("expiry");
  if (fields.type !== right) differs("type");
  if (parseNumber(fields.strike) !== strike / 10_000) differs("strike");
  return contract.value;
}

type NumberColumn = "bid" | "ask" | "volume" | "openInterest" | "spot";

/** A price or count of zero or more; null where the field is empty. */
function numberOf(
  path: string,
  { line, fields }: TableRow<ChainColumn>,
  column: NumberColumn,
): number | null {
  const text = fields[column];
  if (isEmpty(text)) return null;
  const value = parseNumber(text);
  if (
    value === null ||
    value < 0 ||
    value >= (column === "volume" || column === "openInterest" ? Infinity : HIGHEST_PRICE)
  ) {
    throw badLine(path, line, `${column} "${text}" is not a price or count`);
  }
  return value;
}

function countOf(path: string, row: TableRow<ChainColumn>, column: "volume" | "openInterest"): number | null {
  const value = numberOf(path, row, column);
  if (value !== null && !Number.isSafeInteger(value)) {
    throw badLine(path, row.line, `${column} "${row.fields[column]}" is not a whole count`);
  }
  return value;
}

/** What spreadsheets and data frames write for nothing. */
const isEmpty = (text: string): boolean => text === "" || /^nan$/i.test(text);

const parseNumber = (text: string): number | null =>
  /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
