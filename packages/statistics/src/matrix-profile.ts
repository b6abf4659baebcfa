import { err, ok } from "@smart0dte/domain";
import { numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { at, meanOf, squaredDeviations } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

export interface MatrixProfile {
  /** Z-normalised distance of each window to its nearest one outside the exclusion; infinite where there is none. */
  readonly distances: Float64Array;
  /** Start of that nearest window; -1 where there is none. */
  readonly nearest: Int32Array;
  /** Windows whose starts are so close are not compared: they are the same stretch. */
  readonly exclusion: number;
}

/**
 * For every window of `length` values its nearest neighbour by shape: motifs are its lows, discords its highs.
 *
 * Distances are Euclidean between windows scaled to mean 0 and deviation 1 (population), no unit. A flat window has no
 * shape: it is at distance 0 from another flat one and root of the length from all others. `length`: a whole number from
 * 2, and so short that two windows are far enough apart. Neighbours are searched with covariances carried along the
 * diagonals (quadratic in the series); the distance to the one found is then measured value by value.
 *
 * @see Yeh et al., Matrix Profile I, ICDM 2016; Zimmerman et al., Scaling time series motif discovery, SoCC 2019.
 */
export function matrixProfile(values: ArrayLike<number>, length: number): Statistic<MatrixProfile> {
  const exclusion = Math.ceil(length / 4);
  const fault = windowFault(values, length, exclusion);
  if (fault !== null) return err(fault);
  const windows = windowsOf(values, length);
  if (windows === null) return err({ code: "notRepresentable", input: "series" });
  const nearest = nearestShapes(windows, exclusion);
  const distances = Float64Array.from(nearest, (j, i) =>
    j < 0 ? Number.POSITIVE_INFINITY : shapeDistance(windows, i, j),
  );
  return ok({ distances, nearest, exclusion });
}

const LONGEST = 1e9;

const windowFault = (series: ArrayLike<number>, length: number, exclusion: number): Fault =>
  numberFault("length", length, { from: 2, to: LONGEST, whole: true }) ??
  seriesFault("series", series, length + exclusion + 1);

interface Windows {
  readonly series: Float64Array;
  readonly length: number;
  readonly means: Float64Array;
  /** Zero where all values of the window are equal, whatever rounding leaves of their sums. */
  readonly deviations: Float64Array;
}

/** Null where squares of the values leave double precision. */
function windowsOf(values: ArrayLike<number>, length: number): Windows | null {
  const series = Float64Array.from(values);
  const count = series.length - length + 1;
  const means = new Float64Array(count);
  const deviations = new Float64Array(count);
  const flat = flatRuns(series);
  for (let i = 0; i < count; i += 1) {
    const window = series.subarray(i, i + length);
    const mean = meanOf(window);
    means[i] = mean;
    if (at(flat, i + length - 1) >= length) continue;
    const deviation = Math.sqrt(squaredDeviations(window, mean) / length);
    if (!(deviation > 0 && deviation < Number.POSITIVE_INFINITY)) return null;
    deviations[i] = deviation;
  }
  return { series, length, means, deviations };
}

/** At each place, how many equal values end there. */
function flatRuns(series: ArrayLike<number>): Int32Array {
  const runs = new Int32Array(series.length);
  for (let i = 0; i < series.length; i += 1)
    runs[i] = i > 0 && series[i] === series[i - 1] ? at(runs, i - 1) + 1 : 1;
  return runs;
}

/** Steps after which a covariance is summed anew, so that its rounding cannot drift. */
const CARRIED = 64;

function nearestShapes(windows: Windows, exclusion: number): Int32Array {
  const count = windows.means.length;
  const nearest = new Int32Array(count).fill(-1);
  const best = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let apart = exclusion + 1; apart < count; apart += 1) {
    let covariance = 0;
    for (let i = 0; i + apart < count; i += 1) {
      const j = i + apart;
      covariance =
        i % CARRIED === 0 ? covarianceOf(windows, i, j) : covariance + covarianceStep(windows, i, j);
      const alike = similarity(covariance, windows.length, [
        at(windows.deviations, i),
        at(windows.deviations, j),
      ]);
      if (alike > at(best, i)) {
        best[i] = alike;
        nearest[i] = j;
      }
      if (alike > at(best, j)) {
        best[j] = alike;
        nearest[j] = i;
      }
    }
  }
  return nearest;
}

/** Sum of the products of two windows' distances from their means. */
function covarianceOf({ series, length, means }: Windows, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1)
    sum += (at(series, i + k) - at(means, i)) * (at(series, j + k) - at(means, j));
  return sum;
}

/** What that sum changes by when both windows move on by one. */
function covarianceStep({ series, length, means }: Windows, i: number, j: number): number {
  const half = (k: number): number => (at(series, k + length - 1) - at(series, k - 1)) / 2;
  const both = (k: number): number =>
    at(series, k + length - 1) - at(means, k) + (at(series, k - 1) - at(means, k - 1));
  return half(i) * both(j) + half(j) * both(i);
}

/** Correlation of two windows; a flat one is like another and half like (root of the length away from) any other. */
function similarity(covariance: number, length: number, [di, dj]: readonly [number, number]): number {
  if (di === 0 || dj === 0) return di === dj ? 1 : 0.5;
  return covariance / (length * di * dj);
}

function shapeDistance({ series, length, means, deviations }: Windows, i: number, j: number): number {
  const [di, dj] = [at(deviations, i), at(deviations, j)];
  if (di === 0 || dj === 0) return di === dj ? 0 : Math.sqrt(length);
  let sum = 0;
  for (let k = 0; k < length; k += 1)
    sum += ((at(series, i + k) - at(means, i)) / di - (at(series, j + k) - at(means, j)) / dj) ** 2;
  return Math.sqrt(sum);
}
