import {
  parseOsi,
  type EpochMicros,
  type OptionContract,
  type OsiProblem,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { badLine } from "../minutes/file-refusal.ts";
import type { TableRow } from "../minutes/table-reader.ts";
import { countOf, isEmpty, moneyOf, parseNumber, priceOf, type ChainCell } from "./chain-fields.ts";
import { parseInstant } from "./instant-text.ts";

/** A contract under any known root; one under a desk's ticker is an `OptionContract`. */
export interface ChainContract<Root extends string = Ticker> extends Omit<OptionContract, "root"> {
  readonly root: Root;
}

/** One contract's line as the file states it: an empty field is null, a zero stays a zero. */
export interface ChainRow<Root extends string = Ticker> {
  readonly line: number;
  readonly contract: ChainContract<Root>;
  readonly bid: UsdE4 | null;
  readonly ask: UsdE4 | null;
  /** Contracts traded in the session of the last trade. */
  readonly volume: number | null;
  /** Of the evening before. */
  readonly openInterest: number | null;
  readonly lastTradeAt: EpochMicros | null;
  /** Dollars; the file's own column, which can be the last close. */
  readonly spot: number | null;
  /** What the file itself says of the contract, to be compared and never calculated with; absent where it says nothing. */
  readonly stated?: StatedReadings;
}

/** A vendor's own readings of one contract. */
export interface StatedReadings {
  /** A fraction per root year; null where it is stated as 0, which is none. */
  readonly iv: number | null;
  /** Per $1. */
  readonly delta: number | null;
  /** Delta per $1. */
  readonly gamma: number | null;
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

/** Reads a line; refuses what is malformed or contradicts its own contract symbol. */
export function readChainRow(path: string, row: TableRow<ChainColumn>): ChainRow {
  const { line, fields } = row;
  const contract = contractOf(path, row);
  const cell = (column: ChainColumn): ChainCell => ({ path, line, column, text: fields[column] });
  const lastTradeAt = isEmpty(fields.lastTradeAt) ? null : parseInstant(fields.lastTradeAt);
  if (lastTradeAt === null && !isEmpty(fields.lastTradeAt)) {
    throw badLine(path, line, `lastTradeDate "${fields.lastTradeAt}" is no instant with its offset`);
  }
  const spot = priceOf(cell("spot"));
  if (spot === 0) throw badLine(path, line, "spot is 0");
  return {
    line,
    contract,
    bid: moneyOf(cell("bid")),
    ask: moneyOf(cell("ask")),
    volume: countOf(cell("volume")),
    openInterest: countOf(cell("openInterest")),
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
