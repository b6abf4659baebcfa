import { at } from "./moments.ts";

/**
 * Dynamic time warping: the least distance between two series when either may be stretched in time.
 *
 * Root of the summed squared differences along the best path. `band` is the most that the places may be apart
 * (Sakoe-Chiba); null leaves them free. Null where a series is empty or the band admits no path.
 */
export function timeWarping(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  band: number | null = null,
): number | null {
  const width = b.length + 1;
  let before = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  before[0] = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const from = band === null ? 1 : Math.max(1, i - band);
    const to = band === null ? b.length : Math.min(b.length, i + band);
    for (let j = from; j <= to; j += 1) {
      const cost = (at(a, i - 1) - at(b, j - 1)) ** 2;
      row[j] = cost + Math.min(at(before, j), at(row, j - 1), at(before, j - 1));
    }
    before = row;
  }
  const total = at(before, b.length);
  return a.length > 0 && b.length > 0 && total < Number.POSITIVE_INFINITY ? Math.sqrt(total) : null;
}
