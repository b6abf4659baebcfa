import type { SmileCurve } from "./smile-curve.ts";

/** What the curve is to meet: places on its axis, deviations there in units of the scale, and their weights. */
export interface RegressionTargets {
  readonly place: Float64Array;
  readonly deviation: Float64Array;
  /** Inverse square of the uncertainty. */
  readonly weight: Float64Array;
}

/** Where the hyperbola bends; its three heights then follow by regression. */
export interface Bend {
  readonly centre: number;
  readonly width: number;
}

export interface Heights extends Pick<SmileCurve, "floor" | "left" | "right"> {
  /** Weighted sum of squares that is left. */
  readonly cost: number;
}

/** The heights of least squares that are not negative: the best of the regressions on each subset of the three. */
export function regressHeights(targets: RegressionTargets, bend: Bend): Heights {
  const sums = accumulate(targets, bend);
  let best: Heights = { floor: 0, left: 0, right: 0, cost: Number.POSITIVE_INFINITY };
  for (let subset = 1; subset < 8; subset += 1) {
    const [floor, left, right] = solve(sums, subset);
    if (!(floor >= 0 && left >= 0 && right >= 0)) continue;
    const cost = costOf(sums, [floor, left, right]);
    if (cost < best.cost) best = { floor, left, right, cost };
  }
  return best;
}

type Triple = readonly [number, number, number];

/** Weighted moments of the three basis functions (1, root - y, root + y) and the target. */
interface Moments {
  readonly matrix: readonly [Triple, Triple, Triple];
  readonly vector: Triple;
  readonly square: number;
}

function accumulate({ place, deviation, weight }: RegressionTargets, { centre, width }: Bend): Moments {
  let [w, wl, wr, wll, wlr, wrr, wv, wlv, wrv, wvv] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let index = 0; index < place.length; index += 1) {
    const y = ((place[index] ?? 0) - centre) / width;
    const root = Math.sqrt(y * y + 1);
    const left = root - y;
    const right = root + y;
    const mass = weight[index] ?? 0;
    const value = deviation[index] ?? 0;
    w += mass;
    wl += mass * left;
    wr += mass * right;
    wll += mass * left * left;
    wlr += mass * left * right;
    wrr += mass * right * right;
    wv += mass * value;
    wlv += mass * left * value;
    wrv += mass * right * value;
    wvv += mass * value * value;
  }
  const matrix = [
    [w, wl, wr],
    [wl, wll, wlr],
    [wr, wlr, wrr],
  ] as const;
  return { matrix, vector: [wv, wlv, wrv], square: wvv };
}

/** Least squares with only the members of a subset (bits) free, the others zero; NaN where they cannot be told apart. */
function solve({ matrix, vector }: Moments, subset: number): Triple {
  const free = (row: number): boolean => (subset & (1 << row)) !== 0;
  const at = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    free(row) && free(column) ? matrix[row][column] : row === column ? 1 : 0;
  const goal = (row: 0 | 1 | 2): number => (free(row) ? vector[row] : 0);
  // Gauss on a symmetric positive matrix needs no pivoting
  const f10 = at(1, 0) / at(0, 0);
  const f20 = at(2, 0) / at(0, 0);
  const m11 = at(1, 1) - f10 * at(0, 1);
  const m12 = at(1, 2) - f10 * at(0, 2);
  const g1 = goal(1) - f10 * goal(0);
  const f21 = (at(2, 1) - f20 * at(0, 1)) / m11;
  const m22 = at(2, 2) - f20 * at(0, 2) - f21 * m12;
  const right = (goal(2) - f20 * goal(0) - f21 * g1) / m22;
  const left = (g1 - m12 * right) / m11;
  return [(goal(0) - at(0, 1) * left - at(0, 2) * right) / at(0, 0), left, right];
}

function costOf({ matrix, vector, square }: Moments, heights: Triple): number {
  let cost = square;
  for (const row of [0, 1, 2] as const) {
    cost -= 2 * heights[row] * vector[row];
    for (const column of [0, 1, 2] as const) cost += heights[row] * heights[column] * matrix[row][column];
  }
  return cost;
}
