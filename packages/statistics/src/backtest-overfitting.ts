import { averageRanks } from "./ranks.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";

export interface Overfitting {
  /** Share of the splits in which the best variant of one half is below the median of the other. */
  readonly probability: number;
  /** ln of the winner's relative rank in the other half over the rest, one per split; below 0 is below the median. */
  readonly logits: readonly number[];
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation.
 *
 * `returns`: a row per period, a column per variant. The periods are cut into `slices` (even) consecutive parts; each
 * half of them chooses the variant with the best Sharpe ratio, the other half judges it. Null where a half is too
 * short, a variant does not vary or there is but one.
 *
 * @see Bailey, Borwein, Lopez de Prado, Zhu, The probability of backtest overfitting, J. Computational Finance (2017).
 */
export function backtestOverfitting(
  returns: readonly (readonly number[])[],
  slices: number,
): Overfitting | null {
  const variants = returns[0]?.length ?? 0;
  if (variants < 2 || slices < 2 || slices % 2 !== 0 || returns.length < 2 * slices) return null;
  const size = Math.floor(returns.length / slices);
  const parts = Array.from({ length: slices }, (_, s) => returns.slice(s * size, (s + 1) * size));
  const logits: number[] = [];
  for (const chosen of halvesOf(slices)) {
    const inside = ratiosOf(parts.filter((_, s) => chosen.has(s)).flat(), variants);
    const outside = ratiosOf(parts.filter((_, s) => !chosen.has(s)).flat(), variants);
    if (inside === null || outside === null) return null;
    const best = inside.indexOf(Math.max(...inside));
    const share = (averageRanks(outside)[best] ?? 0) / (variants + 1);
    logits.push(Math.log(share / (1 - share)));
  }
  return { probability: logits.filter((logit) => logit <= 0).length / logits.length, logits };
}

function ratiosOf(rows: readonly (readonly number[])[], variants: number): readonly number[] | null {
  const ratios: number[] = [];
  for (let v = 0; v < variants; v += 1) {
    const ratio = sharpeRatio(rows.map((row) => row[v] ?? Number.NaN));
    if (ratio === null) return null;
    ratios.push(ratio);
  }
  return ratios;
}

/** All ways to choose half of the slices, in lexicographic order. */
function* halvesOf(slices: number): Generator<ReadonlySet<number>> {
  const choose = function* (from: number, left: number): Generator<readonly number[]> {
    if (left === 0) yield [];
    for (let s = from; s <= slices - left; s += 1) {
      if (left > 0) for (const rest of choose(s + 1, left - 1)) yield [s, ...rest];
    }
  };
  for (const half of choose(0, slices / 2)) yield new Set(half);
}
