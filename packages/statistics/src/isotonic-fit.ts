import { at } from "./moments.ts";

/** A rising step curve from scores to probabilities, joined by straight lines. */
export interface IsotonicFit {
  /** Ascending. */
  readonly scores: readonly number[];
  readonly values: readonly number[];
}

/**
 * The never falling curve nearest to the outcomes (least squares; pool adjacent violators).
 *
 * Equal scores share one value. `weights`: one each, more than zero; all alike where left out.
 */
export function fitIsotonic(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): IsotonicFit {
  const blocks: { value: number; weight: number; scores: number[] }[] = [];
  for (const { score, outcome, weight } of byScore(scores, outcomes, weights)) {
    let block = { value: outcome, weight, scores: [score] };
    for (let last = blocks.at(-1); last !== undefined && last.value >= block.value; last = blocks.at(-1)) {
      const total = last.weight + block.weight;
      const value = (last.value * last.weight + block.value * block.weight) / total;
      block = { value, weight: total, scores: [...last.scores, ...block.scores] };
      blocks.pop();
    }
    blocks.push(block);
  }
  return {
    scores: blocks.flatMap((block) => block.scores),
    values: blocks.flatMap(({ value, scores: within }) => within.map(() => value)),
  };
}

/** The curve at a score; beyond its ends the end's value. Null for an empty fit. */
export function isotonicAt({ scores, values }: IsotonicFit, score: number): number | null {
  if (scores.length === 0) return null;
  let above = 0;
  while (above < scores.length && at(scores, above) < score) above += 1;
  if (above === scores.length) return at(values, above - 1);
  if (above === 0 || at(scores, above) === score) return at(values, above);
  const [left, right] = [at(scores, above - 1), at(scores, above)];
  const share = (score - left) / (right - left);
  return at(values, above - 1) + share * (at(values, above) - at(values, above - 1));
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
      const weight = last.weight + point.weight;
      last.outcome = (last.outcome * last.weight + point.outcome * point.weight) / weight;
      last.weight = weight;
    }
  }
  return distinct;
}
