import { err, ok } from "@smart0dte/domain";
import { numberFault, pairFault, refuseSetting, spreadFault, type Fault } from "./input-checks.ts";
import { at, meanOf } from "./moments.ts";
import { averageRanks } from "./ranks.ts";
import type { Statistic } from "./refusal.ts";
import { incompleteBeta } from "./special-functions.ts";

/**
 * Pearson's correlation of two series of one length, in [-1, 1].
 *
 * At least two pairs; refused where one side does not move. Two passes: good to about 1e-15 for any level.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): Statistic<number> {
  const fault = pairFault(x, y, 2);
  if (fault !== null) return err(fault);
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [at(x, i) - meanX, at(y, i) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const flat = spreadFault("x", x, xx) ?? spreadFault("y", y, yy);
  return flat === null ? ok(clamped(xy / (Math.sqrt(xx) * Math.sqrt(yy)))) : err(flat);
}

/** Spearman's: Pearson's of the ranks, ties averaged. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Statistic<number> {
  const fault = pairFault(x, y, 2);
  return fault === null ? pearson(averageRanks(x), averageRanks(y)) : err(fault);
}

/** Kendall's tau-b: concordant less discordant pairs, ties taken out of the count. Quadratic in the length. */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): Statistic<number> {
  const fault = pairFault(x, y, 2);
  if (fault !== null) return err(fault);
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
  const flat = spreadFault("x", x, untiedX) ?? spreadFault("y", y, untiedY);
  return flat === null ? ok(clamped(score / (Math.sqrt(untiedX) * Math.sqrt(untiedY)))) : err(flat);
}

/** Chance of a correlation at least so far from zero between n independent normal pairs, n from 3 to 1e9: Student's t. Relative error up to n x 2e-15. */
export function pearsonPValue(rho: number, n: number): Statistic<number> {
  const fault =
    numberFault("rho", rho, { from: -1, to: 1 }) ?? numberFault("n", n, { from: 3, to: 1e9, whole: true });
  return fault === null ? ok(incompleteBeta((1 - rho) * (1 + rho), (n - 2) / 2, 0.5)) : err(fault);
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

  /** `lambda` in (0, 1): what a pair keeps of its weight when the next arrives. Throws `RefusedSetting`. */
  constructor(lambda: number) {
    refuseSetting(numberFault("lambda", lambda, { above: 0, below: 1 }));
    this.#lambda = lambda;
  }

  /** Takes a pair, and gives null; or refuses it, says why and stays as it was. */
  push(x: number, y: number): Fault {
    const fault = numberFault("x", x) ?? numberFault("y", y);
    if (fault !== null) return fault;
    const keep = this.#lambda;
    const xx = keep * this.#xx + (1 - keep) * x * x;
    const yy = keep * this.#yy + (1 - keep) * y * y;
    if (!(Number.isFinite(xx) && Number.isFinite(yy))) return { code: "notRepresentable", input: "x or y" };
    this.#xx = xx;
    this.#yy = yy;
    this.#xy = keep * this.#xy + (1 - keep) * x * y;
    return null;
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
