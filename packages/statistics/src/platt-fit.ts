import { err, ok } from "@smart0dte/domain";
import { forecastOutcomeFault } from "./calibration.ts";
import { numberFault, pairFault, spreadFault } from "./input-checks.ts";
import { at, meanOf, squaredDeviations } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/** P(1 | score) = 1 / (1 + exp(-(intercept + slope score))). */
export interface PlattFit {
  /** Log-odds per unit of the score; negative where higher scores fail more. */
  readonly slope: number;
  /** Log-odds at score 0. */
  readonly intercept: number;
}

/**
 * Platt's calibration: the logistic curve of greatest likelihood from any scores to probabilities.
 *
 * Outcomes (1 or 0) count as (wins + 1) / (wins + 2) and 1 / (losses + 2), so that a score which separates them
 * perfectly still gets a finite curve. Newton with backtracking on scores scaled to mean 0 and deviation 1; converges to
 * a gradient of 1e-10 a case. At least two cases; refused where the scores do not vary.
 *
 * @see Platt, Probabilistic outputs for support vector machines, Advances in Large Margin Classifiers (1999);
 * Lin, Lin, Weng, A note on Platt's probabilistic outputs, Machine Learning 68 (2007), for the safeguarded Newton.
 */
export function fitPlatt(scores: ArrayLike<number>, outcomes: ArrayLike<number>): Statistic<PlattFit> {
  const squares = squaredDeviations(scores);
  const fault =
    pairFault(scores, outcomes, 2) ?? forecastOutcomeFault(outcomes) ?? spreadFault("x", scores, squares);
  if (fault !== null) return err(fault);
  const mean = meanOf(scores);
  const deviation = Math.sqrt(squares / scores.length);
  const scaled = Float64Array.from(scores, (score) => (score - mean) / deviation);
  const { slope, intercept } = newton(scaled, smoothedTargets(outcomes));
  const fit = { slope: slope / deviation, intercept: intercept - (slope * mean) / deviation };
  return Number.isFinite(fit.slope) && Number.isFinite(fit.intercept)
    ? ok(fit)
    : err({ code: "notRepresentable", input: "x" });
}

/** The fitted probability at a score, in (0, 1) as far as double precision tells it from its ends. */
export function plattAt({ slope, intercept }: PlattFit, score: number): Statistic<number> {
  const fault = numberFault("score", score);
  if (fault !== null) return err(fault);
  const odds = intercept + slope * score;
  return Number.isNaN(odds) ? err({ code: "notRepresentable", input: "score" }) : ok(logistic(odds));
}

/** Platt's targets: what Bayes gives each outcome after one more case of either kind. */
function smoothedTargets(outcomes: ArrayLike<number>): Float64Array {
  let wins = 0;
  for (let i = 0; i < outcomes.length; i += 1) wins += at(outcomes, i);
  const losses = outcomes.length - wins;
  return Float64Array.from(outcomes, (one) => (one === 1 ? (wins + 1) / (wins + 2) : 1 / (losses + 2)));
}

const MOST_ROUNDS = 100;
const SMALLEST_STEP = 1e-10;
/** A case: the gradient at which nothing is left to gain. */
const FLAT = 1e-12;
/** Kept on the Hessian's diagonal, so that it can be inverted where all probabilities are nearly 0 or 1. */
const RIDGE = 1e-12;

function newton(scores: Float64Array, targets: Float64Array): PlattFit {
  const base = meanOf(targets);
  let [slope, intercept] = [0, Math.log(base / (1 - base))];
  let loss = lossOf(scores, targets, { slope, intercept });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { gradient, hessian } = derivatives(scores, targets, { slope, intercept });
    if (Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])) < FLAT * scores.length) break;
    const [ss, si, ii] = hessian;
    const determinant = ss * ii - si * si;
    const [byS, byI] = [
      -(ii * gradient[0] - si * gradient[1]) / determinant,
      -(ss * gradient[1] - si * gradient[0]) / determinant,
    ];
    const falling = gradient[0] * byS + gradient[1] * byI;
    let step = 1;
    for (; step >= SMALLEST_STEP; step /= 2) {
      const next = { slope: slope + step * byS, intercept: intercept + step * byI };
      const nextLoss = lossOf(scores, targets, next);
      if (!(nextLoss < loss + 1e-4 * step * falling)) continue;
      ({ slope, intercept } = next);
      loss = nextLoss;
      break;
    }
    // rounding of the loss hides what is left: a last full step is closer than none
    if (step < SMALLEST_STEP) return { slope: slope + byS, intercept: intercept + byI };
  }
  return { slope, intercept };
}

function lossOf(scores: Float64Array, targets: Float64Array, { slope, intercept }: PlattFit): number {
  let sum = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const odds = intercept + slope * at(scores, i);
    // ln(1 + e^odds) - target odds, without overflow on either side
    sum += Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - at(targets, i) * odds;
  }
  return sum;
}

interface Derivatives {
  /** By slope and intercept. */
  readonly gradient: readonly [number, number];
  /** By slope twice, by both, by intercept twice. */
  readonly hessian: readonly [number, number, number];
}

function derivatives(scores: Float64Array, targets: Float64Array, fit: PlattFit): Derivatives {
  let [bySlope, byIntercept, ss, si, ii] = [0, 0, RIDGE, 0, RIDGE];
  for (let i = 0; i < scores.length; i += 1) {
    const score = at(scores, i);
    const p = logistic(fit.intercept + fit.slope * score);
    const miss = p - at(targets, i);
    const weight = p * (1 - p);
    bySlope += miss * score;
    byIntercept += miss;
    ss += weight * score * score;
    si += weight * score;
    ii += weight;
  }
  return { gradient: [bySlope, byIntercept], hessian: [ss, si, ii] };
}

function logistic(odds: number): number {
  if (odds >= 0) return 1 / (1 + Math.exp(-odds));
  const small = Math.exp(odds);
  return small / (1 + small);
}
