import { err, ok } from "@smart0dte/domain";
import { numberFault, representable, seriesFault, spreadFault } from "./input-checks.ts";
import { kurtosis, meanOf, quantile, sampleDeviation, skewness, squaredDeviations } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/** Arithmetic mean, in the unit of the values; at least one. Error: a few units in the last place of the largest. */
export function sampleMean(values: ArrayLike<number>): Statistic<number> {
  const fault = seriesFault("values", values, 1);
  return fault === null ? representable("values", meanOf(values)) : err(fault);
}

/** Standard deviation of a sample (n - 1 below), in the unit of the values; at least two. 0 where nothing varies. */
export function sampleDeviationOf(values: ArrayLike<number>): Statistic<number> {
  const fault = seriesFault("values", values, 2);
  return fault === null ? representable("values", sampleDeviation(values) ?? Number.NaN) : err(fault);
}

/** Third standardised moment (n below, no bias correction), no unit. Refused where nothing varies. */
export const sampleSkewness = (values: ArrayLike<number>): Statistic<number> =>
  standardised(values, skewness);

/** Fourth standardised moment, 3 for a normal (raw, not excess), no unit. Refused where nothing varies. */
export const sampleKurtosis = (values: ArrayLike<number>): Statistic<number> =>
  standardised(values, kurtosis);

function standardised(
  values: ArrayLike<number>,
  moment: (values: ArrayLike<number>) => number | null,
): Statistic<number> {
  const fault = seriesFault("values", values, 2) ?? spreadFault("values", values, squaredDeviations(values));
  return fault === null ? representable("values", moment(values) ?? Number.NaN) : err(fault);
}

/** Value below which the share lies, straight between order statistics (type 7); share from 0 to 1, any order of values. */
export function sampleQuantile(values: ArrayLike<number>, share: number): Statistic<number> {
  const fault = seriesFault("values", values, 1) ?? numberFault("share", share, { from: 0, to: 1 });
  return fault === null ? ok(quantile(Float64Array.from(values).sort(), share)) : err(fault);
}
