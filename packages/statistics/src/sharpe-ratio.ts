import { normalBelow } from "@smart0dte/pricing";
import { kurtosis, meanOf, sampleDeviation, skewness } from "./moments.ts";
import { normalQuantile } from "./special-functions.ts";

const EULER = 0.5772156649015329;

/** A Sharpe ratio PER PERIOD of the series (not a year's), with what its error depends on. */
export interface SharpeReading {
  readonly ratio: number;
  readonly periods: number;
  readonly skewness: number;
  /** Raw: 3 for a normal. */
  readonly kurtosis: number;
}

/** Mean over sample deviation; null where nothing varies. */
export function sharpeRatio(returns: ArrayLike<number>): number | null {
  const deviation = sampleDeviation(returns);
  return deviation === null || deviation === 0 ? null : meanOf(returns) / deviation;
}

export function sharpeReading(returns: ArrayLike<number>): SharpeReading | null {
  const ratio = sharpeRatio(returns);
  const [skew, kurt] = [skewness(returns), kurtosis(returns)];
  if (ratio === null || skew === null || kurt === null) return null;
  return { ratio, periods: returns.length, skewness: skew, kurtosis: kurt };
}

/**
 * Probability that the true ratio is above a benchmark, given the length, skewness and tails of the record.
 *
 * Null where the moments leave the estimate no variance.
 *
 * @see Bailey, Lopez de Prado, The Sharpe ratio efficient frontier, Journal of Risk 15 (2012).
 */
export function probabilisticSharpe(reading: SharpeReading, benchmark: number): number | null {
  const variance = estimateVariance(reading);
  if (variance <= 0 || reading.periods < 2) return null;
  return normalBelow(((reading.ratio - benchmark) * Math.sqrt(reading.periods - 1)) / Math.sqrt(variance));
}

/** Periods needed until the ratio is above the benchmark with the given confidence; null where it is not above it. */
export function minimumTrackRecord(
  reading: SharpeReading,
  benchmark: number,
  confidence = 0.95,
): number | null {
  const variance = estimateVariance(reading);
  if (variance <= 0 || reading.ratio <= benchmark) return null;
  return 1 + variance * (normalQuantile(confidence) / (reading.ratio - benchmark)) ** 2;
}

/** The highest of `trials` standard normal draws, on average: what the best of so many worthless variants shows. */
export function expectedMaximum(trials: number): number {
  if (trials < 2) return 0;
  return (1 - EULER) * normalQuantile(1 - 1 / trials) + EULER * normalQuantile(1 - 1 / (trials * Math.E));
}

/**
 * Probability that the ratio is above what the best of all variants tried would show by chance.
 *
 * `varianceOfRatios`: across the variants, per period like the ratio. Every variant that was looked at counts.
 *
 * @see Bailey, Lopez de Prado, The deflated Sharpe ratio, Journal of Portfolio Management 40 (2014).
 */
export function deflatedSharpe(
  reading: SharpeReading,
  trials: number,
  varianceOfRatios: number,
): { readonly benchmark: number; readonly probability: number | null } {
  const benchmark = Math.sqrt(varianceOfRatios) * expectedMaximum(trials);
  return { benchmark, probability: probabilisticSharpe(reading, benchmark) };
}

const estimateVariance = ({ ratio, skewness: skew, kurtosis: kurt }: SharpeReading): number =>
  1 - skew * ratio + ((kurt - 1) / 4) * ratio * ratio;
