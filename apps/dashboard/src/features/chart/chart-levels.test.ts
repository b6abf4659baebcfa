import type { ProposalRow } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { aChainFrame, aPositionRow } from "../../testing/contract-bodies.ts";
import {
  breakEvenMarks,
  expectedMoveMarks,
  heldPlans,
  openingRangeMarks,
  stopMarks,
} from "./chart-levels.ts";

type Plan = NonNullable<ProposalRow["plan"]>;

const plan = (over: Partial<Plan>): Plan =>
  ({ breakEvens: [], invalidation: { above: null, below: null }, ...over }) as Plan;
const proposal = (id: string): ProposalRow => ({ id, plan: plan({ breakEvens: [509.4] }) }) as ProposalRow;
const prices = (marks: readonly { readonly price: number }[]) => marks.map(({ price }) => price);

describe("levels on the chart", () => {
  it("of the expected move lie about the forward, in cents", () => {
    const chain = aChainFrame(505);
    const known = { ...chain, forward: { ...chain.forward, v: 507.123 } };

    expect(prices(expectedMoveMarks(known))).toEqual([503.22, 511.02]);
  });

  it("of the expected move are none without a forward or a move", () => {
    const chain = aChainFrame(505);

    expect(expectedMoveMarks(undefined)).toEqual([]);
    expect(expectedMoveMarks({ ...chain, expectedMove: { ...chain.expectedMove, v: null } })).toEqual([]);
    expect(expectedMoveMarks({ ...chain, forward: { ...chain.forward, v: null } })).toEqual([]);
  });

  it("of a modelled move say so", () => {
    const chain = aChainFrame(505);
    const modelled = { ...chain, expectedMove: { ...chain.expectedMove, how: "modelled" as const } };

    expect(expectedMoveMarks(modelled).map(({ how }) => how)).toEqual(["modelled", "modelled"]);
  });

  it("of an opening range that still forms are named so", () => {
    const labels = (complete: boolean) =>
      openingRangeMarks({ low: 1, high: 2, complete }).map(({ label }) => label);

    expect([labels(true), labels(false)]).toEqual([
      ["OR", "OR"],
      ["OR so far", "OR so far"],
    ]);
  });

  it("of stops are where the underlying voids a plan, each once; a plan without such a level has none", () => {
    const above = plan({ invalidation: { above: "515.5000", below: null } });
    const both = plan({ invalidation: { above: "515.5000", below: "501.0000" } });

    expect(prices(stopMarks([above, both]))).toEqual([501, 515.5]);
    expect(stopMarks([plan({})])).toEqual([]);
  });

  it("of break-evens are each drawn once", () => {
    expect(prices(breakEvenMarks([plan({ breakEvens: [512, 503] }), plan({ breakEvens: [512] })]))).toEqual([
      503, 512,
    ]);
  });

  it("belong to what is held in this ticker, and count positions whose plan is not on the screen", () => {
    const held = aPositionRow({ planId: "p-1" });
    const forgotten = aPositionRow({ id: "x-2", planId: "p-0" });
    const flat = aPositionRow({ id: "x-3", planId: "p-1", quantity: 0 });
    const elsewhere = aPositionRow({ id: "x-4", planId: "p-1", ticker: "QQQ" });

    expect(heldPlans("SPY", [held, forgotten, flat, elsewhere], [proposal("p-1")])).toMatchObject({
      plans: [{ breakEvens: [509.4] }],
      missing: 1,
    });
  });
});
