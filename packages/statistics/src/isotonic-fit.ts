import { err, ok } from "@smart0dte/domain";
import { lengthFault, numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { at } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/** A rising step curve from scores to probabilities, joined by straight lines. */
export interface IsotonicFit {
  /** Ascending. */
  readonly scores: readonly number[];
  /** In the unit of the outcomes; never falling. */
  readonly values: readonly number[];
}

/**
 * The never falling curve nearest to the outcomes (least squares; pool adjacent violators).
 *
 * At least one case. Equal scores share one value. `weights`: one each, more than zero; all alike where left out.
 *
 * @see Barlow, Bartholomew, Bremner, Brunk, Statistical inference under order restrictions (1972).
 */
export function fitIsotonic(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Statistic<IsotonicFit> {
  const fault =
    lengthFault("outcomes", outcomes, scores.length) ??
    seriesFault("scores", scores, 1) ??
    seriesFault("outcomes", outcomes, 1) ??
    (weights === undefined ? null : weightFault(weights, scores.length));
  if (fault !== null) return err(fault);
  const points = byScore(scores, outcomes, weights);
  const blocks: { value: number; weight: number; count: number }[] = [];
  for (const { outcome, weight } of points) {
    let block = { value: outcome, weight, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.value >= block.value; last = blocks.at(-1)) {
      block = {
        value: pooled(last, block),
        weight: last.weight + block.weight,
        count: last.count + block.count,
      };
      blocks.pop();
    }
    blocks.push(block);
  }
  const values = blocks.flatMap(({ value, count }) => new Array<number>(count).fill(value));
  return values.every(Number.isFinite)
    ? ok({ scores: points.map(({ score }) => score), values })
    : err({ code: "notRepresentable", input: "outcomes or weights" });
}

/** The curve at a score; beyond its ends the end's value. */
export function isotonicAt({ scores, values }: IsotonicFit, score: number): Statistic<number> {
  const fault = numberFault("score", score) ?? seriesFault("fit", scores, 1);
  if (fault !== null) return err(fault);
  const above = firstFrom(scores, score);
  if (above === scores.length) return ok(at(values, above - 1));
  if (above === 0 || at(scores, above) === score) return ok(at(values, above));
  const [left, right] = [at(scores, above - 1), at(scores, above)];
  // halves, because the distance of two doubles can be more than a double
  const share = (score / 2 - left / 2) / (right / 2 - left / 2);
  return ok(at(values, above - 1) + share * (at(values, above) - at(values, above - 1)));
}

/** Place of the first score not below the given one. */
function firstFrom(scores: readonly number[], score: number): number {
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(scores, middle) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Between the two whatever rounding does: a pooled value outside of them would break the order. */
function pooled(one: Weighted, other: Weighted): number {
  if (one.value === other.value) return one.value;
  const share = other.weight / (one.weight + other.weight);
  const value = one.value + share * (other.value - one.value);
  return Math.min(Math.max(value, Math.min(one.value, other.value)), Math.max(one.value, other.value));
}

function weightFault(weights: ArrayLike<number>, length: number): Fault {
  const fault = lengthFault("weights", weights, length) ?? seriesFault("weights", weights, 1);
  if (fault !== null) return fault;
  for (let i = 0; i < weights.length; i += 1) {
    const wrong = numberFault(`weights[${i}]`, at(weights, i), { above: 0 });
    if (wrong !== null) return wrong;
  }
  return null;
}

/** One point per distinct score, ascending, outcomes averaged by weight. */
function byScore(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): { score: number; outcome: number; weight: number }[] {
  const points = Array.from(scores, (score, i) => ({
    score,
    outcome: at(outcomes, i),
    weight: weights === undefined ? 1 : at(weights, i),
  })).sort((a, b) => a.score - b.score);
  const distinct: typeof points = [];
  for (const point of points) {
    const last = distinct.at(-1);
    if (last?.score !== point.score) distinct.push({ ...point });
    else {
      last.outcome = pooled(
        { value: last.outcome, weight: last.weight },
        { value: point.outcome, weight: point.weight },
      );
      last.weight += point.weight;
    }
  }
  return distinct;
}
