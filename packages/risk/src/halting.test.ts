import { executionId, orderId, positionId, usdE4, type Fill } from "@smart0dte/domain";
import { aCommand, aMarket, anOrder, aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { DeskOf } from "./testing/desk-of.ts";

const ORDER = orderId(1, 0);
const aFill = (over: Partial<Fill> = {}): Fill => ({
  type: "fill",
  at: minute(61),
  executionId: executionId(ORDER, 1),
  orderId: ORDER,
  positionId: positionId(ORDER),
  purpose: "open",
  quantity: 0,
  legs: [],
  price: usdE4(-6_000),
  fees: usdE4(0),
  quality: { toPlacedMid: null, toFillMid: null, toPlan: null, sinceIntent: 0 },
  how: "broker",
  ...over,
});
const tell = (desk: DeskOf, fill: Fill) => desk.feed({ kind: "execution", event: fill });

describe("a fill of more than was ordered", () => {
  it("halts, takes every opening back, and refuses with its order's name until a person resumes", () => {
    const working = anOrder({ id: orderId(5, 0) });
    const desk = new DeskOf({}, { orders: [working] });

    expect(tell(desk, aFill({ isBeyondOrder: true }))).toMatchObject([
      { type: "halted", cause: { kind: "overFilled", orderId: ORDER } },
      { type: "cancelOpening", orderId: working.id, why: "halt" },
    ]);
    expect(desk.feed({ kind: "plan", plan: aPlan(), quoteOf: aMarket({}) })).toMatchObject([
      { type: "refused", code: "HALTED", numbers: { cause: "overFilled", order: ORDER } },
    ]);

    const resume = aCommand({ kind: "resume", reason: "compared" });
    expect(desk.feed({ kind: "command", command: resume, quoteOf: aMarket({}) })).toMatchObject([
      { type: "resumed", cleared: ["overFilled"] },
      { type: "commandDone" },
    ]);
    expect(desk.book.halts).toEqual([]);
  });

  it("halts once while it stands, and again for what comes after a person has resumed", () => {
    const desk = new DeskOf();
    tell(desk, aFill({ isBeyondOrder: true }));
    expect(tell(desk, aFill({ isBeyondOrder: true }))).toEqual([]);
    desk.feed({
      kind: "command",
      command: aCommand({ kind: "resume", reason: "compared" }),
      quoteOf: aMarket({}),
    });

    expect(tell(desk, aFill({ isBeyondOrder: true }))).toMatchObject([{ type: "halted" }]);
  });

  it("is not what any other fill is", () => {
    expect(tell(new DeskOf(), aFill())).toEqual([]);
  });
});
