import {
  err,
  feesOf,
  MULTIPLIER,
  ok,
  usdE4,
  type FeeTable,
  type Leg,
  type Result,
  type UsdE4,
} from "@smart0dte/domain";
import { worstClose } from "./worst-case.ts";

/** So many packages at a limit, UsdE4 a share, debit positive. */
export interface MarginOf {
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly limit: UsdE4;
  /** Of the legs, in their order: fees depend on them. */
  readonly prices: readonly UsdE4[];
}

/**
 * What an order changes in an account on a strategy-based margin, money: the requirement, and the equity that has to
 * cover it. What it ties up is the one less the other: for a credit its width less the credit, for a debit the debit,
 * each with the fees.
 */
export interface MarginEffect {
  readonly initial: UsdE4;
  readonly maintenance: UsdE4;
  readonly equity: UsdE4;
}

export type MarginProblem =
  /** More sold than bought of a right: no width bounds its loss. */
  | { readonly code: "NAKED"; readonly right: "C" | "P"; readonly short: number }
  /** Another expiry or underlying does not cover at the same moment. */
  | { readonly code: "NOT_ONE_EXPIRY" };

/** The margin of a package by itself: nothing else in the account is set off against it. */
export function marginOf(
  { legs, quantity, limit, prices }: MarginOf,
  fees: FeeTable,
): Result<MarginEffect, MarginProblem> {
  const series = new Set(legs.map(({ contract: { root, expiry } }) => `${root} ${expiry}`));
  if (series.size !== 1) return err({ code: "NOT_ONE_EXPIRY" });
  for (const right of ["C", "P"] as const) {
    const net = legs.reduce((sum, leg) => sum + (leg.contract.right === right ? leg.ratio : 0), 0);
    if (net < 0) return err({ code: "NAKED", right, short: -net });
  }
  const requirement = usdE4(Math.max(0, worstClose(legs)) * MULTIPLIER * quantity);
  const opening = feesOf(
    legs.map(({ ratio }, index) => ({ quantity: ratio * quantity, price: prices[index] ?? usdE4(0) })),
    fees,
  );
  const equity = usdE4(-limit * MULTIPLIER * quantity - opening);
  return ok({ initial: requirement, maintenance: requirement, equity });
}
