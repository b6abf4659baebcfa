import { epochMicros, feeTableOn, orderId, usdE4, type Approved, type IsoDate } from "@smart0dte/domain";
import { aLeg, aPlan } from "@smart0dte/domain/testing";
import type { MarginAnswer, MarginWish } from "@smart0dte/execution/ibkr";
import { describe, expect, it } from "vitest";
import { MarginAsking } from "./margin-asking.ts";

const AT = epochMicros(7);
const TOLD: MarginAnswer = {
  kind: "told",
  at: AT,
  initial: usdE4(5_000_000),
  maintenance: usdE4(4_000_000),
  equity: usdE4(600_000),
};
const PLAN = aPlan();
const approved = (quantity: number): Approved => ({
  type: "approved",
  at: AT,
  plan: PLAN,
  orderId: orderId(1, 0),
  quantity,
  boundedBy: "position",
  sizes: {},
  by: "automation",
});

interface Asked {
  readonly asking: MarginAsking;
  readonly wishes: MarginWish[];
}

function anAsking(answer: MarginAnswer | null): Asked {
  const wishes: MarginWish[] = [];
  const asking = new MarginAsking({
    fees: feeTableOn("2026-03-13" as IsoDate),
    broker: () =>
      answer === null
        ? null
        : {
            margin: (wish, hear) => {
              wishes.push(wish);
              hear(answer);
            },
          },
  });
  return { asking, wishes };
}

describe("the margin of a plan", () => {
  it("is the broker's, of one package while nobody has approved it", () => {
    const { asking, wishes } = anAsking(TOLD);
    asking.follow([PLAN]);

    expect(wishes).toEqual([{ legs: PLAN.legs, quantity: 1, limit: PLAN.entryLimit }]);
    expect(asking.lines).toMatchObject([
      {
        planId: PLAN.id,
        quantity: 1,
        how: "broker",
        why: null,
        effect: { initial: 5_000_000, equity: 600_000 },
      },
    ]);
  });

  it("is asked once of a plan that is approved at once, for all its packages", () => {
    const { asking, wishes } = anAsking(TOLD);
    asking.follow([PLAN, approved(3)]);

    expect(wishes).toMatchObject([{ quantity: 3 }]);
  });

  it("is asked again, and replaced, when it is approved later", () => {
    const { asking } = anAsking(TOLD);
    asking.follow([PLAN]);
    asking.follow([approved(3)]);

    expect(asking.lines).toMatchObject([{ quantity: 3 }]);
  });

  it("is the desk's own where the broker declines, and says why", () => {
    const { asking } = anAsking({ kind: "declined", at: AT, why: "360: no what-if" });
    asking.follow([approved(2)]);

    expect(asking.lines).toMatchObject([
      { how: "estimated", why: "360: no what-if", effect: { initial: 10_000_000, maintenance: 10_000_000 } },
    ]);
    // twice the credit of 0.60, less the fees of opening
    expect(asking.lines[0]?.effect?.equity).toBeLessThan(1_200_000);
    expect(asking.lines[0]?.effect?.equity).toBeGreaterThan(1_100_000);
  });

  it("is the desk's own where nobody can be asked", () => {
    const { asking } = anAsking(null);
    asking.follow([PLAN]);

    expect(asking.lines).toMatchObject([{ how: "estimated", why: "the broker cannot be asked now" }]);
  });

  it("has no figures where nothing bounds the loss", () => {
    const { asking } = anAsking(null);
    asking.follow([aPlan({ legs: [aLeg(660, "C", -1)] })]);

    expect(asking.lines).toMatchObject([{ effect: null, why: "the broker cannot be asked now; NAKED" }]);
  });

  it("is kept of the eight newest plans", () => {
    const { asking } = anAsking(TOLD);
    for (let n = 0; n < 10; n += 1) asking.follow([aPlan({ id: `p-${n}` as typeof PLAN.id })]);

    expect(asking.lines.map(({ planId }) => planId)).toEqual([
      "p-2",
      "p-3",
      "p-4",
      "p-5",
      "p-6",
      "p-7",
      "p-8",
      "p-9",
    ]);
  });
});
