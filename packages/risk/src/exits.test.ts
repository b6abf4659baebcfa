import { orderId, usdE4, type ExitReason, type Position, type RiskEvent } from "@smart0dte/domain";
import { aMarket, anOrder, aPlan, aPosition, aQuote, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { closingAt, DeskOf } from "./testing/desk-of.ts";

const WIDTH = 50_000;
const held = (over: Partial<Position> = {}): DeskOf => new DeskOf({}, { positions: [aPosition(over)] });
const reasons = (out: readonly RiskEvent[]): readonly (ExitReason | string)[] =>
  out.map((event) => (event.type === "exit" ? event.reason : event.type));

/** The closing order that an exit has led to. */
function working(out: readonly RiskEvent[]): Parameters<DeskOf["tell"]>[0] {
  const exit = out.find(({ type }) => type === "exit");
  if (exit?.type !== "exit") return expect.unreachable("no exit");
  return anOrder({
    id: exit.orderId,
    positionId: exit.positionId,
    purpose: "close",
    reason: exit.reason,
    limit: exit.limit,
  });
}

describe("the target", () => {
  it("closes at the executable price once it is as good as the target", () => {
    const desk = held();

    expect(desk.market(closingAt(0.36))).toEqual([]);
    expect(desk.market(closingAt(0.35))).toMatchObject([
      {
        type: "exit",
        reason: "target",
        limit: 3_500,
        quantity: 1,
        dropped: [],
        numbers: { targetAt: 3_516 },
      },
    ]);
  });

  it("is limited to the worst tick that still brings it, so that a move on the way does not lose it", () => {
    expect(held().market(closingAt(0.2))).toMatchObject([{ reason: "target", limit: 3_500 }]);
  });

  it("is never limited below a market that already brings it between two ticks", () => {
    expect(held().market(closingAt(0.351))).toMatchObject([{ reason: "target", limit: 3_510 }]);
  });

  it("is not asked for twice while its close works", () => {
    const desk = held();
    desk.tell(working(desk.market(closingAt(0.35))));

    expect(desk.market(closingAt(0.3))).toEqual([]);
  });

  it("leaves a long leg without a bid out of the closing order", () => {
    const desk = held();
    const wingless = aMarket({ 10_660: aQuote(0.09, 0.1), 10_655: aQuote(null, 0.01) });

    expect(desk.market(wingless)).toMatchObject([{ reason: "target", limit: 3_500, dropped: [10_655] }]);
  });
});

describe("the stop", () => {
  it("takes as many admissible looks in a row as the plan says, then goes out at the width", () => {
    const desk = held();

    expect(desk.market(closingAt(1.5))).toEqual([]);
    expect(desk.market(closingAt(1.5))).toEqual([]);
    expect(desk.market(closingAt(1.5))).toMatchObject([
      { reason: "stop", limit: WIDTH, numbers: { hits: 3 } },
    ]);
  });

  it("does not count a quote that nobody has renewed", () => {
    const desk = held();
    const same = closingAt(1.5);

    for (let look = 0; look < 9; look += 1) expect(desk.timer(same)).toEqual([]);
    expect(desk.book.marks[0]?.stopHits).toBe(1);
  });

  it("does not count one quote again because a fill has changed the position", () => {
    const desk = held({ quantity: 1 });
    const same = closingAt(1.5);
    desk.market(same);

    desk.hold(aPosition({ quantity: 2 }));
    desk.market(same);

    expect(desk.book.marks[0]).toMatchObject({ stopHits: 1, pnlExecutable: expect.any(Number) });
    expect(desk.book.marks[0]?.pnlExecutable).toBeLessThan(-1_800_000);
  });

  it("starts again after a look that is not beyond it", () => {
    const desk = held();
    desk.market(closingAt(1.5));
    desk.market(closingAt(1.5));
    desk.market(closingAt(1.0));

    expect(desk.market(closingAt(1.5))).toEqual([]);
    expect(desk.book.marks[0]?.stopHits).toBe(1);
  });

  it.each(["stale", "crossed", "gap", "bad", "wide", "halted"] as const)(
    "waits while a leg is %s",
    (fault) => {
      const desk = held();
      for (let look = 0; look < 5; look += 1) {
        expect(desk.market(closingAt(1.5, { long: { fault } }))).toEqual([]);
      }
      expect(desk.book.marks[0]?.stopHits).toBe(0);
    },
  );

  it("takes the place of a target that waits at its price, after that is cancelled", () => {
    const desk = held();
    const resting = working(desk.market(closingAt(0.35)));
    desk.tell(resting);

    desk.market(closingAt(1.5));
    desk.market(closingAt(1.5));
    expect(desk.market(closingAt(1.5))).toMatchObject([
      { type: "cancelOpening", orderId: resting.id, why: "replaced" },
    ]);
    expect(desk.market(closingAt(1.5))).toEqual([]);
    desk.tell({ ...resting, state: "cancelled" });
    expect(reasons(desk.market(closingAt(1.5)))).toEqual(["stop"]);
  });
});

describe("the other ends of a position", () => {
  it("come when the underlying trades beyond the invalidation, not at it", () => {
    const desk = held();

    expect(desk.market(closingAt(0.7), 658)).toEqual([]);
    expect(desk.market(closingAt(0.7), 657.99)).toMatchObject([{ reason: "invalidation", limit: WIDTH }]);
  });

  it("come on both sides of a neutral plan", () => {
    const plan = aPlan({ invalidation: { above: usdE4(6_650_000), below: usdE4(6_600_000) } });

    expect(reasons(held({ plan }).market(closingAt(0.7), 665.01))).toEqual(["invalidation"]);
    expect(reasons(held({ plan }).market(closingAt(0.7), 659.99))).toEqual(["invalidation"]);
  });

  it("come with time even where nothing can be marked, no worse than the width", () => {
    const dark = aMarket({});
    const desk = held();

    expect(reasons(desk.at(374).timer(dark, null))).not.toContain("time");
    expect(desk.at(375).timer(dark, null)).toMatchObject([{ reason: "time", limit: WIDTH, dropped: [] }]);
  });

  it("come earlier at once when a person asks to be flat earlier", () => {
    const desk = held();
    desk.book = { ...desk.book, parameters: { ...desk.book.parameters, flatBeforeCloseMinutes: 60 } };

    expect(reasons(desk.at(331).timer(closingAt(0.5)))).toEqual(["time"]);
  });

  it("do not come after the close, when expiring contracts take no new order", () => {
    expect(held().at(391).timer(closingAt(0.3))).toEqual([]);
  });

  it("are tried again when the broker refuses, but not at once", () => {
    const desk = held();
    const refused = working(desk.at(376).timer(closingAt(0.5)));
    desk.tell({ ...refused, state: "rejected" });

    expect(desk.timer(closingAt(0.5))).toEqual([]);
    expect(reasons(desk.at(376.2).timer(closingAt(0.5)))).toEqual(["time"]);
  });

  it("close only what is left of a position that fills have partly closed", () => {
    const desk = held({ quantity: 3 });
    desk.hold(aPosition({ quantity: 2, opened: 3 }));

    expect(desk.market(closingAt(0.3))).toMatchObject([{ reason: "target", quantity: 2 }]);
  });

  it("take back what is left of the opening order, so that it does not fill on", () => {
    const rest = anOrder({ id: orderId(1, 0), quantity: 3, filled: 1, state: "partlyFilled" });
    const desk = new DeskOf({}, { orders: [rest], positions: [aPosition()] });

    expect(desk.market(closingAt(0.3))).toMatchObject([
      { type: "cancelOpening", orderId: rest.id, why: "replaced" },
      { type: "exit", reason: "target" },
    ]);
  });

  it("do not wait for a leg that lost its bid on the way: what cannot trade is sent anew without it", () => {
    const desk = held();
    const wingless = aMarket({ 10_660: aQuote(0.09, 0.1), 10_655: aQuote(null, 0.01) });
    const stuck = { ...working(desk.at(375).market(closingAt(0.7))), state: "working" as const };
    const legs = stuck.legs.map((leg) => ({ ...leg, ratio: -leg.ratio }));
    desk.tell({ ...stuck, legs });

    expect(desk.at(375 + 4 / 60).market(wingless)).toEqual([]);
    expect(desk.at(375 + 6 / 60).market(closingAt(0.7))).toEqual([]);
    expect(desk.market(wingless)).toMatchObject([
      { type: "cancelOpening", orderId: stuck.id, why: "replaced" },
    ]);
    expect(desk.market(wingless)).toEqual([]);
    desk.tell({ ...stuck, legs, state: "cancelled" });
    expect(desk.market(wingless)).toMatchObject([{ reason: "time", limit: WIDTH, dropped: [10_655] }]);
  });

  it("are not blocked by any halt", () => {
    const manual = { kind: "manual" as const, by: "trader-1", reason: "lunch", at: minute(1) };
    const emergency = { kind: "emergency" as const, vix: 60, at: minute(1) };
    const desk = new DeskOf({ halts: [manual, emergency] }, { positions: [aPosition()] });

    expect(reasons(desk.market(closingAt(0.3)))).toEqual(["target"]);
  });

  it("come for a position whose close was ordered before and is known only by its order", () => {
    const order = anOrder({ id: orderId(9, 0), purpose: "close", reason: "person" });
    const desk = new DeskOf({}, { orders: [order], positions: [aPosition({ closing: order.id })] });

    expect(desk.market(closingAt(0.3))).toEqual([]);
  });
});

describe("a close that the broker refused", () => {
  const refuse = (desk: DeskOf, out: readonly RiskEvent[]): void => {
    desk.tell({ ...working(out), state: "rejected" });
  };

  it("by the stop is due again after a while, although the market has gone back meanwhile", () => {
    const desk = held();
    for (const cost of [1.5, 1.51, 1.52]) {
      const out = desk.market(closingAt(cost));
      if (out.length > 0) refuse(desk, out);
    }
    expect(desk.at(60.08).market(closingAt(0.5))).toEqual([]);

    expect(desk.at(60.2).market(closingAt(0.5))).toMatchObject([
      { type: "exit", reason: "stop", limit: WIDTH },
    ]);
  });

  it("at the target is not: it was good at that price alone", () => {
    const desk = held();
    refuse(desk, desk.market(closingAt(0.35)));

    expect(desk.at(60.2).market(closingAt(0.5))).toEqual([]);
    expect(desk.at(60.3).market(closingAt(0.35))).toMatchObject([{ reason: "target" }]);
  });

  it("by the stop is due no more once a person has taken it back", () => {
    const desk = held();
    for (const cost of [1.5, 1.51, 1.52]) {
      const out = desk.market(closingAt(cost));
      if (out.length > 0) desk.tell({ ...working(out), state: "cancelled" });
    }

    expect(desk.at(61).market(closingAt(0.5))).toEqual([]);
  });
});
