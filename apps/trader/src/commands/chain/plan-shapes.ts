import type { Right, StrategyName } from "@smart0dte/domain";
import { middleOf, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";

/** One leg to be priced: the contract and how many of it, long positive. */
export interface ShapeLeg {
  readonly contract: QuotedContract;
  readonly strike: number;
  readonly right: Right;
  readonly ratio: 1 | -1;
}

/** Legs with ascending strikes, and how far in dollars they lie from where the rule wants them. */
export interface Shape {
  readonly legs: readonly ShapeLeg[];
  readonly apart: number;
}

/** What the rule is drawn around, dollars. */
export interface Centre {
  readonly forward: number;
  readonly expectedMove: number;
}

/** Where a side's legs are wanted, in expected moves away from the forward. */
interface Wish {
  readonly right: Right;
  /** Of the leg near the money; the far one has the opposite. */
  readonly near: 1 | -1;
  readonly nearAt: number;
  readonly farAt: number;
}

/** Credit sells half a move out (about 30 delta), debit buys at the money; both are one move wide. */
const VERTICALS = {
  putCreditVertical: { right: "P", near: -1, nearAt: 0.5, farAt: 1.5 },
  callCreditVertical: { right: "C", near: -1, nearAt: 0.5, farAt: 1.5 },
  putDebitVertical: { right: "P", near: 1, nearAt: 0, farAt: 1 },
  callDebitVertical: { right: "C", near: 1, nearAt: 0, farAt: 1 },
} as const satisfies Readonly<Record<Exclude<StrategyName, "ironCondor">, Wish>>;

/** The condor sells one move out on both sides (about 16 delta), equally wide: one move as well. */
const CONDOR = { near: -1, nearAt: 1, farAt: 2 } as const;

/**
 * Everything of one name that the two-sided quotes around the money allow, nearest to the rule first.
 *
 * The first that can be sold or bought at a sensible price is the plan.
 */
export function shapesOf(
  name: StrategyName,
  strikes: readonly QuotedStrike[],
  centre: Centre,
): readonly Shape[] {
  const shapes = name === "ironCondor" ? condors(strikes, centre) : sides(VERTICALS[name], strikes, centre);
  return shapes.toSorted((left, right) => left.apart - right.apart);
}

interface Side extends Shape {
  readonly width: number;
}

function condors(strikes: readonly QuotedStrike[], centre: Centre): readonly Shape[] {
  const calls = Map.groupBy(sides({ ...CONDOR, right: "C" }, strikes, centre), ({ width }) => width);
  return sides({ ...CONDOR, right: "P" }, strikes, centre).flatMap((put) =>
    (calls.get(put.width) ?? []).map((call) => ({
      legs: [...put.legs, ...call.legs],
      apart: put.apart + call.apart,
    })),
  );
}

/** Sold legs lie out of the money; a bought one may be the strike nearest to the forward. */
function sides(wish: Wish, strikes: readonly QuotedStrike[], centre: Centre): readonly Side[] {
  const { forward, expectedMove } = centre;
  const { right, near, nearAt, farAt } = wish;
  const outward = right === "C" ? 1 : -1;
  const legs = nearTheMoney(strikes, centre).flatMap(({ strike, call, put }) => {
    const contract = right === "C" ? call : put;
    const isQuoted = contract !== null && middleOf(contract) !== null;
    return isQuoted ? [{ contract, strike, right, out: (strike - forward) * outward }] : [];
  });
  return legs.flatMap((inner) =>
    legs.flatMap((outer): readonly Side[] => {
      if (outer.out <= inner.out || (near === -1 && inner.out <= 0)) return [];
      const pair: readonly ShapeLeg[] = [
        { contract: inner.contract, strike: inner.strike, right, ratio: near },
        { contract: outer.contract, strike: outer.strike, right, ratio: near === 1 ? -1 : 1 },
      ];
      return [
        {
          legs: right === "C" ? pair : pair.toReversed(),
          width: Math.abs(outer.strike - inner.strike),
          apart: Math.abs(inner.out - nearAt * expectedMove) + Math.abs(outer.out - farAt * expectedMove),
        },
      ];
    }),
  );
}

const STRIKES_EACH_SIDE = 10;
const MOVES_EACH_SIDE = 3;

/** Three expected moves to each side, and at least ten strikes. */
function nearTheMoney(
  strikes: readonly QuotedStrike[],
  { forward, expectedMove }: Centre,
): readonly QuotedStrike[] {
  const above = strikes.findIndex(({ strike }) => strike >= forward);
  const middle = above < 0 ? strikes.length : above;
  return strikes.filter(
    ({ strike }, index) =>
      Math.abs(index - middle) <= STRIKES_EACH_SIDE ||
      Math.abs(strike - forward) <= MOVES_EACH_SIDE * expectedMove,
  );
}
