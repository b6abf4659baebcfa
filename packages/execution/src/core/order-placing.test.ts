import { InvariantError, orderId, usdE4 } from "@smart0dte/domain";
import { aLeg, aPlan, aSession, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { anotherPlan, CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const opened = (quantity = 2): DeskOf => {
  const desk = new DeskOf();
  desk.approve({ quantity });
  desk.fill(OPENING, quantity);
  return desk;
};

describe("an approval", () => {
  it("becomes a journalled order and the command to place it, in this order", () => {
    const { legs, entryLimit: limit, validUntil } = aPlan();

    expect(new DeskOf().approve({ quantity: 3 })).toMatchObject([
      {
        type: "orderChanged",
        order: {
          id: OPENING,
          purpose: "open",
          reason: "entry",
          quantity: 3,
          filled: 0,
          state: "journalled",
          history: [{ state: "intent" }, { state: "approved" }, { state: "journalled" }],
        },
      },
      {
        type: "orderCommand",
        action: "place",
        purpose: "open",
        orderId: OPENING,
        legs,
        quantity: 3,
        limit,
        validUntil,
      },
    ]);
  });

  it("never outlives the close", () => {
    const plan = aPlan({ validUntil: minute(500) });

    expect(new DeskOf().approve({ plan })).toMatchObject([
      { order: { validUntil: aSession().close } },
      { validUntil: aSession().close },
    ]);
  });

  it("is carried out once", () => {
    const desk = new DeskOf();
    desk.approve();

    expect(() => desk.approve({ plan: anotherPlan(2) })).toThrow(InvariantError);
  });

  it("of nothing is a bug", () => {
    expect(() => new DeskOf().approve({ quantity: 0 })).toThrow(InvariantError);
  });
});

describe("an exit", () => {
  it("closes the whole package: the legs the other way round, until the close", () => {
    expect(opened().exit(CLOSING, { limit: usdE4(3_500), reason: "stop" })).toMatchObject([
      { type: "orderChanged", order: { purpose: "close", reason: "stop", state: "journalled", quantity: 2 } },
      { type: "positionChanged", position: { closing: CLOSING, quantity: 2 } },
      {
        type: "orderCommand",
        action: "place",
        legs: [aLeg(660, "P", 1), aLeg(655, "P", -1)],
        quantity: 2,
        limit: 3_500,
        validUntil: aSession().close,
      },
    ]);
  });

  it("leaves out the long legs that nobody bids for", () => {
    const out = opened().exit(CLOSING, { dropped: [10_655] });

    expect(out.at(-1)).toMatchObject({ legs: [aLeg(660, "P", 1)] });
  });

  it("is not given twice", () => {
    const desk = opened();
    desk.exit(CLOSING);

    expect(() => desk.exit(orderId(3, 0))).toThrow(InvariantError);
  });

  it("of more than is held is a bug", () => {
    expect(() => opened(2).exit(CLOSING, { quantity: 3 })).toThrow(InvariantError);
  });

  it("may be given anew when the broker did not take it", () => {
    const desk = opened();
    desk.exit(CLOSING);

    expect(desk.tell(CLOSING, { kind: "rejected", why: "no" })).toMatchObject([
      { type: "orderChanged", order: { state: "rejected" } },
      { type: "positionChanged", position: { closing: null, quantity: 2 } },
    ]);
    expect(desk.exit(orderId(3, 0))).toHaveLength(3);
  });
});

describe("a cancel", () => {
  it("asks the broker and waits for its word", () => {
    const desk = new DeskOf();
    desk.approve();
    desk.tell(OPENING, { kind: "working" });

    expect(desk.cancel(OPENING, "halt")).toMatchObject([
      { type: "orderChanged", order: { state: "cancelRequested" } },
      { type: "orderCommand", action: "cancel", orderId: OPENING },
    ]);
    expect(desk.order(OPENING).history.at(-1)).toMatchObject({ state: "cancelRequested", note: "halt" });
  });

  it("is asked for before the order is known to be sent: it may be on its way", () => {
    const desk = new DeskOf();
    desk.approve();

    expect(desk.cancel(OPENING)).toHaveLength(2);
    expect(desk.tell(OPENING, { kind: "sent" })).toEqual([]);
    expect(desk.order(OPENING).state).toBe("cancelRequested");
  });

  it("is not asked for twice", () => {
    const desk = new DeskOf();
    desk.approve();
    desk.cancel(OPENING);

    expect(desk.cancel(OPENING)).toEqual([]);
  });

  it("is asked for again when the order was lost meanwhile", () => {
    const desk = new DeskOf();
    desk.approve();
    desk.cancel(OPENING);
    desk.tell(OPENING, { kind: "lost", why: "connection" });

    expect(desk.cancel(OPENING)).toHaveLength(2);
  });

  it.each(["cancelled", "rejected", "expired"] as const)("of an order that is %s asks nothing", (kind) => {
    const desk = new DeskOf();
    desk.approve();
    desk.tell(OPENING, { kind, why: "so" });

    expect(desk.cancel(OPENING)).toEqual([]);
  });

  it("of a filled order asks nothing", () => {
    expect(opened().cancel(OPENING)).toEqual([]);
  });

  it("of an order that nobody made is a bug", () => {
    expect(() => new DeskOf().cancel(OPENING)).toThrow(InvariantError);
  });
});
