import { at, quantile } from "./moments.ts";

/** Loss that the given share of the returns does not exceed; positive is a loss. Linear between order statistics. */
export function valueAtRisk(returns: ArrayLike<number>, level: number): number | null {
  if (returns.length === 0) return null;
  return -quantile(Float64Array.from(returns).sort(), 1 - level);
}

/** Mean loss of the worst (1 - level) of the returns, the last one counted in part (Acerbi). Positive is a loss. */
export function expectedShortfall(returns: ArrayLike<number>, level: number): number | null {
  if (returns.length === 0 || !(level >= 0 && level < 1)) return null;
  const sorted = Float64Array.from(returns).sort();
  const cases = (1 - level) * sorted.length;
  const whole = Math.floor(cases);
  let sum = 0;
  for (let i = 0; i < whole; i += 1) sum += at(sorted, i);
  if (whole < sorted.length) sum += (cases - whole) * at(sorted, whole);
  return -sum / cases;
}

/** Deepest fall from a high of the compounded curve that starts at 1, as a share of that high. */
export function maximumDrawdown(returns: ArrayLike<number>): number {
  let [level, high, worst] = [1, 1, 0];
  for (let i = 0; i < returns.length; i += 1) {
    level *= 1 + at(returns, i);
    high = Math.max(high, level);
    worst = Math.max(worst, 1 - level / high);
  }
  return worst;
}

/** Share of the capital that grows it fastest on a bet that wins `odds` times the stake with probability p; 0 without edge. */
export const kellyFraction = (p: number, odds: number): number => Math.max(0, (p * (odds + 1) - 1) / odds);

/**
 * Kelly's share, shrunk for the error of p: times d² / (d² + error²), d the edge in probability. Null without edge.
 *
 * @see Baker, McHale, Optimal betting under parameter uncertainty, Decision Analysis 10 (2013).
 */
export function shrunkKelly(p: number, odds: number, error: number): number | null {
  const edge = p - 1 / (odds + 1);
  const full = kellyFraction(p, odds);
  return full > 0 ? (full * edge * edge) / (edge * edge + error * error) : null;
}
