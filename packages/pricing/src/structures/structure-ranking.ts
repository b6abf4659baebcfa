import { FAMILY_NAMES, type StructureFamily } from "./structure-families.ts";
import type { StructureScan } from "./structure-scan.ts";

/** The best rows of one family, best first. */
export interface FamilyRanking {
  readonly family: StructureFamily;
  /** How many of the family were valued, and how many of them can win and can lose. */
  readonly valued: number;
  readonly eligible: number;
  readonly rows: readonly number[];
}

/**
 * Ranks each family by expected value after costs per dollar that can be lost: the maximum loss, costs included.
 *
 * Only what can win more than its costs and can lose takes part: what cannot lose are quotes that contradict each other.
 * Among equals the lower strikes come first.
 *
 * @param most - Rows wanted of each family, one or more.
 */
export function rankedFamilies(scan: StructureScan, most: number): readonly FamilyRanking[] {
  const { count, family, expectedValue, maxLoss, maxProfit } = scan;
  const valued = new Uint32Array(FAMILY_NAMES.length);
  const eligible = new Uint32Array(FAMILY_NAMES.length);
  const held = new Uint32Array(FAMILY_NAMES.length);
  const rows = new Int32Array(FAMILY_NAMES.length * most);
  const scores = new Float64Array(FAMILY_NAMES.length * most);
  for (let row = 0; row < count; row += 1) {
    const code = family[row] ?? 0;
    const loss = maxLoss[row] ?? Number.NaN;
    valued[code] = (valued[code] ?? 0) + 1;
    if (!(loss > 0 && loss < Number.POSITIVE_INFINITY && (maxProfit[row] ?? Number.NaN) > 0)) continue;
    eligible[code] = (eligible[code] ?? 0) + 1;
    const score = (expectedValue[row] ?? Number.NaN) / loss;
    const first = code * most;
    let place = first + (held[code] ?? 0);
    while (place > first && score > (scores[place - 1] ?? Number.NaN)) place -= 1;
    if (place >= first + most) continue;
    held[code] = Math.min(most, (held[code] ?? 0) + 1);
    // the last of a full family falls off its end
    rows.copyWithin(place + 1, place, first + most - 1);
    scores.copyWithin(place + 1, place, first + most - 1);
    rows[place] = row;
    scores[place] = score;
  }
  return FAMILY_NAMES.map((name, code) => ({
    family: name,
    valued: valued[code] ?? 0,
    eligible: eligible[code] ?? 0,
    rows: [...rows.subarray(code * most, code * most + (held[code] ?? 0))],
  }));
}
