import type { Right } from "@smart0dte/domain";
import type { ChainAnalysis } from "../chain-analysis.ts";

/** A strike's out-of-the-money quote as volatilities, fractions per root year. */
export interface SmileMark {
  readonly strike: number;
  readonly right: Right;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Of all strikes that are bid and asked out of the money; an ask alone bounds a volatility and states none. */
export function smileMarks({ contracts, forward }: ChainAnalysis): readonly SmileMark[] {
  const money = forward.forward;
  if (money === null) return [];
  return contracts.flatMap(({ strike, right, greeks, band }) => {
    if (greeks === null || right !== (strike >= money ? "C" : "P")) return [];
    return band.bid === null || band.ask === null
      ? []
      : [{ strike, right, low: band.bid, mid: greeks.iv, high: band.ask }];
  });
}
