import { RTYPES, SCHEMA_IDS, type Schema } from "../codec/wire-ids.ts";
import { LiveError } from "./live-error.ts";

export interface Subscription {
  readonly schema: Schema;
  readonly stypeIn: "raw_symbol" | "instrument_id" | "parent" | "continuous";
  /** As the dataset writes them, blanks included; `ALL_SYMBOLS` alone. */
  readonly symbols: readonly string[];
  /** Nanoseconds since 1970 UTC from which the last 24 hours are replayed; 0n: all there is. */
  readonly start?: bigint;
  /** The book as it stands, before its changes; `mbo` only. */
  readonly snapshot?: boolean;
}

const SYMBOLS_PER_LINE = 500;
const ALL_SYMBOLS = "ALL_SYMBOLS";
const STYPES: readonly string[] = ["raw_symbol", "instrument_id", "parent", "continuous"];
const U64_MAX = 18_446_744_073_709_551_615n;

/** The lines of one subscription, to be sent in one piece: chunks of another must not come between. */
export function subscriptionLines(of: Subscription, id: number, start: bigint | null): string {
  const began = start === null ? "" : `|start=${String(start)}`;
  const head = `schema=${of.schema}|stype_in=${of.stypeIn}|id=${String(id)}${began}`;
  const snapshot = of.snapshot === true ? "1" : "0";
  let lines = "";
  for (let at = 0; at < of.symbols.length; at += SYMBOLS_PER_LINE) {
    const symbols = of.symbols.slice(at, at + SYMBOLS_PER_LINE).join(",");
    const last = at + SYMBOLS_PER_LINE >= of.symbols.length ? "1" : "0";
    lines += `${head}|symbols=${symbols}|snapshot=${snapshot}|is_last=${last}\n`;
  }
  return lines;
}

/**
 * A copy that later changes of the caller's array do not reach.
 *
 * @throws LiveError "badSubscription" that names what is wrong.
 */
export function checkedSubscription(of: Subscription): Subscription {
  if (!Object.hasOwn(SCHEMA_IDS, of.schema)) refuse(`there is no schema "${of.schema}"`);
  if (!STYPES.includes(of.stypeIn)) refuse(`live symbols are ${STYPES.join(", ")}, not "${of.stypeIn}"`);
  if (of.symbols.length === 0) refuse("it names no symbol");
  if (of.symbols.length > 1 && of.symbols.includes(ALL_SYMBOLS)) refuse(`${ALL_SYMBOLS} stands alone`);
  for (const symbol of of.symbols) checkSymbol(symbol, of.stypeIn);
  if (of.start !== undefined && (of.start < 0n || of.start > U64_MAX))
    refuse(`its start ${String(of.start)} is not a time in nanoseconds since 1970`);
  if (of.snapshot === true && of.schema !== "mbo")
    refuse(`a snapshot is offered for mbo, not for ${of.schema}`);
  if (of.snapshot === true && of.start !== undefined) refuse("a snapshot and a start exclude each other");
  return { ...of, symbols: [...of.symbols] };
}

/** The record type a schema's missed records can be replayed in; null for books, which the next update restores. */
export function replayedType(schema: Schema): number | null {
  return REPLAYED[schema] ?? null;
}

const REPLAYED: Partial<Record<Schema, number>> = {
  trades: RTYPES.trades,
  tbbo: RTYPES.mbp1,
  tcbbo: RTYPES.tcbbo,
  definition: RTYPES.definition,
  statistics: RTYPES.statistics,
  status: RTYPES.status,
  imbalance: RTYPES.imbalance,
  "ohlcv-1s": RTYPES.ohlcv1s,
  "ohlcv-1m": RTYPES.ohlcv1m,
  "ohlcv-1h": RTYPES.ohlcv1h,
  "ohlcv-1d": RTYPES.ohlcv1d,
  "ohlcv-eod": RTYPES.ohlcvEod,
};

function checkSymbol(symbol: string, stypeIn: string): void {
  // what separates symbols, fields and lines would become another request
  if (!/^[\x20-\x7e]+$/.test(symbol) || /[|,]/.test(symbol) || symbol.trim() === "")
    refuse(`${JSON.stringify(symbol)} is not a symbol: printable ASCII without | and ,`);
  if (stypeIn === "instrument_id" && !/^\d{1,10}$/.test(symbol) && symbol !== ALL_SYMBOLS)
    refuse(`${JSON.stringify(symbol)} is not an instrument id`);
}

function refuse(why: string): never {
  throw new LiveError("badSubscription", `The subscription is refused: ${why}`);
}
