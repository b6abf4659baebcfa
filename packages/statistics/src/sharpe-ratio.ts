import { err, ok } from "@smart0dte/domain";
import { normalBelow } from "@smart0dte/pricing";
import { numberFault, representable, seriesFault, spreadFault, type Fault } from "./input-checks.ts";
import { kurtosis, meanOf, sampleDeviation, skewness, squaredDeviations } from "./moments.ts";
import type { Statistic } from "./refusal.ts";
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

/** Mean over sample deviation, per period; at least two returns, refused where nothing varies. */
export function sharpeRatio(returns: ArrayLike<number>): Statistic<number> {
  const fault =
    seriesFault("returns", returns, 2) ?? spreadFault("returns", returns, squaredDeviations(returns));
  return fault === null
    ? representable("returns", meanOf(returns) / (sampleDeviation(returns) ?? Number.NaN))
    : err(fault);
}

/** The ratio with the moments that its error depends on. */
export function sharpeReading(returns: ArrayLike<number>): Statistic<SharpeReading> {
  const ratio = sharpeRatio(returns);
  if (!ratio.ok) return ratio;
  const [skew, kurt] = [skewness(returns), kurtosis(returns)];
  return skew !== null && kurt !== null && Number.isFinite(skew) && Number.isFinite(kurt)
    ? ok({ ratio: ratio.value, periods: returns.length, skewness: skew, kurtosis: kurt })
    : err({ code: "notRepresentable", input: "returns" });
}

/**
 * Probability that the true ratio is above a benchmark (per period, like the ratio), given the length, skewness and
 * tails of the record. At least two periods; refused for moments that no series can have.
 *
 * @see Bailey, Lopez de Prado, The Sharpe ratio efficient frontier, Journal of Risk 15 (2012).
 */
export function probabilisticSharpe(reading: SharpeReading, benchmark: number): Statistic<number> {
  const fault = readingFault(reading) ?? numberFault("benchmark", benchmark);
  if (fault !== null) return err(fault);
  const distance = (reading.ratio - benchmark) * Math.sqrt(reading.periods - 1);
  return ok(normalBelow(distance / Math.sqrt(estimateVariance(reading))));
}

/**
 * Periods needed until the ratio is above the benchmark with the given confidence, in (0, 1); not rounded. Refused
 * (`noEdge`) where the ratio is not above it, as a negative one never is above 0: no record is then long enough, and
 * `quant stats` prints `minTRL95` as null.
 */
export function minimumTrackRecord(
  reading: SharpeReading,
  benchmark: number,
  confidence = 0.95,
): Statistic<number> {
  const fault =
    readingFault(reading) ??
    numberFault("benchmark", benchmark) ??
    numberFault("confidence", confidence, { above: 0, below: 1 });
  if (fault !== null) return err(fault);
  if (reading.ratio <= benchmark) return err({ code: "noEdge", input: "ratio" });
  const quantile = normalQuantile(confidence) / (reading.ratio - benchmark);
  return representable("ratio", 1 + estimateVariance(reading) * quantile ** 2);
}

/** The chance of the best of more trials is no double. */
const MOST_TRIALS = 1e300;

/**
 * The highest of `trials` standard normal draws, on average: what the best of so many worthless variants shows. 0 for
 * one. An approximation: 2 % high for two trials, better than 0.5 % from ten.
 */
export function expectedMaximum(trials: number): Statistic<number> {
  const fault = numberFault("trials", trials, { from: 1, to: MOST_TRIALS });
  if (fault !== null) return err(fault);
  if (trials < 2) return ok(0);
  return ok(-(1 - EULER) * normalQuantile(1 / trials) - EULER * normalQuantile(1 / (trials * Math.E)));
}

export interface DeflatedSharpe {
  /** What the best of all trials would show by chance, per period. */
  readonly benchmark: number;
  readonly probability: number;
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
): Statistic<DeflatedSharpe> {
  const highest = expectedMaximum(trials);
  const fault = numberFault("varianceOfRatios", varianceOfRatios, { from: 0 });
  if (fault !== null) return err(fault);
  if (!highest.ok) return highest;
  const benchmark = Math.sqrt(varianceOfRatios) * highest.value;
  const probability = probabilisticSharpe(reading, benchmark);
  return probability.ok ? ok({ benchmark, probability: probability.value }) : probability;
}

function readingFault(reading: SharpeReading): Fault {
  return (
    numberFault("ratio", reading.ratio) ??
    numberFault("periods", reading.periods, { from: 2 }) ??
    numberFault("skewness", reading.skewness) ??
    numberFault("kurtosis", reading.kurtosis) ??
    numberFault("variance of the ratio", estimateVariance(reading), { above: 0 })
  );
}

const estimateVariance = ({ ratio, skewness: skew, kurtosis: kurt }: SharpeReading): number =>
  1 - skew * ratio + ((kurt - 1) / 4) * ratio * ratio;
