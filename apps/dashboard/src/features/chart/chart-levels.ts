import type { ChainFrame, PositionRow, ProposalRow } from "@smart0dte/gateway/contract";
import { toE4 } from "../../ui/format/number-format.ts";
import type { OpeningRange } from "../../ui/opening-range.ts";
import type { PriceMark } from "../../ui/price-mark.ts";

type Plan = NonNullable<ProposalRow["plan"]>;

/** The forward with the expected move to the close on both sides, in cents; nothing where one of them is not known. */
export function expectedMoveMarks(chain: ChainFrame | undefined): readonly PriceMark[] {
  const [forward, move] = [chain?.forward.v ?? null, chain?.expectedMove.v ?? null];
  if (forward === null || move === null || chain === undefined) return [];
  const { how } = chain.expectedMove;
  const mark = { label: "EM", tone: "text3", line: "sparse", how } as const;
  return [
    { ...mark, key: "em low", price: cents(forward - move) },
    { ...mark, key: "em high", price: cents(forward + move) },
  ];
}

export function openingRangeMarks(range: OpeningRange | null): readonly PriceMark[] {
  if (range === null) return [];
  const mark = { label: range.complete ? "OR" : "OR so far", tone: "text2", line: "solid" } as const;
  return [
    { ...mark, key: "or low", price: range.low },
    { ...mark, key: "or high", price: range.high },
  ];
}

export function breakEvenMarks(plans: readonly Plan[]): readonly PriceMark[] {
  return distinct(plans.flatMap(({ breakEvens }) => breakEvens)).map((price) => ({
    key: `be ${price}`,
    price,
    label: "BE",
    tone: "accent",
    line: "dotted",
  }));
}

/** A plan is void beyond these levels and its position is closed: the part of its stop that the underlying tells. */
export function stopMarks(plans: readonly Plan[]): readonly PriceMark[] {
  const levels = plans.flatMap(({ invalidation: { above, below } }) => [above, below]);
  return distinct(levels.flatMap((usd) => (usd === null ? [] : [toE4(usd) / 10_000]))).map((price) => ({
    key: `stop ${price}`,
    price,
    label: "stop",
    tone: "danger",
    line: "dashed",
  }));
}

/** The plans of what is held in a ticker, and how many positions' plans this screen no longer has. */
export function heldPlans(
  ticker: string,
  positions: readonly PositionRow[],
  proposals: readonly ProposalRow[],
): { readonly plans: readonly Plan[]; readonly missing: number } {
  const held = positions.filter((position) => position.ticker === ticker && position.quantity !== 0);
  const plans = held.flatMap(({ planId }) => {
    const plan = proposals.find(({ id }) => id === planId)?.plan;
    return plan == null ? [] : [plan];
  });
  return { plans, missing: held.length - plans.length };
}

const distinct = (prices: readonly number[]): readonly number[] =>
  [...new Set(prices)].toSorted((left, right) => left - right);

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
