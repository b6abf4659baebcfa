/** Arithmetic mean of at least one value. These are for series that were checked; `sample-moments.ts` checks. */
export function meanOf(values: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < values.length; i += 1) mean += (at(values, i) - mean) / (i + 1);
  return mean;
}

/** Sum of squared distances from the mean. */
export function squaredDeviations(values: ArrayLike<number>, mean = meanOf(values)): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (at(values, i) - mean) ** 2;
  return sum;
}

/** Of a sample (n - 1 below); null under two values. */
export const sampleDeviation = (values: ArrayLike<number>): number | null =>
  values.length < 2 ? null : Math.sqrt(squaredDeviations(values) / (values.length - 1));

/** Central moment of whole order, divided by n. */
export function centralMoment(values: ArrayLike<number>, order: number): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (at(values, i) - mean) ** order;
  return sum / values.length;
}

/** Third standardised moment (n below, no bias correction); null where nothing varies. */
export function skewness(values: ArrayLike<number>): number | null {
  const variance = values.length === 0 ? 0 : centralMoment(values, 2);
  return variance > 0 ? centralMoment(values, 3) / variance ** 1.5 : null;
}

/** Fourth standardised moment, 3 for a normal (raw, not excess); null where nothing varies. */
export function kurtosis(values: ArrayLike<number>): number | null {
  const variance = values.length === 0 ? 0 : centralMoment(values, 2);
  return variance > 0 ? centralMoment(values, 4) / variance ** 2 : null;
}

/** Linear interpolation between order statistics, share from 0 to 1. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  return low + (place - below) * (at(sorted, Math.min(below + 1, sorted.length - 1)) - low);
}

/** An element that is known to be there. */
export const at = (values: ArrayLike<number>, i: number): number => values[i] ?? Number.NaN;
