import type { UsdE4 } from "@smart0dte/domain";

/** One side of one instrument's market as it is displayed. */
export interface DisplayedSide {
  readonly instrument: number;
  readonly side: "bid" | "ask";
  readonly price: UsdE4;
  /** Contracts. */
  readonly size: number;
}

/** Contracts of a displayed side that our orders have already traded against. */
export interface TakenSize extends DisplayedSide {
  readonly taken: number;
}

/**
 * Contracts still there.
 *
 * What was taken comes back only when the side shows another price or size: the same quote with a new time is the
 * same contracts told again.
 */
export function sizeLeft(taken: readonly TakenSize[], shown: DisplayedSide): number {
  const before = taken.find((one) => isSameSide(one, shown));
  return before === undefined || !isSameQuote(before, shown) ? shown.size : shown.size - before.taken;
}

/** What is taken after so many contracts more. */
export function takeSize(
  taken: readonly TakenSize[],
  shown: DisplayedSide,
  count: number,
): readonly TakenSize[] {
  const others = taken.filter((one) => !isSameSide(one, shown));
  const { instrument, side, price, size } = shown;
  return [...others, { instrument, side, price, size, taken: size - sizeLeft(taken, shown) + count }];
}

const isSameSide = (left: DisplayedSide, right: DisplayedSide): boolean =>
  left.instrument === right.instrument && left.side === right.side;

const isSameQuote = (left: DisplayedSide, right: DisplayedSide): boolean =>
  left.price === right.price && left.size === right.size;
