import { describe, expect, it } from "vitest";
import { FAMILY_NAMES, STRUCTURE_FAMILIES, type StructureFamily } from "./structure-families.ts";
import type { PayoffLeg } from "./payoff-leg.ts";
import { structureName } from "./structure-name.ts";

/** Strikes of each leg; whole steps apart where the family does not say otherwise. */
const STRIKES: Partial<Record<StructureFamily, readonly number[]>> = {
  longStraddle: [660, 660],
  ironButterfly: [655, 660, 660, 665],
  brokenWingCallButterfly: [655, 660, 670],
  brokenWingPutButterfly: [650, 660, 665],
};

const packageOf = (family: StructureFamily, times = 1): readonly PayoffLeg[] =>
  STRUCTURE_FAMILIES[family].map(({ right, quantity }, n) => ({
    right,
    quantity: quantity * times,
    strike: STRIKES[family]?.[n] ?? 655 + 5 * n,
  }));

describe("the name of a package", () => {
  it.each(FAMILY_NAMES)("is %s for that family, in any order and any number", (family) => {
    expect(structureName(packageOf(family))).toBe(family);
    expect(structureName(packageOf(family, 3).toReversed())).toBe(family);
  });

  it.each([
    ["longCall", "shortCall"],
    ["longPut", "shortPut"],
    ["longStraddle", "shortStraddle"],
    ["longStrangle", "shortStrangle"],
  ] as const)("of a %s that is sold is %s", (family, naked) => {
    expect(structureName(packageOf(family, -1))).toBe(naked);
  });

  it.each([
    ["a condor that is bought", packageOf("ironCondor", -1)],
    [
      "two calls and a call further up",
      [
        { right: "C", strike: 660, quantity: -1 },
        { right: "C", strike: 665, quantity: 2 },
      ],
    ],
    [
      "a call below a put",
      [
        { right: "C", strike: 655, quantity: 1 },
        { right: "P", strike: 660, quantity: 1 },
      ],
    ],
    [
      "the same contract twice",
      [
        { right: "C", strike: 660, quantity: 1 },
        { right: "C", strike: 660, quantity: -1 },
      ],
    ],
    ["nothing", []],
  ] satisfies [string, readonly PayoffLeg[]][])("is none for %s", (_, legs) => {
    expect(structureName(legs)).toBeNull();
  });
});
