import { err, ok } from "@smart0dte/domain";
import { numberFault } from "./input-checks.ts";
import type { Statistic } from "./refusal.ts";

const Z95 = 1.959963984540054;

/** 95 % interval of a correlation of n pairs by Fisher's transform; at least four pairs. Assumes normal pairs. */
export function fisherInterval(
  rho: number,
  n: number,
): Statistic<{ readonly low: number; readonly high: number }> {
  const fault = numberFault("rho", rho, { from: -1, to: 1 }) ?? numberFault("n", n, { from: 4, whole: true });
  if (fault !== null) return err(fault);
  const centre = Math.atanh(rho);
  const half = Z95 / Math.sqrt(n - 3);
  return ok({ low: Math.tanh(centre - half), high: Math.tanh(centre + half) });
}
