import type { Right } from "@smart0dte/domain";
import { logRatio } from "./time-value.ts";
import { normalDensity } from "./mills-ratio.ts";

const SHARES_PER_CONTRACT = 100;
const DAYS_PER_YEAR = 365;

/** Contracts of one strike and right that dealers hold or owe. */
export interface ExposedContract {
  readonly right: Right;
  /** Dollars. */
  readonly strike: number;
  /** A fraction per root year, held fixed when the spot moves (sticky strike). */
  readonly volatility: number;
  /**
   * Contracts: open interest, or signed customer volume. Without a sign of its own the convention gives one.
   */
  readonly contracts: number;
}

/**
 * Whose side dealers are taken to be on. An assumption, never a fact: state it beside every figure.
 *
 * `callsLong`: dealers long calls and short puts (the common one for open interest). `callsShort`: the reverse.
 * `againstCustomers`: contracts are signed customer volume (bought positive), and dealers hold the other side.
 */
export type DealerSign = "callsLong" | "callsShort" | "againstCustomers";

export interface ExposureTerms {
  /** Dollars. */
  readonly spot: number;
  /** More than zero. */
  readonly years: number;
  readonly sign: DealerSign;
}

/** Dealers' exposure in dollars of the underlying. */
export interface Exposure {
  /** Dollars of delta to be traded per 1 % move: sign x gamma x contracts x 100 x spot² x 0.01. */
  readonly gamma: number;
  /** Dollars of delta per volatility point: sign x vanna x contracts x 100 x spot x 0.01. */
  readonly vanna: number;
  /** Dollars of delta per DAY that passes: sign x charm x contracts x 100 x spot / 365. */
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

/** Exposures by strike and in total at one spot. Same-day options: no rate, no yield. */
export function exposureProfile(
  contracts: readonly ExposedContract[],
  terms: ExposureTerms,
): ExposureProfile {
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

/** Spots at which the total gamma changes its sign, ascending; there may be none or several. */
export function flipLevels(
  contracts: readonly ExposedContract[],
  terms: ExposureTerms,
  grid: ArrayLike<number>,
): readonly number[] {
  const net = (spot: number): number => netGamma(contracts, { ...terms, spot });
  const flips: number[] = [];
  for (let i = 1; i < grid.length; i += 1) {
    const [low, high] = [grid[i - 1] ?? Number.NaN, grid[i] ?? Number.NaN];
    const [below, above] = [net(low), net(high)];
    if (below === 0) continue;
    if (above === 0) flips.push(high);
    else if (below > 0 !== above > 0) flips.push(rootBetween(net, low, high));
  }
  return flips;
}

/** So many spots from `width` below to `width` above, both ends included: 0.015 is 1.5 %. */
export const spotGrid = (spot: number, width = 0.015, points = 120): Float64Array =>
  Float64Array.from({ length: points }, (_, i) => spot * (1 - width + (2 * width * i) / (points - 1)));

function exposureOf(contract: ExposedContract, { spot, years, sign }: ExposureTerms): Exposure {
  const { strike, volatility, contracts } = contract;
  const deviation = volatility * Math.sqrt(years);
  const d1 = logRatio(spot, strike) / deviation + 0.5 * deviation;
  const d2 = d1 - deviation;
  const density = normalDensity(d1);
  const size = signOf(contract, sign) * contracts * SHARES_PER_CONTRACT * spot;
  return {
    gamma: (size * 0.01 * density) / deviation,
    vanna: (-size * 0.01 * density * d2) / volatility,
    charm: (size * density * d2) / (2 * years * DAYS_PER_YEAR),
  };
}

function netGamma(contracts: readonly ExposedContract[], { spot, years, sign }: ExposureTerms): number {
  const root = Math.sqrt(years);
  let sum = 0;
  for (const contract of contracts) {
    const deviation = contract.volatility * root;
    const d1 = logRatio(spot, contract.strike) / deviation + 0.5 * deviation;
    sum += (signOf(contract, sign) * contract.contracts * normalDensity(d1)) / deviation;
  }
  return sum * SHARES_PER_CONTRACT * spot * 0.01;
}

function signOf({ right }: ExposedContract, sign: DealerSign): number {
  if (sign === "againstCustomers") return -1;
  return (right === "C") === (sign === "callsLong") ? 1 : -1;
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

const ROUNDS = 100;

/** False position; a side that stays twice counts half (Illinois), so that neither can stay for ever. */
function rootBetween(of: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [below, above] = [of(low), of(high)];
  let stayed: "low" | "high" | null = null;
  for (let round = 0; round < ROUNDS && high - low > 1e-13 * high; round += 1) {
    const middle = low - (below * (high - low)) / (above - below);
    const value = of(middle);
    if (value === 0 || middle <= low || middle >= high) return middle;
    if (value > 0 === above > 0) {
      [high, above] = [middle, value];
      if (stayed === "low") below /= 2;
      stayed = "low";
    } else {
      [low, below] = [middle, value];
      if (stayed === "high") above /= 2;
      stayed = "high";
    }
  }
  return low - (below * (high - low)) / (above - below);
}
