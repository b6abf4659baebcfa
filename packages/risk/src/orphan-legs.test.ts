import { orderId, positionId, usdE4, type Orphan, type Position } from "@smart0dte/domain";
import { aCommand, aLeg, aPlan, aPosition, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { isFlattening } from "./exits.ts";
import { roomForPackage } from "./sizing.ts";
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

describe("what contracts without their package may lose", () => {
  const QQQ = { ticker: "QQQ", id: positionId(orderId(7, 0)) } as const;
  const alone = (right: "C" | "P", over: Partial<Position> = {}) =>
    aPosition({
      ...QQQ,
      quantity: 0,
      cash: usdE4(910_000),
      openCost: usdE4(-910_000),
      residual: [{ leg: aLeg(660, right, -1), quantity: -1 }],
      ...over,
    });

  it("counts against the limits of the book: a short put to its strike, whatever the ticker", () => {
    const desk = new DeskOf();
    desk.hold(alone("P"));

    expect(take(desk)).toMatchObject([
      { type: "refused", code: "LIMIT_PORTFOLIO", numbers: { atRiskUsd: 65_909.7041 } },
    ]);
    expect(roomForPackage(desk.book, "SPY")).toBe(0);
  });

  it("has no bound where a call is short: nothing opens on any ticker, and it is named", () => {
    const desk = new DeskOf();
    desk.hold(alone("C"));

    expect(take(desk)).toMatchObject([
      {
        type: "refused",
        code: "ORPHAN_LEGS",
        numbers: { ticker: "QQQ", position: QQQ.id, worst: "unbounded" },
      },
    ]);
    expect(roomForPackage(desk.book, "SPY")).toBe(0);
  });

  it("counts beside packages too, which cover what they cover", () => {
    const desk = new DeskOf();
    const legs = [aLeg(650, "P", -1), aLeg(645, "P", 1)];
    const residual = [{ leg: aLeg(645, "P", -1), quantity: -1 }];
    desk.hold(aPosition({ ...QQQ, legs, residual }));

    expect(take(desk)).toMatchObject([{ type: "refused", code: "LIMIT_PORTFOLIO" }]);
  });

  it("is nothing where all of them are long, and nothing once they are gone", () => {
    const desk = new DeskOf();
    desk.hold(alone("P"));
    desk.hold(alone("P", { openCost: usdE4(0), residual: [{ leg: aLeg(655, "P", 1), quantity: 1 }] }));
    expect(take(desk)).toMatchObject([{ type: "approved" }]);

    const gone = new DeskOf();
    gone.hold(alone("C"));
    gone.hold(alone("C", { openCost: usdE4(0), residual: [], closedAt: minute(70) }));
    expect(gone.book.beside).toEqual([]);
    expect(take(gone)).toMatchObject([{ type: "approved" }]);
  });
});

describe("a flat book is wanted", () => {
  it("once a person flattens, or the book's breaker has tripped, until resumed", () => {
    const desk = new DeskOf();
    const command = (act: Parameters<typeof aCommand>[0]) =>
      desk.feed({ kind: "command", command: aCommand(act), quoteOf: market });
    command({ kind: "halt", flatten: false, reason: "lunch" });
    expect(isFlattening(desk.book)).toBe(false);
    command({ kind: "halt", flatten: true, reason: "news" });
    expect(isFlattening(desk.book)).toBe(true);
    command({ kind: "resume", reason: "over" });
    expect(isFlattening(desk.book)).toBe(false);

    const cause = { kind: "book", pnl: usdE4(-1), limit: usdE4(1), at: minute(1) } as const;
    expect(isFlattening(new DeskOf({ halts: [cause] }).book)).toBe(true);
  });
});
