import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const SIDE = "Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest";
export const TABLE_HEADER = `Expiration Date,Calls,${SIDE},Strike,Puts,${SIDE}`;
const TITLE = "Standard & Poors 500 Index,Last: 4505.1001,Change:  37.6601";
const DATE = '"Date: September 14, 2023 at 4:31 PM EDT",Bid: 4483.25,Ask: 4526.27,Size: 1*1,"Volume: 1,000"';

export interface WrittenSide {
  readonly symbol?: string;
  readonly bid?: string;
  readonly ask?: string;
  readonly volume?: string;
  readonly iv?: string;
  readonly delta?: string;
  readonly interest?: string;
}

export interface WrittenLine {
  readonly date?: string;
  readonly strike?: string;
  readonly call?: WrittenSide;
  readonly put?: WrittenSide;
}

/** A line under {@link TABLE_HEADER}; SPXW at 4500 expiring 2023-10-13 unless told otherwise. */
export function tableLine({
  date = "Fri Oct 13 2023",
  strike = "4500.00",
  call,
  put,
}: WrittenLine = {}): string {
  const above = { symbol: "SPXW231013C04500000", delta: "0.58", ...call };
  const below = { symbol: "SPXW231013P04500000", delta: "-0.42", ...put };
  return [date, ...sideCells(above), strike, ...sideCells(below)].join(",");
}

function sideCells({
  symbol = "",
  bid = "42.5",
  ask = "43",
  volume = "7",
  iv = "0.1081",
  delta = "",
  interest = "120",
}: WrittenSide): readonly string[] {
  return [symbol, "0", "0", bid, ask, volume, iv, delta, "0.0042", interest];
}

export interface WrittenTable {
  readonly name?: string;
  readonly title?: string;
  readonly date?: string;
  readonly header?: string;
  readonly lines?: readonly string[];
  readonly packed?: boolean;
}

/** Writes a quote table into a fresh folder and gives its path. */
export function writeTable({
  name = "spx.csv",
  title = TITLE,
  date = DATE,
  header = TABLE_HEADER,
  lines = [tableLine()],
  packed = false,
}: WrittenTable = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), "table-")), name);
  const text = `\n${[title, date, header, ...lines].join("\n")}\n`;
  writeFileSync(path, packed ? gzipSync(text) : text);
  return path;
}
