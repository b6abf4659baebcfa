import type { Right } from "@smart0dte/domain";

/** A leg of a family: which of its strikes, ascending, and how many options; long positive. */
export interface FamilyLeg {
  readonly right: Right;
  readonly quantity: number;
}

const C = (quantity: number): FamilyLeg => ({ right: "C", quantity });
const P = (quantity: number): FamilyLeg => ({ right: "P", quantity });

/**
 * Every structure that is enumerated, its legs by ascending strike (straddle and iron butterfly have two legs at one).
 * Names that the desk trades are the desk's. Loss is bounded in all of them.
 */
export const STRUCTURE_FAMILIES = {
  putCreditVertical: [P(1), P(-1)],
  callCreditVertical: [C(-1), C(1)],
  putDebitVertical: [P(-1), P(1)],
  callDebitVertical: [C(1), C(-1)],
  ironCondor: [P(1), P(-1), C(-1), C(1)],
  ironButterfly: [P(1), P(-1), C(-1), C(1)],
  callButterfly: [C(1), C(-2), C(1)],
  putButterfly: [P(1), P(-2), P(1)],
  brokenWingCallButterfly: [C(1), C(-2), C(1)],
  brokenWingPutButterfly: [P(1), P(-2), P(1)],
  longStraddle: [P(1), C(1)],
  longStrangle: [P(1), C(1)],
  longCall: [C(1)],
  longPut: [P(1)],
} as const satisfies Readonly<Record<string, readonly FamilyLeg[]>>;

export type StructureFamily = keyof typeof STRUCTURE_FAMILIES;

/** Structures that have a name and are not offered: what is sold stands uncovered. */
export const NAKED_FAMILIES = ["shortCall", "shortPut", "shortStraddle", "shortStrangle"] as const;
export type NakedFamily = (typeof NAKED_FAMILIES)[number];

/** All names of {@link STRUCTURE_FAMILIES}, in their order there: a plain list without a unit or an error, from that table alone. */
export const FAMILY_NAMES = Object.keys(STRUCTURE_FAMILIES) as readonly StructureFamily[];
