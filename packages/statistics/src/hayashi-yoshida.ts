import { err, ok } from "@smart0dte/domain";
import { lengthFault, numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { at } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/** Prices (or their logarithms) at times that never fall; at least two of each. */
export interface Ticks {
  readonly times: ArrayLike<number>;
  readonly levels: ArrayLike<number>;
}

export interface AsynchronousCovariance {
  /** In the product of the units of the levels, over the whole time. */
  readonly covariance: number;
  /** Sums of squared tick changes. */
  readonly varianceX: number;
  readonly varianceY: number;
  /** Null where one side does not move. Not bounded by 1: the variances and the covariance see other intervals. */
  readonly correlation: number | null;
}

/**
 * Hayashi and Yoshida's covariance of two series that tick at their own times.
 *
 * The sum of the products of all changes whose intervals overlap: no grid, so none of the bias towards zero that
 * previous-tick sampling has on fine grids (Epps). `lag` is added to the times of x: a peak at a positive lag means
 * that x leads by so much. Linear in the number of ticks.
 *
 * @see Hayashi, Yoshida, On covariance estimation of non-synchronously observed diffusion processes, Bernoulli 11 (2005).
 */
export function hayashiYoshida(x: Ticks, y: Ticks, lag = 0): Statistic<AsynchronousCovariance> {
  const fault = ticksFault("x", x) ?? ticksFault("y", y) ?? numberFault("lag", lag);
  if (fault !== null) return err(fault);
  let covariance = 0;
  let first = 1;
  for (let i = 1; i < x.times.length; i += 1) {
    const from = at(x.times, i - 1) + lag;
    const to = at(x.times, i) + lag;
    const change = at(x.levels, i) - at(x.levels, i - 1);
    // intervals of y that ended before this one of x began overlap no later one either
    while (first < y.times.length && at(y.times, first) <= from) first += 1;
    for (let j = first; j < y.times.length && at(y.times, j - 1) < to; j += 1) {
      covariance += change * (at(y.levels, j) - at(y.levels, j - 1));
    }
  }
  const [varianceX, varianceY] = [squaredChanges(x.levels), squaredChanges(y.levels)];
  if (![covariance, varianceX, varianceY].every(Number.isFinite))
    return err({ code: "notRepresentable", input: "levels" });
  const scale = Math.sqrt(varianceX) * Math.sqrt(varianceY);
  return ok({ covariance, varianceX, varianceY, correlation: scale > 0 ? covariance / scale : null });
}

function ticksFault(name: string, { times, levels }: Ticks): Fault {
  const fault =
    lengthFault(`${name}.levels`, levels, times.length) ??
    seriesFault(`${name}.times`, times, 2) ??
    seriesFault(`${name}.levels`, levels, 2);
  if (fault !== null) return fault;
  for (let i = 1; i < times.length; i += 1) {
    if (at(times, i) < at(times, i - 1)) return { code: "notAscending", input: `${name}.times`, at: i };
  }
  return null;
}

function squaredChanges(levels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 1; i < levels.length; i += 1) sum += (at(levels, i) - at(levels, i - 1)) ** 2;
  return sum;
}
