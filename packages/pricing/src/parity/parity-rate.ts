import { err, ok, type Result } from "@smart0dte/domain";
import type { ParityPair } from "./parity-forward.ts";

/** Forward and rate that the pairs of one later expiry agree on. */
export interface ParityRate {
  /** Dollars, at expiry. */
  readonly forward: number;
  /** Today's worth of a dollar at expiry. */
  readonly discount: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
  readonly pairs: number;
}

const FEWEST = 5;
/** Rounds of weighing down what stands apart, and from how many typical misses on. */
const ROUNDS = 5;
const APART = 2;
/** Dollars; a locked pair is no surer than a cent. */
const TICK = 0.01;

/**
 * Call less put falls by the discount per dollar of strike: a robust line through the pairs.
 *
 * For European options (index), or American ones near the money. A rate from a few days' expiry is a small difference
 * of large numbers: near the close of its life take it from elsewhere. Null with fewer than five two-sided pairs, or
 * where the line does not fall.
 *
 * Quotes in dollars of today, years of 365 days, more than zero; the rate continuously compounded per year. An error of
 * e dollars in the slope over strikes w apart is one of e / (w years) in the rate.
 *
 * @see Ronn and Ronn, The box spread arbitrage conditions, Review of Financial Studies 2 (1989); weights after Huber.
 */
export function parityRate(pairs: readonly ParityPair[], years: number): ParityRate | null {
  const found = rateThrough(pairs, years);
  return found.ok ? found.value : null;
}

/** Why pairs tell no rate: no time, a strike twice, fewer than five usable pairs, or a line that does not fall. */
export type NoRate = "badYears" | "duplicateStrike" | "tooFewPairs" | "notFalling";

/** {@link parityRate} with the reason for none. Pairs that are not two-sided, crossed or no numbers are left out. */
export function rateThrough(pairs: readonly ParityPair[], years: number): Result<ParityRate, NoRate> {
  if (!(years > 0 && Number.isFinite(years))) return err("badYears");
  const readings = pairs
    .filter(
      ({ strike, callBid, callAsk, putBid, putAsk }) =>
        strike > 0 &&
        callBid > 0 &&
        putBid > 0 &&
        callAsk >= callBid &&
        putAsk >= putBid &&
        Number.isFinite(strike + callAsk + putAsk),
    )
    .map(({ strike, callBid, callAsk, putBid, putAsk }) => ({
      strike,
      difference: (callBid + callAsk - putBid - putAsk) / 2,
      spread: Math.max(callAsk - callBid + putAsk - putBid, TICK),
    }));
  if (new Set(readings.map(({ strike }) => strike)).size < readings.length) return err("duplicateStrike");
  if (readings.length < FEWEST) return err("tooFewPairs");
  let weights = readings.map(({ spread }) => 1 / (spread * spread));
  let line = fitted(readings, weights);
  for (let round = 0; round < ROUNDS && line !== null; round += 1) {
    const { slope, level } = line;
    const misses = readings.map(
      ({ strike, difference, spread }) => Math.abs(difference - level - slope * strike) / spread,
    );
    const typical = misses.toSorted((a, b) => a - b)[Math.floor(misses.length / 2)] ?? 0;
    weights = readings.map(({ spread }, i) => {
      const miss = misses[i] ?? 0;
      return Math.min(1, miss === 0 ? 1 : (APART * typical) / miss) / (spread * spread);
    });
    line = fitted(readings, weights) ?? line;
  }
  if (line === null || !(line.slope < 0 && line.level > 0)) return err("notFalling");
  const discount = -line.slope;
  return ok({
    forward: line.level / discount,
    discount,
    rate: -Math.log(discount) / years,
    pairs: readings.length,
  });
}

function fitted(
  readings: readonly { readonly strike: number; readonly difference: number }[],
  weights: readonly number[],
): { readonly slope: number; readonly level: number } | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (i: number) => number): number =>
    weights.reduce((sum, weight, i) => sum + weight * of(i), 0) / total;
  const strike = mean((i) => readings[i]?.strike ?? 0);
  const difference = mean((i) => readings[i]?.difference ?? 0);
  const across = mean((i) => ((readings[i]?.strike ?? 0) - strike) ** 2);
  if (!(across > 0)) return null;
  const slope =
    mean((i) => ((readings[i]?.strike ?? 0) - strike) * ((readings[i]?.difference ?? 0) - difference)) /
    across;
  return { slope, level: difference - slope * strike };
}
