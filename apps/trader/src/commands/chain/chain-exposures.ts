import {
  exposureProfile,
  exposureRefusal,
  flipLevels,
  spotGrid,
  type DealerSign,
  type ExposedContract,
  type ExposureProfile,
} from "@smart0dte/pricing";
import type { AnalysedContract } from "./chain-contracts.ts";

/** Dealers' exposure by open interest: whose side they are on is assumed, and said. */
export interface ChainExposures extends ExposureProfile {
  readonly sign: OpenInterestSign;
  /** Spots at which the total gamma changes its sign, dollars; volatilities stay with their strikes. */
  readonly flips: readonly number[];
  /** Lowest and highest spot that was looked at. */
  readonly searched: readonly [number, number];
  readonly contracts: number;
}

/** Signed flow is in no chain file, so only the conventions for open interest are offered. */
export type OpenInterestSign = Exclude<DealerSign, "againstCustomers">;

/** What each figure is, for whoever reads only the figures. */
export const EXPOSURE_TERMS = {
  gamma: {
    unit: "dollars of delta to be traded per 1 % move",
    formula: "sign x gamma x openInterest x 100 x forward^2 x 0.01",
  },
  vanna: {
    unit: "dollars of delta per volatility point",
    formula: "sign x vanna x openInterest x 100 x forward x 0.01",
  },
  charm: {
    unit: "dollars of delta per day that passes",
    formula: "sign x charm x openInterest x 100 x forward / 365",
  },
  signs: {
    callsLong: "assumed: dealers long calls (+1), short puts (-1)",
    callsShort: "assumed: dealers short calls (-1), long puts (+1)",
  },
  openInterest: "of the evening before: what was opened today is not in it",
} as const;

const GRID_WIDTH = 0.015;
const GRID_POINTS = 120;
const GRID_DEVIATIONS = 2;

export interface ExposureMoment {
  readonly forward: number;
  readonly years: number;
  /** Of the log price until expiry, at the money. */
  readonly deviation: number;
  readonly sign: OpenInterestSign;
}

/** Null where no contract with a volatility has open interest, or a figure is out of all range. */
export function exposuresOf(
  contracts: readonly AnalysedContract[],
  { forward, years, deviation, sign }: ExposureMoment,
): ChainExposures | null {
  const held = contracts.flatMap(({ contract, right, strike, greeks }): readonly ExposedContract[] => {
    const interest = contract.row.openInterest;
    if (greeks === null || interest === null || interest === 0) return [];
    return [{ right, strike, volatility: greeks.iv, contracts: interest }];
  });
  const terms = { spot: forward, years, sign };
  if (held.length === 0 || exposureRefusal(held, terms) !== null) return null;
  const grid = spotGrid(forward, Math.max(GRID_WIDTH, GRID_DEVIATIONS * deviation), GRID_POINTS);
  return {
    ...exposureProfile(held, terms),
    sign,
    flips: flipLevels(held, terms, grid),
    searched: [grid[0] ?? forward, grid.at(-1) ?? forward],
    contracts: held.length,
  };
}
