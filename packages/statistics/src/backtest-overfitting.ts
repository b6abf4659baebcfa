import { err, ok } from "@smart0dte/domain";
import { lengthFault, numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { averageRanks } from "./ranks.ts";
import type { Statistic } from "./refusal.ts";
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
 * half of them chooses the variant with the best Sharpe ratio (the first of equals), the other half judges it. Rows that
 * do not fill a slice are left out at the end. Two variants and four rows a slice pair at least; at most 20 slices, which
 * are 184,756 splits; refused where a variant does not vary within a half.
 *
 * @see Bailey, Borwein, Lopez de Prado, Zhu, The probability of backtest overfitting, J. Computational Finance (2017).
 */
export function backtestOverfitting(
  returns: readonly (readonly number[])[],
  slices: number,
): Statistic<Overfitting> {
  const variants = returns[0]?.length ?? 0;
  const fault = tableFault(returns, variants, slices);
  if (fault !== null) return err(fault);
  const size = Math.floor(returns.length / slices);
  const parts = Array.from({ length: slices }, (_, s) => returns.slice(s * size, (s + 1) * size));
  const logits: number[] = [];
  for (const chosen of halvesOf(slices)) {
    const inside = ratiosOf(parts.filter((_, s) => chosen.has(s)).flat(), variants);
    const outside = ratiosOf(parts.filter((_, s) => !chosen.has(s)).flat(), variants);
    if (!inside.ok) return inside;
    if (!outside.ok) return outside;
    const best = inside.value.indexOf(Math.max(...inside.value));
    const share = (averageRanks(outside.value)[best] ?? 0) / (variants + 1);
    logits.push(Math.log(share / (1 - share)));
  }
  return ok({ probability: logits.filter((logit) => logit <= 0).length / logits.length, logits });
}

const MOST_SLICES = 20;

function tableFault(returns: readonly (readonly number[])[], variants: number, slices: number): Fault {
  const fault = numberFault("slices", slices, { from: 2, to: MOST_SLICES, whole: true });
  if (fault !== null) return fault;
  if (slices % 2 !== 0) return { code: "outOfRange", input: "slices", given: slices, range: "even" };
  if (returns.length < 2 * slices)
    return { code: "tooFew", input: "returns", given: returns.length, needed: 2 * slices };
  for (const [period, row] of returns.entries()) {
    const wrong =
      lengthFault(`returns[${period}]`, row, variants) ?? seriesFault(`returns[${period}]`, row, 2);
    if (wrong !== null) return wrong;
  }
  return null;
}

function ratiosOf(rows: readonly (readonly number[])[], variants: number): Statistic<readonly number[]> {
  const ratios: number[] = [];
  for (let v = 0; v < variants; v += 1) {
    const ratio = sharpeRatio(rows.map((row) => row[v] ?? Number.NaN));
    if (!ratio.ok) return err({ ...ratio.error, input: `variant ${v}` });
    ratios.push(ratio.value);
  }
  return ok(ratios);
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
