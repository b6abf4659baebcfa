import type { ChainFrame, PositionRow } from "@smart0dte/gateway/contract";
import { cellOf } from "./chain-cell.ts";
import { fromE4, toE4 } from "./format/number-format.ts";

type Legs = PositionRow["legs"];

/** What a package costs to open now, debit positive; null with the leg that forbids it. */
export interface PackageNow {
  readonly mid: string | null;
  readonly natural: string | null;
  readonly why: string;
}

/** Sums the legs of the present chain; nothing is known where one leg has no usable quote. */
export function packageNow(legs: Legs, chain: ChainFrame | undefined): PackageNow {
  let mid = 0;
  let natural = 0;
  for (const { instrument, ratio, strike, right } of legs) {
    const cell = cellOf(chain, instrument);
    const side = ratio > 0 ? cell?.ask : cell?.bid;
    if (cell?.mid == null || side == null || cell.fault !== null) {
      return { mid: null, natural: null, why: `${Number(strike)} ${right} has no usable quote now` };
    }
    mid += ratio * toE4(cell.mid);
    natural += ratio * toE4(side);
  }
  return { mid: fromE4(mid), natural: fromE4(natural), why: "" };
}
