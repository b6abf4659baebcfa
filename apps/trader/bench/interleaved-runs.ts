/**
 * Milliseconds of each way, run in turns so that a slow minute of the machine falls on all of them; one unmeasured turn
 * comes first.
 */
export async function interleaved<Way extends string>(
  runs: number,
  ways: Readonly<Record<Way, () => number | Promise<number>>>,
): Promise<Readonly<Record<Way, readonly number[]>>> {
  const names = Object.keys(ways) as Way[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Way, number[]>;
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const name of names) {
      const ms = await ways[name]();
      if (turn > 0) times[name].push(ms);
    }
  }
  return times;
}

/** The median and the worst of some times; of few runs the worst stands for the 99th of a hundred. */
export function spread(times: readonly number[]): { readonly p50: number; readonly slowest: number } {
  const sorted = [...times].sort((left, right) => left - right);
  return { p50: sorted[sorted.length >> 1] ?? Number.NaN, slowest: sorted.at(-1) ?? Number.NaN };
}
