import { err, ok } from "@smart0dte/domain";
import { lengthFault, seriesFault, type Fault } from "./input-checks.ts";
import { at } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

export interface LeastSquares {
  /** One per column of the regressors. */
  readonly coefficients: readonly number[];
  /** Standard error of each coefficient, residual variance with n - k below. */
  readonly errors: readonly number[];
  readonly residuals: readonly number[];
}

/**
 * Ordinary least squares by Householder reflections, which keep the digits that normal equations lose.
 *
 * `columns`: regressors of the length of y, constant column included where one is wanted; at least one. Refused where
 * there are not more rows than columns or a column is a combination of the others.
 */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
): Statistic<LeastSquares> {
  const [rows, count] = [y.length, columns.length];
  const fault = regressionFault(columns, y);
  if (fault !== null) return err(fault);
  const matrix = columns.map((column) => Float64Array.from(column));
  const target = Float64Array.from(y);
  const diagonal: number[] = [];
  for (let k = 0; k < count; k += 1) {
    const pivot = reflect(matrix, target, k);
    if (pivot === null) return err({ code: "collinear", input: `columns[${k}]` });
    diagonal.push(pivot);
  }
  const upper = (i: number, j: number): number => (i === j ? at(diagonal, i) : at(matrix[j] ?? [], i));
  const coefficients = backSubstitute(upper, target, count);
  const residuals = Array.from(y, (value, t) =>
    columns.reduce((left, column, k) => left - at(coefficients, k) * at(column, t), value),
  );
  const variance = residuals.reduce((sum, value) => sum + value * value, 0) / (rows - count);
  const errors = errorsOf(upper, count, variance);
  return [...coefficients, ...errors, ...residuals].every(Number.isFinite)
    ? ok({ coefficients, errors, residuals })
    : err({ code: "notRepresentable", input: "columns or y" });
}

function regressionFault(columns: readonly ArrayLike<number>[], y: ArrayLike<number>): Fault {
  if (columns.length === 0) return { code: "tooFew", input: "columns", given: 0, needed: 1 };
  const fault = seriesFault("y", y, columns.length + 1);
  if (fault !== null) return fault;
  for (const [k, column] of columns.entries()) {
    const wrong = lengthFault(`columns[${k}]`, column, y.length) ?? seriesFault(`columns[${k}]`, column, 1);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Turns column k into a multiple of the unit vector; returns that multiple, null where nothing is left of it. */
function reflect(matrix: readonly Float64Array[], target: Float64Array, k: number): number | null {
  const column = matrix[k] ?? new Float64Array();
  let [below, whole] = [0, 0];
  for (let i = 0; i < column.length; i += 1) {
    whole += at(column, i) ** 2;
    if (i >= k) below += at(column, i) ** 2;
  }
  if (!(below > 1e-24 * whole)) return null;
  const pivot = at(column, k) > 0 ? -Math.sqrt(below) : Math.sqrt(below);
  column[k] = at(column, k) - pivot;
  const norm = column.subarray(k).reduce((sum, value) => sum + value * value, 0);
  for (const other of [...matrix.slice(k + 1), target]) {
    let along = 0;
    for (let i = k; i < column.length; i += 1) along += at(column, i) * at(other, i);
    const twice = (2 * along) / norm;
    for (let i = k; i < column.length; i += 1) other[i] = at(other, i) - twice * at(column, i);
  }
  return pivot;
}

function backSubstitute(
  upper: (i: number, j: number) => number,
  right: ArrayLike<number>,
  count: number,
): number[] {
  const solution = new Array<number>(count).fill(0);
  for (let i = count - 1; i >= 0; i -= 1) {
    let left = at(right, i);
    for (let j = i + 1; j < count; j += 1) left -= upper(i, j) * at(solution, j);
    solution[i] = left / upper(i, i);
  }
  return solution;
}

function errorsOf(upper: (i: number, j: number) => number, count: number, variance: number): number[] {
  // rows of the inverse of the triangle: their lengths are the errors
  const squares = new Array<number>(count).fill(0);
  for (let k = 0; k < count; k += 1) {
    const unit = Array.from({ length: count }, (_, i) => (i === k ? 1 : 0));
    backSubstitute(upper, unit, count).forEach((value, i) => (squares[i] = at(squares, i) + value * value));
  }
  return squares.map((square) => Math.sqrt(variance * square));
}
