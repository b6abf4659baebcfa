import { err, ok } from "@smart0dte/domain";
import { lengthFault, seriesFault, spreadFault, type Fault } from "./input-checks.ts";
import { at, meanOf } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

export interface Shrunk {
  /** Weight of the scaled identity, 0 to 1. */
  readonly shrinkage: number;
  /** In the squared unit of the columns. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Ledoit and Wolf's shrinkage of the sample covariance (n below, centred) towards a multiple of the identity.
 *
 * `columns`: series of one length, at least two values each, not all of them constant.
 *
 * @see Ledoit, Wolf, A well-conditioned estimator for large-dimensional covariance matrices, JMVA 88 (2004).
 */
export function ledoitWolf(columns: readonly ArrayLike<number>[]): Statistic<Shrunk> {
  const sample = sampleCovariance(columns);
  if (!sample.ok) return sample;
  const { covariance, centred, n } = sample.value;
  const size = columns.length;
  const { mean, spread } = identityFit(covariance);
  let [fourth, second] = [0, 0];
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      for (let t = 0; t < n; t += 1) {
        const product = at(centred[i] ?? [], t) * at(centred[j] ?? [], t);
        fourth += product * product;
      }
      second += at(covariance[i] ?? [], j) ** 2;
    }
  }
  const noise = (fourth / n - second) / n;
  return ok(shrunk(covariance, mean, spread > 0 ? Math.min(noise, spread) / spread : 0));
}

/**
 * Oracle approximating shrinkage: the same target, its weight from the assumption of normal returns.
 *
 * @see Chen, Wiesel, Eldar, Hero, Shrinkage algorithms for MMSE covariance estimation, IEEE TSP 58 (2010).
 */
export function oracleApproximating(columns: readonly ArrayLike<number>[]): Statistic<Shrunk> {
  const sample = sampleCovariance(columns);
  if (!sample.ok) return sample;
  const { covariance, n } = sample.value;
  const size = columns.length;
  const { mean } = identityFit(covariance);
  let squares = 0;
  for (const row of covariance) for (const value of row) squares += value * value;
  const average = squares / (size * size);
  const over = average + mean * mean;
  const under = (n + 1) * (average - (mean * mean) / size);
  return ok(shrunk(covariance, mean, under <= 0 ? 1 : Math.min(over / under, 1)));
}

interface SampleCovariance {
  readonly covariance: readonly (readonly number[])[];
  readonly centred: readonly Float64Array[];
  readonly n: number;
}

function sampleCovariance(columns: readonly ArrayLike<number>[]): Statistic<SampleCovariance> {
  const n = columns[0]?.length ?? 0;
  const fault =
    columns.length === 0
      ? ({ code: "tooFew", input: "columns", given: 0, needed: 1 } as const)
      : columnsFault(columns, n);
  if (fault !== null) return err(fault);
  const centred = columns.map((column) => {
    const mean = meanOf(column);
    return Float64Array.from(column, (value) => value - mean);
  });
  const covariance = centred.map((x) =>
    centred.map((y) => x.reduce((sum, value, t) => sum + value * at(y, t), 0) / n),
  );
  const trace = covariance.reduce((sum, row, i) => sum + at(row, i), 0);
  // fourth powers are summed as well
  const flat = spreadFault(
    "columns",
    centred.flatMap((column) => [...column]),
    trace * trace,
  );
  return flat === null ? ok({ covariance, centred, n }) : err(flat);
}

function columnsFault(columns: readonly ArrayLike<number>[], n: number): Fault {
  for (const [i, column] of columns.entries()) {
    const name = `columns[${i}]`;
    const fault = lengthFault(name, column, n) ?? seriesFault(name, column, 2);
    if (fault !== null) return fault;
  }
  return null;
}

/** The multiple of the identity nearest to the matrix, and the squared distance to it (sum over all cells). */
function identityFit(covariance: readonly (readonly number[])[]): { mean: number; spread: number } {
  const size = covariance.length;
  const mean = covariance.reduce((sum, row, i) => sum + at(row, i), 0) / size;
  let spread = 0;
  covariance.forEach((row, i) => row.forEach((value, j) => (spread += (value - (i === j ? mean : 0)) ** 2)));
  return { mean, spread };
}

function shrunk(covariance: readonly (readonly number[])[], mean: number, shrinkage: number): Shrunk {
  return {
    shrinkage,
    covariance: covariance.map((row, i) =>
      row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * mean : 0)),
    ),
  };
}
