import { orderId, positionId, usdE4, type Orphan } from "@smart0dte/domain";
import { aLeg, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const OPENING = orderId(9, 0);
const market = closingAt(0.63, { short: { bid: usdE4(9_100) }, long: { ask: usdE4(3_100) } });

const orphan = (over: Partial<Orphan> = {}): Orphan => ({
  orderId: OPENING,
  positionId: positionId(OPENING),
  ticker: "SPY",
  since: minute(60),
  legs: [{ leg: aLeg(660, "P", -1), quantity: -1 }],
  state: "repairing",
  why: "by o-9-0-r1",
  ...over,
});
const tell = (desk: DeskOf, one: Orphan) =>
  desk.feed({ kind: "execution", event: { type: "orphanChanged", at: minute(60), orphan: one } });
const take = (desk: DeskOf) => desk.feed({ kind: "plan", plan: aPlan(), quoteOf: market });

describe("legs that traded without the rest of their package", () => {
  it.each(["waiting", "repairing", "held"] as const)(
    "that are %s let nothing open on their ticker",
    (state) => {
      const desk = new DeskOf();
      tell(desk, orphan({ state }));

      expect(take(desk)).toMatchObject([
        { type: "refused", code: "ORPHAN_LEGS", numbers: { ticker: "SPY", order: OPENING, state } },
      ]);
    },
  );

  it("let other tickers open", () => {
    const desk = new DeskOf();
    tell(desk, orphan({ ticker: "QQQ" }));

    expect(take(desk)).toMatchObject([{ type: "approved" }]);
  });

  it("let their ticker open again once they are resolved", () => {
    const desk = new DeskOf();
    tell(desk, orphan());
    tell(desk, orphan({ state: "resolved", legs: [] }));

    expect(take(desk)).toMatchObject([{ type: "approved" }]);
  });

  it("are no gain: a premium received for a leg that is still owed does not count", () => {
    const desk = new DeskOf();
    const half = { quantity: 0, opened: 0, cash: usdE4(910_000), openCost: usdE4(-910_000) };
    desk.hold(aPosition({ ...half, fees: usdE4(7_000), closedAt: null }));

    expect(desk.book.day.realised).toBe(-7_000);
    desk.hold(aPosition({ ...half, cash: usdE4(-40_000), openCost: usdE4(0), fees: usdE4(14_000) }));
    expect(desk.book.day.realised).toBe(-54_000);
  });
});
