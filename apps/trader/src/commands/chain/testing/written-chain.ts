import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChain, type ChainArgs } from "../chain-command.ts";
import { plainPrice, SECONDS_A_YEAR } from "./plain-black.ts";

/** A market of one contract as a file writes it. */
export interface WrittenQuote {
  readonly bid: string;
  readonly ask: string;
}

export interface WrittenChain {
  readonly expiry?: string;
  readonly forward?: number;
  /** Of every strike. */
  readonly volatility?: number;
  readonly spot?: string;
  /** Null for no `meta.json`. */
  readonly utc?: string | null;
  /** Changes single quotes. */
  readonly quote?: (made: WrittenQuote, strike: number, right: "C" | "P") => WrittenQuote;
}

/** Four hours before the close of 2026-08-14. */
export const FOUR_HOURS_BEFORE = "2026-08-14T16:00:00+00:00";
const HALF_SPREAD = 0.005;

/** Writes SPY at 660 to 680 under one volatility, each quote a cent wide around its value, and gives its path. */
export function writeChain({
  expiry = "2026-08-14",
  forward = 670.2,
  volatility = 0.15,
  spot = String(forward),
  utc = FOUR_HOURS_BEFORE,
  quote = (made) => made,
}: WrittenChain = {}): string {
  const years = (4 * 3600) / SECONDS_A_YEAR;
  const lines = Array.from({ length: 21 }, (_, place) => 660 + place).flatMap((strike) =>
    (["C", "P"] as const).map((right) => {
      const value = plainPrice({ right, forward, strike, years }, volatility);
      const bid = Math.max(0, Math.round((value - HALF_SPREAD) * 100) / 100);
      const made = { bid: bid.toFixed(2), ask: (bid + 2 * HALF_SPREAD).toFixed(2) };
      const shown = quote(made, strike, right);
      const symbol = `SPY${expiry.slice(2).replaceAll("-", "")}${right}00${strike}000`;
      return [symbol, expiry, right, `${strike}.0`, shown.bid, shown.ask, "10.0", "100", spot].join(",");
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), "chain-"));
  const path = join(folder, "SPY.csv");
  const header = "contractSymbol,expiry,type,strike,bid,ask,volume,openInterest,spot";
  writeFileSync(path, `${[header, ...lines].join("\n")}\n`);
  if (utc !== null) writeFileSync(join(folder, "meta.json"), JSON.stringify({ utc }));
  return path;
}

export async function runOn(files: readonly string[], over: Partial<ChainArgs> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const code = await runChain({ files, json: true, ...over }, io);
  return { code, out, err };
}

/** The contract's fields as another program reads them. */
export interface ReadAnalysis {
  readonly symbol: string;
  readonly expiry: string;
  readonly asOf: string;
  readonly spot: number | null;
  readonly forward: number | null;
  readonly secondsToExpiry: number;
  readonly atmIv: number | null;
  readonly expectedMove: number | null;
  readonly straddle: number | null;
  readonly contracts: readonly ReadContract[];
  readonly findings: readonly { readonly code: string; readonly detail: string }[];
  readonly plans: readonly ReadPlan[];
  readonly root: string;
  readonly settles: string;
  readonly rate: number;
  readonly rateFrom: string | null;
  readonly vix: ReadVix | null;
  readonly vixWhy: string | null;
  readonly stated: ReadStated | null;
  readonly noPlans: readonly { readonly name: string; readonly why: string }[];
  readonly forwardFrom: string | null;
  readonly dividend: ReadDividend | null;
  readonly arbitrages: readonly ReadArbitrage[];
  readonly arbitragesExplained: readonly ReadArbitrage[];
}

export interface ReadArbitrage {
  readonly kind: string;
  readonly strikes: readonly number[];
  readonly edge: number;
}

export interface ReadVix {
  readonly index: number;
  readonly near: { readonly expiry: string; readonly root: string; readonly minutes: number };
  readonly next: { readonly expiry: string; readonly root: string; readonly minutes: number };
}

export interface ReadStated {
  readonly contracts: number;
  readonly iv: { readonly worst: number; readonly median: number };
  readonly clockSeconds: number;
  readonly ivOnItsClock: { readonly worst: number; readonly median: number };
  readonly clock: ReadClock;
  readonly clocks: readonly ReadClock[];
}

export interface ReadClock {
  readonly name: string;
  readonly seconds: number;
  readonly iv: { readonly worst: number };
  readonly delta: { readonly worst: number };
}

export interface ReadDividend {
  readonly amount: number;
  readonly low: number;
  readonly high: number;
  readonly exAfter: string;
  readonly exBy: string;
  readonly strikes: readonly number[];
  readonly leftOut: readonly number[];
  readonly exercisedTo: number | null;
}

export interface ReadContract {
  readonly symbol: string;
  readonly right: "C" | "P";
  readonly strike: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly mid: number | null;
  readonly iv: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly theta: number | null;
  readonly vega: number | null;
  readonly ivBid: number | null;
  readonly ivAsk: number | null;
  readonly ivOwn: number | null;
  readonly probabilityItm: number | null;
  readonly probabilityTouch: number | null;
  readonly stated: { readonly iv: number | null; readonly delta: number | null } | null;
  readonly ivOnStatedClock: number | null;
  readonly fault: string | null;
}

export interface ReadPlan {
  readonly name: string;
  readonly legs: readonly { readonly right: "C" | "P"; readonly strike: number; readonly quantity: number }[];
  readonly entry: number;
  readonly maxProfit: number | null;
  readonly maxLoss: number;
  readonly breakEvens: readonly number[];
  readonly costs: number;
  readonly probabilityOfProfit: number;
  readonly expectedValue: number;
  readonly halfSpread: number;
}

/** Analyses one file, which must succeed, and reads the line it printed. */
export async function analysisOf(file: string, over: Partial<ChainArgs> = {}): Promise<ReadAnalysis> {
  const { code, out, err } = await runOn([file], over);
  const [line, ...more] = out;
  if (code !== 0 || line === undefined || more.length > 0) throw new Error(`${code}: ${err.join(" ")}`);
  return JSON.parse(line) as ReadAnalysis;
}
