import {
  demandExposure,
  SHARES_PER_CONTRACT,
  signOf,
  type ExposedContract,
  type ExposureTerms,
} from "./exposure-terms.ts";
import { normalDensity } from "../elementary/mills-ratio.ts";
import { logRatio } from "../black-scholes/time-value.ts";

const DAYS_PER_YEAR = 365;

/** Dealers' exposure in dollars of the underlying. */
export interface Exposure {
  /** Dollars of delta to be traded per 1 % move: sign x gamma x contracts x 100 x spot² x 0.01. */
  readonly gamma: number;
  /** Dollars of delta per volatility point: sign x vanna x contracts x 100 x spot x 0.01. */
  readonly vanna: number;
  /** Dollars of delta per DAY that passes: sign x charm x contracts x 100 x spot / 365; over 1,440 per minute. */
  readonly charm: number;
}

export interface StrikeExposure {
  readonly strike: number;
  readonly calls: Exposure;
  readonly puts: Exposure;
}

export interface ExposureProfile {
  readonly total: Exposure;
  /** Strikes ascending. */
  readonly strikes: readonly StrikeExposure[];
  /** Strike of the largest call gamma by size; null without calls. */
  readonly callWall: number | null;
  readonly putWall: number | null;
}

const NONE: Exposure = { gamma: 0, vanna: 0, charm: 0 };

/**
 * Exposures by strike and in total at one spot. Same-day options: no rate, no yield.
 *
 * Dollars of delta: gamma per 1 % move, vanna per volatility point, charm per day of 24 hours; sign by the terms'
 * convention, which is an assumption and not known. As exact as the Greeks (4e-15 of their scale) on what is stated:
 * open interest is of the evening before.
 *
 * @see SqueezeMetrics, Gamma Exposure (2017), for the dollar gamma and its usual sign.
 *
 * Terms that {@link exposureRefusal} names are an `InvariantError` here.
 */
export function exposureProfile(
  contracts: readonly ExposedContract[],
  terms: ExposureTerms,
): ExposureProfile {
  demandExposure(contracts, terms);
  const rows = new Map<number, StrikeExposure>();
  for (const contract of contracts) {
    const { strike, right } = contract;
    const row = rows.get(strike) ?? { strike, calls: NONE, puts: NONE };
    const one = exposureOf(contract, terms);
    rows.set(
      strike,
      right === "C" ? { ...row, calls: added(row.calls, one) } : { ...row, puts: added(row.puts, one) },
    );
  }
  const strikes = [...rows.values()].sort((a, b) => a.strike - b.strike);
  return {
    total: strikes.reduce((sum, { calls, puts }) => added(sum, added(calls, puts)), NONE),
    strikes,
    callWall: wallOf(strikes, ({ calls }) => calls.gamma),
    putWall: wallOf(strikes, ({ puts }) => puts.gamma),
  };
}

function exposureOf(contract: ExposedContract, { spot, years, sign }: ExposureTerms): Exposure {
  const { strike, volatility, contracts } = contract;
  const deviation = volatility * Math.sqrt(years);
  const d1 = logRatio(spot, strike) / deviation + 0.5 * deviation;
  const d2 = d1 - deviation;
  const density = normalDensity(d1);
  // so far away that the distance may be beyond all numbers
  if (density === 0) return NONE;
  const size = signOf(contract, sign) * contracts * SHARES_PER_CONTRACT * spot;
  return {
    gamma: (size * 0.01 * density) / deviation,
    vanna: (-size * 0.01 * density * d2) / volatility,
    charm: (size * density * d2) / (2 * years * DAYS_PER_YEAR),
  };
}

function added(a: Exposure, b: Exposure): Exposure {
  return { gamma: a.gamma + b.gamma, vanna: a.vanna + b.vanna, charm: a.charm + b.charm };
}

function wallOf(strikes: readonly StrikeExposure[], gammaOf: (row: StrikeExposure) => number): number | null {
  let wall: number | null = null;
  let largest = 0;
  for (const row of strikes) {
    const size = Math.abs(gammaOf(row));
    if (size <= largest) continue;
    largest = size;
    wall = row.strike;
  }
  return wall;
}
