import { EXIT_REASONS, orderId, positionId, usdE4, type Exit, type OrderCommand } from "@smart0dte/domain";
import { anOrder, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { senderOf } from "./order-sender.ts";

const CLOSE: OrderCommand = {
  type: "orderCommand",
  action: "cancel",
  at: minute(60),
  orderId: orderId(9, 0),
};
const anExit = (over: Partial<Exit>): Exit => ({
  type: "exit",
  at: minute(60),
  positionId: positionId(orderId(1, 0)),
  orderId: orderId(9, 0),
  reason: "stop",
  limit: usdE4(1),
  quantity: 1,
  dropped: [],
  numbers: {},
  ...over,
});

describe("the sender of an order", () => {
  it.each(EXIT_REASONS)("is a person where one asked for the close: %s", (reason) => {
    const isPersons = reason === "person" || reason === "flatten";

    expect(senderOf(CLOSE, [anExit({ reason })])).toBe(isPersons ? "person" : "desk");
  });

  it.each([
    ["person", "person"],
    ["flatten", "person"],
    ["stop", "desk"],
  ] as const)("of an order that was held goes by its own reason: %s", (reason, sender) => {
    const order = anOrder({ id: CLOSE.orderId, purpose: "close", reason });
    expect(senderOf(CLOSE, [{ type: "orderChanged", at: minute(60), order }])).toBe(sender);
  });

  it("is the desk where a person's close is another order's", () => {
    expect(senderOf(CLOSE, [anExit({ reason: "person", orderId: orderId(9, 1) })])).toBe("desk");
  });
});
