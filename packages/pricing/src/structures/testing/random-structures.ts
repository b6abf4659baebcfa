import fc from "fast-check";
import type { PayoffLeg } from "../payoff.ts";

export const leg = (right: "C" | "P", strike: number, quantity: number): PayoffLeg => ({
  right,
  strike,
  quantity,
});

/** One to eight legs around 600, ratios up to three, strikes that may coincide. */
export const someLegs: fc.Arbitrary<readonly PayoffLeg[]> = fc.array(
  fc.record({
    right: fc.constantFrom("C" as const, "P" as const),
    strike: fc.integer({ min: 1_180, max: 1_220 }).map((half) => half / 2),
    quantity: fc.constantFrom(-3, -2, -1, 1, 2, 3),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Dollars in cents; every fifth falls on the payoffs' own half dollars. */
export const somePaid: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3_000, max: 3_000 }).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }).map((half) => half / 2) },
);

/** A package's payoff as a child would write it. */
export function plainPayoff(legs: readonly PayoffLeg[], price: number): number {
  return legs
    .map(({ right, strike, quantity }) => {
      return quantity * Math.max(right === "C" ? price - strike : strike - price, 0);
    })
    .reduce((sum, worth) => sum + worth, 0);
}

/** Prices that part the payoff into straight pieces, and a far one. */
export const kinksOf = (legs: readonly PayoffLeg[]): readonly number[] =>
  [...new Set([0, ...legs.map(({ strike }) => strike), 100_000])].sort((a, b) => a - b);

const NOTHING = 1e-9;
const signOf = (profit: number): number => (Math.abs(profit) < NOTHING ? 0 : Math.sign(profit));

/** Where the sign of the profit changes, found by bisection between kinks. */
export function searchedEdges(legs: readonly PayoffLeg[], paid: number): readonly number[] {
  const profit = (price: number): number => plainPayoff(legs, price) - paid;
  const kinks = kinksOf(legs);
  const inner: { from: number; to: number; sign: number }[] = [];
  kinks.slice(0, -1).forEach((from, i) => {
    const to = kinks[i + 1] ?? Number.NaN;
    if (signOf(profit(from)) * signOf(profit(to)) < 0) {
      let [low, high] = [from, to];
      for (let round = 0; round < 200; round += 1) {
        const middle = (low + high) / 2;
        if (Math.sign(profit(middle)) === Math.sign(profit(from))) low = middle;
        else high = middle;
      }
      inner.push({ from, to: low, sign: signOf(profit(from)) }, { from: low, to, sign: signOf(profit(to)) });
    } else inner.push({ from, to, sign: signOf(profit((from + to) / 2)) });
  });
  return inner.flatMap(({ from, sign }, i) => (i > 0 && inner[i - 1]?.sign !== sign ? [from] : []));
}
