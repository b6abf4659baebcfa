import type { Right } from "@smart0dte/domain";

/** One option of a package. */
export interface PayoffLeg {
  readonly right: Right;
  /** Any unit of money, the same in all legs and in what is paid. */
  readonly strike: number;
  /** Options per package; negative is short. */
  readonly quantity: number;
}

/** What a package ends with, in the unit of its strikes, a share. */
export interface Outcomes {
  /** Null: unbounded. */
  readonly maxProfit: number | null;
  /** Positive unless what was paid is less than the package can never be worth; null: unbounded. */
  readonly maxLoss: number | null;
  /** Prices at which nothing is won or lost, ascending. */
  readonly breakEvens: readonly number[];
}

/** Value of the package at expiry. Straight between strikes. */
export function payoffAt(legs: readonly PayoffLeg[], price: number): number {
  let sum = 0;
  for (const { right, strike, quantity } of legs) {
    const inside = right === "C" ? price - strike : strike - price;
    if (inside > 0) sum += quantity * inside;
  }
  return sum;
}

/** The extremes and the break-evens of a package for which `paid` was paid (a credit is negative). */
export function outcomesOf(legs: readonly PayoffLeg[], paid: number): Outcomes {
  const strikes = strikesOf(legs);
  // a share can fall to nothing and rise without end: only the upper side is unbounded
  const ends = [0, ...strikes].map((price) => payoffAt(legs, price) - paid);
  const rising = slopeAbove(legs);
  return {
    maxProfit: rising > 0 ? null : Math.max(...ends),
    maxLoss: rising < 0 ? null : -Math.min(...ends),
    breakEvens: breakEvensOf(legs, paid),
  };
}

/** Where the payoff is just what was paid, ascending: where profit and loss meet, not where they only touch. */
export function breakEvensOf(legs: readonly PayoffLeg[], paid: number): readonly number[] {
  const places = [0, ...strikesOf(legs)];
  const found: number[] = [];
  for (let i = 0; i < places.length; i += 1) {
    const left = places[i] ?? 0;
    const from = payoffAt(legs, left) - paid;
    const right = places[i + 1];
    if (right === undefined) {
      const slope = slopeAbove(legs);
      if (from !== 0 && slope !== 0 && from < 0 === slope > 0) found.push(left - from / slope);
      break;
    }
    const to = payoffAt(legs, right) - paid;
    if (from < 0 !== to < 0) found.push(left + ((right - left) * -from) / (to - from));
  }
  return found;
}

/** Change of the payoff per unit of price above every strike: the calls that are not offset. */
const slopeAbove = (legs: readonly PayoffLeg[]): number =>
  legs.reduce((sum, { right, quantity }) => sum + (right === "C" ? quantity : 0), 0);

const strikesOf = (legs: readonly PayoffLeg[]): number[] =>
  [...new Set(legs.map(({ strike }) => strike))].sort((a, b) => a - b);
