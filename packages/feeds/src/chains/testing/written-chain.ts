import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export const CHAIN_HEADER =
  "contractSymbol,expiry,type,strike,lastPrice,bid,ask,volume,openInterest,impliedVolatility,inTheMoney,lastTradeDate,spot,session";

export interface WrittenRow {
  readonly symbol?: string;
  readonly expiry?: string;
  readonly type?: string;
  readonly strike?: string;
  readonly bid?: string;
  readonly ask?: string;
  readonly volume?: string;
  readonly openInterest?: string;
  readonly lastTradeDate?: string;
  readonly spot?: string;
}

/** A line under {@link CHAIN_HEADER}; a call on SPY at 776 unless told otherwise. */
export function chainLine({
  symbol = "SPY260814C00776000",
  expiry = "2026-08-14",
  type = "C",
  strike = "776.0",
  bid = "0.94",
  ask = "0.95",
  volume = "42591.0",
  openInterest = "9878.0",
  lastTradeDate = "2026-08-14 15:23:34+00:00",
  spot = "777.8800048828125",
}: WrittenRow = {}): string {
  const last = [volume, openInterest, "0.0518", "True", lastTradeDate, spot, "2026-08-13"];
  return [symbol, expiry, type, strike, "0.95", bid, ask, ...last].join(",");
}

export const META = {
  utc: "2026-08-14T15:38:38.726610+00:00",
  session: "2026-08-13",
  tickers: { SPY: { spot: 777.8800048828125, spot_live: 776.219970703125, contracts: 2 } },
};

export interface WrittenFolder {
  readonly name?: string;
  readonly header?: string;
  readonly lines?: readonly string[];
  /** Written as it is where it is a text; null for no file. */
  readonly meta?: object | string | null;
  readonly packed?: boolean;
}

/** Writes a chain file, and a `meta.json` beside it, into a fresh folder and gives the chain's path. */
export function writeChain({
  name = "SPY.csv",
  header = CHAIN_HEADER,
  lines = [chainLine()],
  meta = META,
  packed = name.endsWith(".gz"),
}: WrittenFolder = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "chain-"));
  const text = `${[header, ...lines].join("\n")}\n`;
  const path = join(folder, name);
  writeFileSync(path, packed ? gzipSync(text) : text);
  if (meta !== null)
    writeFileSync(join(folder, "meta.json"), typeof meta === "string" ? meta : JSON.stringify(meta));
  return path;
}
