import type { PayoffLeg } from "./payoff-leg.ts";
import { STRUCTURE_FAMILIES, type NakedFamily, type StructureFamily } from "./structure-families.ts";

/** Families whose other side is sold bare. */
const SOLD: Readonly<Record<NakedFamily, StructureFamily>> = {
  shortCall: "longCall",
  shortPut: "longPut",
  shortStraddle: "longStraddle",
  shortStrangle: "longStrangle",
};
/** Widths of equal wings may differ in their last digits. */
const SAME = 1e-9;

/**
 * The family that a package belongs to, however its legs are ordered and however often it is taken; null where it has no
 * name here. Broken wings are broken at any width.
 */
export function structureName(legs: readonly PayoffLeg[]): StructureFamily | NakedFamily | null {
  const sorted = legs.toSorted(
    (one, other) => one.strike - other.strike || (one.right === other.right ? 0 : one.right === "P" ? -1 : 1),
  );
  const size = sorted.reduce((common, { quantity }) => divisor(common, Math.abs(quantity)), 0);
  const family = familyOf(sorted, size);
  if (family !== null) return family;
  const bought = familyOf(
    sorted.map((leg) => ({ ...leg, quantity: -leg.quantity })),
    size,
  );
  return NAKED.find((name) => SOLD[name] === bought) ?? null;
}

const NAKED = Object.keys(SOLD) as readonly NakedFamily[];

function familyOf(sorted: readonly PayoffLeg[], size: number): StructureFamily | null {
  for (const [name, pattern] of FAMILIES) {
    const fits =
      pattern.length === sorted.length &&
      pattern.every(
        ({ right, quantity }, n) => sorted[n]?.right === right && sorted[n].quantity === quantity * size,
      );
    if (fits && areSpaced(name, sorted)) return name;
  }
  return null;
}

const FAMILIES = Object.entries(STRUCTURE_FAMILIES) as readonly [
  StructureFamily,
  (typeof STRUCTURE_FAMILIES)[StructureFamily],
][];

/** Strikes ascend, but for the two at one strike of straddle and iron butterfly; butterflies differ by their wings. */
function areSpaced(name: StructureFamily, sorted: readonly PayoffLeg[]): boolean {
  const steps = sorted.slice(1).map(({ strike }, n) => strike - (sorted[n]?.strike ?? Number.NaN));
  const together = name === "longStraddle" ? 0 : name === "ironButterfly" ? 1 : -1;
  if (!steps.every((step, n) => (n === together ? step === 0 : step > 0))) return false;
  const [low = 0, high = 0] = steps;
  const isEqual = Math.abs(low - high) <= SAME * Math.max(low, high);
  if (name === "callButterfly" || name === "putButterfly") return isEqual;
  return name === "brokenWingCallButterfly" || name === "brokenWingPutButterfly" ? !isEqual : true;
}

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
