import type { AnalysedContract } from "./chain-contracts.ts";

/** The table's own readings beside ours, over the out-of-the-money contracts that both have. */
export interface StatedComparison {
  readonly contracts: number;
  /** Largest and median absolute difference, |delta| from 0.05 to 0.5. */
  readonly iv: Difference;
  readonly delta: Difference;
  /** Seconds to expiry at which our quotes' deviations give the table's own volatilities: the clock that it must have used. */
  readonly clockSeconds: number;
  /** The same on that clock: what is left when the count of time is set aside. */
  readonly ivOnItsClock: Difference;
}

export interface Difference {
  readonly worst: number;
  readonly median: number;
}

const LOWEST_DELTA = 0.05;
const HIGHEST_DELTA = 0.5;
const FEWEST = 3;

/** Null where the file states none, or too few to say anything. */
export function statedComparison(
  contracts: readonly AnalysedContract[],
  { forward, seconds }: { readonly forward: number; readonly seconds: number },
): StatedComparison | null {
  const both = contracts.flatMap(({ contract, right, strike, greeks }) => {
    const { stated } = contract.row;
    if (stated === undefined || stated.iv === null || stated.delta === null || greeks === null) return [];
    const size = Math.abs(stated.delta);
    if ((right === "C") !== strike >= forward || size < LOWEST_DELTA || size > HIGHEST_DELTA) return [];
    return [{ iv: greeks.iv, statedIv: stated.iv, delta: greeks.delta, statedDelta: stated.delta }];
  });
  if (both.length < FEWEST) return null;
  const clock = medianOf(both.map(({ iv, statedIv }) => (iv / statedIv) ** 2));
  const scale = Math.sqrt(clock);
  return {
    contracts: both.length,
    iv: differenceOf(both.map(({ iv, statedIv }) => iv - statedIv)),
    delta: differenceOf(both.map(({ delta, statedDelta }) => delta - statedDelta)),
    clockSeconds: clock * seconds,
    ivOnItsClock: differenceOf(both.map(({ iv, statedIv }) => iv / scale - statedIv)),
  };
}

function differenceOf(differences: readonly number[]): Difference {
  const sizes = differences.map(Math.abs);
  return { worst: Math.max(...sizes), median: medianOf(sizes) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
