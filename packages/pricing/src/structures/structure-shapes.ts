import { STRUCTURE_FAMILIES, type StructureFamily } from "./structure-families.ts";

/**
 * Takes one structure: its family and the places of its strikes on the board, one for each leg, ascending. The places
 * are overwritten by the next.
 */
export type TakeStructure = (family: StructureFamily, places: Int16Array) => void;

/** The wider wing is at most so many times as wide as the narrower: beyond, the wider side is a structure of its own. */
const WIDEST_WING = 3;
/** Widths of equal wings may differ in their last digits. */
const SAME = 1e-9;

/**
 * Names every structure of a board, family by family: single options, verticals, straddles and strangles of every
 * width; butterflies with equal wings, and broken-wing ones, iron butterflies and condors with wings up to three
 * times as wide as one another. Condors sell out of the money (others are those again, by parity) and strangles buy a put below a
 * call.
 */
export function forEachStructure(strikes: Float64Array, forward: number, take: TakeStructure): void {
  const count = strikes.length;
  const places = new Int16Array(MOST_STRUCTURE_LEGS);
  for (let a = 0; a < count; a += 1) {
    places[0] = a;
    take("longCall", places);
    take("longPut", places);
    places[1] = a;
    take("longStraddle", places);
    for (let b = a + 1; b < count; b += 1) {
      places[1] = b;
      for (const family of PAIRS) take(family, places);
      for (let c = b + 1; c < count; c += 1) {
        const [low, high] = [widthOf(strikes, a, b), widthOf(strikes, b, c)];
        if (!areWings(low, high)) continue;
        const isEqual = Math.abs(low - high) <= SAME * high;
        places[2] = c;
        take(isEqual ? "callButterfly" : "brokenWingCallButterfly", places);
        take(isEqual ? "putButterfly" : "brokenWingPutButterfly", places);
        places[2] = b;
        places[3] = c;
        take("ironButterfly", places);
      }
    }
  }
  condors(strikes, forward, take);
}

const PAIRS = [
  "putCreditVertical",
  "callCreditVertical",
  "putDebitVertical",
  "callDebitVertical",
  "longStrangle",
] as const satisfies readonly StructureFamily[];

function condors(strikes: Float64Array, forward: number, take: TakeStructure): void {
  const count = strikes.length;
  const places = new Int16Array(MOST_STRUCTURE_LEGS);
  for (let b = 1; b < count && at(strikes, b) < forward; b += 1) {
    for (let c = b + 1; c + 1 < count; c += 1) {
      if (at(strikes, c) <= forward) continue;
      for (let a = 0; a < b; a += 1) {
        for (let d = c + 1; d < count; d += 1) {
          if (!areWings(widthOf(strikes, a, b), widthOf(strikes, c, d))) continue;
          places[0] = a;
          places[1] = b;
          places[2] = c;
          places[3] = d;
          take("ironCondor", places);
        }
      }
    }
  }
}

/** Most structures that so many strikes can give: what a table of them needs room for. */
export function mostStructures(strikes: number): number {
  const pairs = (strikes * (strikes - 1)) / 2;
  const triples = (pairs * (strikes - 2)) / 3;
  const fours = (triples * (strikes - 3)) / 4;
  return 3 * strikes + PAIRS.length * pairs + 3 * triples + fours;
}

/** Of the family with most legs. */
export const MOST_STRUCTURE_LEGS = Math.max(...Object.values(STRUCTURE_FAMILIES).map(({ length }) => length));

const widthOf = (strikes: Float64Array, low: number, high: number): number =>
  at(strikes, high) - at(strikes, low);

const areWings = (one: number, other: number): boolean =>
  Math.max(one, other) <= WIDEST_WING * Math.min(one, other) * (1 + SAME);

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;
