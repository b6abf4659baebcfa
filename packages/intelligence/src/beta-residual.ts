/** How far one side has run from what its beta to the other explains. */
export interface BetaResidual {
  /** Of the first side's returns on the second's, through the origin. */
  readonly beta: number;
  /** Standard deviations of the accumulated residual; positive: the first side is rich. */
  readonly z: number;
}

/** Below this share of the first side's own variance a residual is rounding. */
const LEAST_RESIDUAL_SHARE = 1e-9;

/**
 * Fits y = beta × x without a constant to pairs [y, x] and sums the residuals of the last `spread` of them.
 *
 * Without a constant because a minute's mean return is nothing to reckon with, and because a constant would
 * take up just the drift that makes a divergence. Null where a side does not move or nothing is left over.
 */
export function betaResidual(
  pairs: readonly (readonly [number, number])[],
  spread: number,
): BetaResidual | null {
  let [xx, xy, yy] = [0, 0, 0];
  for (const [y, x] of pairs) {
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  if (xx <= 0 || yy <= 0 || pairs.length < 2) return null;
  const beta = xy / xx;
  let [squares, run] = [0, 0];
  for (const [i, [y, x]] of pairs.entries()) {
    const residual = y - beta * x;
    squares += residual * residual;
    if (i >= pairs.length - spread) run += residual;
  }
  if (squares <= LEAST_RESIDUAL_SHARE * yy) return null;
  const z = run / Math.sqrt((squares / (pairs.length - 1)) * spread);
  return Number.isFinite(beta) && Number.isFinite(z) ? { beta, z } : null;
}
