import { parseIsoDate, usdE4, type IsoDate, type Right } from "@smart0dte/domain";
import { badLine } from "../minutes/file-refusal.ts";
import type { CsvRecord } from "../minutes/table-reader.ts";
import { countOf, moneyOf, numberOf, parseNumber, type ChainCell } from "./chain-fields.ts";
import type { ChainContract, ChainRow, StatedReadings } from "./chain-row.ts";
import { OPTION_SERIES, seriesOf } from "./option-series.ts";

/** Where a quote table's columns stand. */
export interface QuotePlaces {
  readonly expiry: number;
  readonly strike: number;
  readonly call: SidePlaces;
  readonly put: SidePlaces;
}

export interface SidePlaces {
  readonly symbol: number;
  readonly bid: number;
  readonly ask: number;
  readonly volume: number;
  readonly iv: number;
  readonly delta: number;
  readonly gamma: number;
  readonly openInterest: number;
}

/** One contract of a line, and what it is an option on. */
export interface QuoteRow {
  readonly row: ChainRow<string>;
  readonly underlying: string;
}

/** A line's call and put; refused where it is malformed or contradicts the contracts' own symbols. */
export function readQuoteRow(path: string, record: CsvRecord, places: QuotePlaces): readonly QuoteRow[] {
  const { line, cells } = record;
  const expiry = expiryOf(cells[places.expiry] ?? "");
  if (expiry === null) {
    throw badLine(
      path,
      line,
      `Expiration Date "${cells[places.expiry] ?? ""}" is no date like Fri Oct 13 2023`,
    );
  }
  const shared = { expiry, strike: cells[places.strike] ?? "" };
  return [
    sideOf({ path, record }, { right: "C", places: places.call }, shared),
    sideOf({ path, record }, { right: "P", places: places.put }, shared),
  ];
}

interface Place {
  readonly path: string;
  readonly record: CsvRecord;
}

interface Shared {
  readonly expiry: IsoDate;
  readonly strike: string;
}

function sideOf(
  { path, record }: Place,
  { right, places }: { readonly right: Right; readonly places: SidePlaces },
  shared: Shared,
): QuoteRow {
  const { line, cells } = record;
  const who = right === "C" ? "call" : "put";
  const cell = (column: keyof SidePlaces): ChainCell => {
    return { path, line, column: `${who} ${column}`, text: cells[places[column]] ?? "" };
  };
  const symbol = cells[places.symbol] ?? "";
  const { contract, underlying } = contractOf(path, line, symbol);
  const differs = (what: string): never => {
    throw badLine(path, line, `${what} differs from the symbol ${symbol}: correct the line or take it out`);
  };
  if (contract.right !== right) differs(`its place among the ${who}s`);
  if (contract.expiry !== shared.expiry) differs(`Expiration Date ${shared.expiry}`);
  if (parseNumber(shared.strike) !== contract.strike / 10_000) differs(`Strike "${shared.strike}"`);
  return {
    underlying,
    row: {
      line,
      contract,
      bid: moneyOf(cell("bid")),
      ask: moneyOf(cell("ask")),
      volume: countOf(cell("volume")),
      openInterest: countOf(cell("openInterest")),
      lastTradeAt: null,
      spot: null,
      stated: statedOf(cell),
    },
  };
}

function statedOf(cell: (column: "iv" | "delta" | "gamma") => ChainCell): StatedReadings {
  const iv = numberOf(cell("iv"));
  return { iv: iv === 0 ? null : iv, delta: numberOf(cell("delta")), gamma: numberOf(cell("gamma")) };
}

interface NamedContract {
  readonly contract: ChainContract<string>;
  readonly underlying: string;
}

function contractOf(path: string, line: number, symbol: string): NamedContract {
  const match = /^([A-Z0-9]{1,6}?)(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/.exec(symbol);
  const [, root = "", year = "", month = "", day = "", right = "", thousandths = ""] = match ?? [];
  const expiry = parseIsoDate(`20${year}-${month}-${day}`);
  const strike = usdE4(Number(thousandths) * 10);
  if (match === null || !expiry.ok || strike === 0)
    throw badLine(path, line, `"${symbol}" is not an option symbol`);
  const series = seriesOf(root);
  if (series === null) {
    const known = OPTION_SERIES.map((each) => each.root).join(", ");
    throw badLine(path, line, `"${symbol}": the terms of ${root} are not known; offered are ${known}`);
  }
  return {
    contract: { kind: "option", root, expiry: expiry.value, right: right === "C" ? "C" : "P", strike },
    underlying: series.underlying,
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Fri Oct 13 2023`. The weekday is not read. */
function expiryOf(text: string): IsoDate | null {
  const [, month = "", day = "", year = ""] =
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4})$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  const date = parseIsoDate(`${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`);
  return date.ok ? date.value : null;
}
