import { at } from "./moments.ts";

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
 * Distances are Euclidean between windows scaled to mean 0 and deviation 1 (population). A flat window has no shape:
 * it is at distance 0 from another flat one and root of the length from all others. Quadratic in the series,
 * dot products carried along the diagonals.
 *
 * @see Yeh et al., Matrix Profile I, ICDM 2016.
 */
export function matrixProfile(series: ArrayLike<number>, length: number): MatrixProfile {
  const count = Math.max(series.length - length + 1, 0);
  const exclusion = Math.ceil(length / 4);
  const squared = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const nearest = new Int32Array(count).fill(-1);
  const { means, deviations } = windowMoments(series, length, count);
  for (let apart = exclusion + 1; apart < count; apart += 1) {
    let dot = 0;
    for (let i = 0; i + apart < count; i += 1) {
      const j = i + apart;
      dot = i === 0 ? firstDot(series, length, apart) : slid(dot, { series, length, i, j });
      const distance = shapeDistance(dot, { length, means, deviations, i, j });
      if (distance < at(squared, i)) {
        squared[i] = distance;
        nearest[i] = j;
      }
      if (distance < at(squared, j)) {
        squared[j] = distance;
        nearest[j] = i;
      }
    }
  }
  return { distances: squared.map(Math.sqrt), nearest, exclusion };
}

interface Pair {
  readonly length: number;
  readonly i: number;
  readonly j: number;
}

function firstDot(series: ArrayLike<number>, length: number, apart: number): number {
  let dot = 0;
  for (let k = 0; k < length; k += 1) dot += at(series, k) * at(series, k + apart);
  return dot;
}

function slid(dot: number, { series, length, i, j }: Pair & { readonly series: ArrayLike<number> }): number {
  const left = at(series, i - 1) * at(series, j - 1);
  return dot - left + at(series, i + length - 1) * at(series, j + length - 1);
}

function shapeDistance(
  dot: number,
  {
    length,
    means,
    deviations,
    i,
    j,
  }: Pair & { readonly means: Float64Array; readonly deviations: Float64Array },
): number {
  const [di, dj] = [at(deviations, i), at(deviations, j)];
  if (di === 0 || dj === 0) return di === dj ? 0 : length;
  const correlation = (dot - length * at(means, i) * at(means, j)) / (length * di * dj);
  return Math.max(0, 2 * length * (1 - correlation));
}

function windowMoments(
  series: ArrayLike<number>,
  length: number,
  count: number,
): { readonly means: Float64Array; readonly deviations: Float64Array } {
  const means = new Float64Array(count);
  const deviations = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let [sum, squares] = [0, 0];
    for (let k = 0; k < length; k += 1) sum += at(series, i + k);
    const mean = sum / length;
    for (let k = 0; k < length; k += 1) squares += (at(series, i + k) - mean) ** 2;
    means[i] = mean;
    deviations[i] = Math.sqrt(squares / length);
  }
  return { means, deviations };
}
