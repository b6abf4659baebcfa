import { at, meanOf } from "./moments.ts";
import { averageRanks } from "./ranks.ts";
import { incompleteBeta } from "./special-functions.ts";

/** Pearson's correlation of two series of one length; null under two pairs or where one side does not move. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  if (x.length < 2) return null;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [at(x, i) - meanX, at(y, i) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? clamped(xy / (Math.sqrt(xx) * Math.sqrt(yy))) : null;
}

/** Spearman's: Pearson's of the ranks, ties averaged. */
export const spearman = (x: ArrayLike<number>, y: ArrayLike<number>): number | null =>
  pearson(averageRanks(x), averageRanks(y));

/** Kendall's tau-b: concordant less discordant pairs, ties taken out of the count. Quadratic in the length. */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  let [score, untiedX, untiedY] = [0, 0, 0];
  for (let i = 1; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const dx = Math.sign(at(x, i) - at(x, j));
      const dy = Math.sign(at(y, i) - at(y, j));
      score += dx * dy;
      untiedX += dx * dx;
      untiedY += dy * dy;
    }
  }
  return untiedX > 0 && untiedY > 0 ? clamped(score / (Math.sqrt(untiedX) * Math.sqrt(untiedY))) : null;
}

/** Chance of a correlation at least so far from zero between independent normal series; null under three pairs. */
export function pearsonPValue(rho: number, n: number): number | null {
  return n < 3 ? null : incompleteBeta((1 - rho) * (1 + rho), (n - 2) / 2, 0.5);
}

/**
 * Exponentially weighted correlation of returns, their mean taken as zero.
 *
 * After n pairs the weights count for about (1 + lambda) / (1 - lambda) of them.
 */
export class EwmaCorrelation {
  readonly #lambda: number;
  #xx = 0;
  #yy = 0;
  #xy = 0;

  /** `lambda` in (0, 1): what a pair keeps of its weight when the next arrives. */
  constructor(lambda: number) {
    this.#lambda = lambda;
  }

  push(x: number, y: number): void {
    const keep = this.#lambda;
    this.#xx = keep * this.#xx + (1 - keep) * x * x;
    this.#yy = keep * this.#yy + (1 - keep) * y * y;
    this.#xy = keep * this.#xy + (1 - keep) * x * y;
  }

  /** Null while one side has not moved. */
  rho(): number | null {
    if (!(this.#xx > 0 && this.#yy > 0)) return null;
    return clamped(this.#xy / (Math.sqrt(this.#xx) * Math.sqrt(this.#yy)));
  }

  get effectiveSize(): number {
    return (1 + this.#lambda) / (1 - this.#lambda);
  }
}

const clamped = (rho: number): number => Math.max(-1, Math.min(1, rho));
