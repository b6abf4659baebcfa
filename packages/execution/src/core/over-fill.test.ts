import { executionId, repairId, usdE4 } from "@smart0dte/domain";
import { aLeg, aMarket, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const QUOTES = aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) });
/** Closes for a debit of 0.30. */
const CHEAP = { 10_660: 0.4, 10_655: 0.1 };

const placed = (quantity = 1): DeskOf => {
  const desk = new DeskOf().on(QUOTES);
  desk.approve({ quantity });
  return desk;
};
const closing = (): DeskOf => {
  const desk = placed();
  desk.fill(OPENING, 1);
  desk.exit(CLOSING);
  return desk;
};
const over = { type: "fill", isBeyondOrder: true };

describe("a broker that trades more than was ordered", () => {
  it("leaves packages that nobody ordered in the position, at what they cost, marked as such", () => {
    const desk = placed();

    expect(desk.fill(OPENING, 3)).toMatchObject([
      { type: "fill", executionId: executionId(OPENING, 1), quantity: 1, fees: 14_200 },
      { type: "orderChanged", order: { state: "filled", filled: 1 } },
      { type: "positionChanged", position: { quantity: 1 } },
      {
        ...over,
        executionId: `${executionId(OPENING, 1)}+beyond`,
        quantity: 0,
        price: -12_000,
        fees: 28_400,
      },
      { type: "orphanChanged", orphan: { state: "resolved" } },
      {
        type: "positionChanged",
        position: { quantity: 3, opened: 3, cash: 1_800_000, openCost: -1_800_000 },
      },
    ]);
    expect(desk.position()).toMatchObject({ fees: 42_600, residual: [] });
  });

  it("does so of an order that is full or ended already", () => {
    const full = placed();
    full.fill(OPENING, 1);
    expect(full.fill(OPENING, 1)).toMatchObject([over, {}, {}]);
    expect(full.position().quantity).toBe(2);

    const ended = placed();
    ended.tell(OPENING, { kind: "cancelled", why: "asked" });
    ended.fill(OPENING, 2);
    expect(ended.position().quantity).toBe(2);
    expect(ended.order(OPENING)).toMatchObject({ state: "filled", filled: 1 });
  });

  it("is booked once however often it tells the same", () => {
    const desk = placed();
    desk.fill(OPENING, 3);
    const before = desk.state;
    const [first = executionId(OPENING, 0)] = before.executions;
    const event = {
      kind: "fill",
      executionId: first,
      quantity: 3,
      legs: [],
      price: usdE4(0),
      fees: usdE4(0),
    };

    expect(desk.tell(OPENING, event as never)).toEqual([]);
    expect(desk.state).toEqual(before);
  });

  it("and closes too much leaves the package reversed, which is closed by an order of its own", () => {
    const desk = closing();

    expect(desk.fill(CLOSING, 2, CHEAP)).toContainEqual(expect.objectContaining(over));
    expect(desk.position()).toMatchObject({
      quantity: 0,
      closedAt: null,
      residual: [
        { leg: aLeg(660, "P", -1), quantity: 1 },
        { leg: aLeg(655, "P", 1), quantity: -1 },
      ],
    });
    expect(desk.order(repairId(CLOSING, 1))).toMatchObject({
      purpose: "close",
      reason: "orphan",
      legs: [aLeg(660, "P", -1), aLeg(655, "P", 1)],
    });

    desk.fill(repairId(CLOSING, 1), 1, CHEAP);
    expect(desk.position()).toMatchObject({ quantity: 0, residual: [], openCost: 0, cash: 300_000 });
    expect(desk.position().closedAt).not.toBeNull();
  });

  it("is told of legs alone too, across several executions", () => {
    const desk = placed();
    desk.orphan(OPENING, { 10_660: -1 });
    expect(desk.orphan(OPENING, { 10_655: 1 })[0]).not.toHaveProperty("isBeyondOrder");

    expect(desk.orphan(OPENING, { 10_660: -1 })[0]).toMatchObject(over);
    expect(desk.position()).toMatchObject({
      quantity: 1,
      residual: [{ leg: aLeg(660, "P", -1), quantity: -1 }],
    });
  });

  it("is not one whose package comes late after one of its legs alone, until that makes more than was ordered", () => {
    const desk = placed(2);
    desk.orphan(OPENING, { 10_660: -1 });
    expect(desk.fill(OPENING, 1)[0]).not.toHaveProperty("isBeyondOrder");
    expect(desk.fill(OPENING, 1)[0]).toMatchObject(over);
  });
});
