import { InvariantError } from "@smart0dte/domain";
import type { PayoffLeg } from "./payoff-leg.ts";
import { ProfitLine } from "./profit-line.ts";
import { refuseFaulty } from "./structure-fault.ts";

export type { PayoffLeg } from "./payoff-leg.ts";

/** What a package ends with, in the unit of its strikes, a share. */
export interface Outcomes {
  /** Null: unbounded, and nothing else. */
  readonly maxProfit: number | null;
  /** Positive unless what was paid is less than the package can never be worth; null: unbounded, and nothing else. */
  readonly maxLoss: number | null;
  /** Prices at which profit, loss or nothing of both gives way to another of the three, ascending. */
  readonly breakEvens: readonly number[];
}

/**
 * Value of the package at expiry, in the unit of its strikes. Straight between strikes; exact to the rounding of its
 * sums. An empty package is worth nothing.
 *
 * Throws `InvariantError` where price or leg is not a number, or negative.
 *
 * @param price - Of the underlying, zero or more.
 */
export function payoffAt(legs: readonly PayoffLeg[], price: number): number {
  let sum = 0;
  for (const { right, strike, quantity } of legs) {
    if (!(strike >= 0)) throw new InvariantError("Not a strike", { strike: String(strike) });
    const inside = right === "C" ? price - strike : strike - price;
    if (inside > 0) sum += quantity * inside;
  }
  if (!(price >= 0 && Number.isFinite(price) && Number.isFinite(sum)))
    throw new InvariantError("Not a payoff", { price: String(price), payoff: String(sum) });
  return sum;
}

/**
 * The extremes and the break-evens of a package for which `paid` was paid (a credit is negative). Exact: the profit is
 * straight between strikes. A share can fall to nothing and rise without end, so only the upper side is unbounded.
 *
 * Throws `InvariantError` on what `structureFault` names, as everything below does.
 */
export function outcomesOf(legs: readonly PayoffLeg[], paid: number): Outcomes {
  const line = profitLineOf(legs, paid);
  return {
    maxProfit: Number.isFinite(line.maxProfit) ? line.maxProfit : null,
    maxLoss: Number.isFinite(line.maxLoss) ? line.maxLoss : null,
    breakEvens: edgesOf(line),
  };
}

/**
 * Prices at which the sign of the profit changes, ascending; a price at which profit or loss is only touched is none.
 * Where nothing is won or lost over a range, both its ends are named.
 */
export const breakEvensOf = (legs: readonly PayoffLeg[], paid: number): readonly number[] =>
  edgesOf(profitLineOf(legs, paid));

/** Prices between which the package ends with more than was paid. */
export interface ProfitRegion {
  readonly from: number;
  /** Null: without end. */
  readonly to: number | null;
}

/** Where the package wins, ascending; the ends themselves win nothing. */
export function profitRegions(legs: readonly PayoffLeg[], paid: number): readonly ProfitRegion[] {
  const { signs, edges, edgeCount } = profitLineOf(legs, paid);
  const regions: ProfitRegion[] = [];
  for (let piece = 0; piece <= edgeCount; piece += 1) {
    if (signs[piece] !== 1) continue;
    regions.push({
      from: piece === 0 ? 0 : (edges[piece - 1] ?? Number.NaN),
      to: piece === edgeCount ? null : (edges[piece] ?? Number.NaN),
    });
  }
  return regions;
}

/** The profit of a package, read. */
export function profitLineOf(legs: readonly PayoffLeg[], paid: number): ProfitLine {
  refuseFaulty(legs, paid);
  const line = new ProfitLine(legs.length);
  const strikes = Float64Array.from(legs, ({ strike }) => strike).sort();
  line.places.set(strikes, 1);
  let slope = 0;
  let money = Math.abs(paid);
  for (const { right, strike, quantity } of legs) {
    if (right === "C") slope += quantity;
    money += Math.abs(quantity) * strike;
  }
  for (const [i, place] of line.places.entries()) line.profits[i] = payoffAt(legs, place) - paid;
  line.read(legs.length + 1, slope, money);
  return line;
}

const edgesOf = ({ edges, edgeCount }: ProfitLine): readonly number[] => [...edges.subarray(0, edgeCount)];
