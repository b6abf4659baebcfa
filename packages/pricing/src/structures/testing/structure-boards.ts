import { expect } from "vitest";
import { lognormalDensity } from "../market-density.ts";
import type { BoardQuotes } from "../structure-board.ts";
import { StructureScan, type ScannedStructure } from "../structure-scan.ts";

export const FORWARD = 600.2;
/** The one that the quotes are made of. */
export const density = lognormalDensity(FORWARD, 0.008);
export const STRIKES = Array.from({ length: 21 }, (_, i) => 590 + i);

/** Each contract three cents wide around its value, at a fee of 1.4 cents. */
export function aBoard(over: Partial<BoardQuotes> = {}, strikes: readonly number[] = STRIKES): BoardQuotes {
  const value = (right: "C" | "P") => (strike: number) =>
    0.02 + Math.round(density.meanPayoff(right, strike) * 100) / 100;
  const [calls, puts] = [strikes.map(value("C")), strikes.map(value("P"))];
  return {
    strikes,
    callBid: calls.map((mid) => mid - 0.015),
    callAsk: calls.map((mid) => mid + 0.015),
    putBid: puts.map((mid) => mid - 0.015),
    putAsk: puts.map((mid) => mid + 0.015),
    callCost: strikes.map(() => 0.014),
    putCost: strikes.map(() => 0.014),
    forward: FORWARD,
    growth: 1,
    ...over,
  };
}

/** All rows, written out. */
export function scanned(board: BoardQuotes): readonly ScannedStructure[] {
  const scan = new StructureScan();
  const result = scan.run(board, density);
  if (!result.ok) return expect.unreachable(result.error);
  return Array.from(
    { length: result.value },
    (_, row) => scan.structure(row) ?? expect.unreachable("no row"),
  );
}
