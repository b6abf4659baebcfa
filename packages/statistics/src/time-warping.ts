import { err } from "@smart0dte/domain";
import { numberFault, representable, seriesFault, type Fault } from "./input-checks.ts";
import { at } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/**
 * Dynamic time warping: the least distance between two series when either may be stretched in time.
 *
 * Root of the summed squared differences along the best path. `band` is the most that the places may be apart
 * (Sakoe-Chiba), a whole number not below the difference of the lengths; null leaves them free. In the unit of the
 * series, at least one value each; it is no metric: the triangle inequality does not hold.
 *
 * @see Sakoe, Chiba, Dynamic programming algorithm optimization for spoken word recognition, IEEE ASSP 26 (1978).
 */
export function timeWarping(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  band: number | null = null,
): Statistic<number> {
  const fault =
    seriesFault("a", a, 1) ?? seriesFault("b", b, 1) ?? bandFault(band, Math.abs(a.length - b.length));
  if (fault !== null) return err(fault);
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
  return representable("a or b", Math.sqrt(at(before, b.length)));
}

const bandFault = (band: number | null, apart: number): Fault =>
  band === null ? null : numberFault("band", band, { from: apart, whole: true });
