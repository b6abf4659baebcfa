const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** Wait before the nth attempt (0 first) to reach the desk again: doubling, at most 10 s, spread by a share of chance. */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.75 + 0.25 * chance));
}
