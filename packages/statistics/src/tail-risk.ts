import { err, ok } from "@smart0dte/domain";
import { numberFault, representable, seriesFault } from "./input-checks.ts";
import { at, quantile } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/**
 * Loss that the given share of the returns does not exceed, in their unit; positive is a loss. Linear between order
 * statistics. At least one return; `level` from 0 to 1.
 */
export function valueAtRisk(returns: ArrayLike<number>, level: number): Statistic<number> {
  const fault = seriesFault("returns", returns, 1) ?? numberFault("level", level, { from: 0, to: 1 });
  return fault === null
    ? representable("returns", -quantile(Float64Array.from(returns).sort(), 1 - level))
    : err(fault);
}

/**
 * Mean loss of the worst (1 - level) of the returns, the last one counted in part; positive is a loss, never less than
 * the value at risk. At least one return; `level` from 0 to below 1.
 *
 * @see Acerbi, Tasche, On the coherence of expected shortfall, J. Banking and Finance 26 (2002).
 */
export function expectedShortfall(returns: ArrayLike<number>, level: number): Statistic<number> {
  const fault = seriesFault("returns", returns, 1) ?? numberFault("level", level, { from: 0, below: 1 });
  if (fault !== null) return err(fault);
  const sorted = Float64Array.from(returns).sort();
  const cases = (1 - level) * sorted.length;
  const whole = Math.floor(cases);
  let sum = 0;
  for (let i = 0; i < whole; i += 1) sum += at(sorted, i);
  if (whole < sorted.length) sum += (cases - whole) * at(sorted, whole);
  return representable("returns", -sum / cases);
}

/**
 * Deepest fall from a high of the compounded curve that starts at 1, as a share of that high, 0 to 1.
 *
 * Returns a period as fractions, none below -1 (more than everything cannot be lost); at least one.
 */
export function maximumDrawdown(returns: ArrayLike<number>): Statistic<number> {
  const fault = seriesFault("returns", returns, 1);
  if (fault !== null) return err(fault);
  let [level, high, worst] = [1, 1, 0];
  for (let i = 0; i < returns.length; i += 1) {
    const wrong = numberFault(`returns[${i}]`, at(returns, i), { from: -1 });
    if (wrong !== null) return err(wrong);
    level *= 1 + at(returns, i);
    high = Math.max(high, level);
    worst = Math.max(worst, 1 - level / high);
  }
  return representable("returns", worst);
}

/**
 * Share of the capital that grows it fastest on a bet that wins `odds` times the stake with probability p; 0 without
 * edge, at most p. `p` from 0 to 1, `odds` more than zero.
 *
 * @see Kelly, A new interpretation of information rate, Bell System Technical Journal 35 (1956).
 */
export function kellyFraction(p: number, odds: number): Statistic<number> {
  const fault = numberFault("p", p, { from: 0, to: 1 }) ?? numberFault("odds", odds, { above: 0 });
  return fault === null ? ok(Math.max(0, p - (1 - p) / odds)) : err(fault);
}

/**
 * Kelly's share, shrunk for the error of p (its standard error, zero or more): times d² / (d² + error²), d the edge
 * in probability, p - 1 / (odds + 1). Refused without edge.
 *
 * @see Baker, McHale, Optimal betting under parameter uncertainty, Decision Analysis 10 (2013).
 */
export function shrunkKelly(p: number, odds: number, error: number): Statistic<number> {
  const full = kellyFraction(p, odds);
  const fault = numberFault("error", error, { from: 0 });
  if (fault !== null) return err(fault);
  if (!full.ok) return full;
  const edge = p - 1 / (odds + 1);
  if (!(full.value > 0 && edge > 0)) return err({ code: "noEdge", input: "p" });
  // the ratio first: squares of a tiny edge vanish
  return ok(full.value / (1 + (error / edge) ** 2));
}
