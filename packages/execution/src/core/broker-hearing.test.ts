import { executionId, InvariantError, usdE4, type Order } from "@smart0dte/domain";
import { type aSessionStart } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { aFill, DeskOf, ENTRY, OPENING } from "./testing/desk-of.ts";

const placed = (quantity = 2, over: Partial<ReturnType<typeof aSessionStart>> = {}): DeskOf => {
  const desk = new DeskOf(over);
  desk.approve({ quantity });
  return desk;
};
const first = (order: Order, quantity = 1) => aFill(order, quantity, { prices: ENTRY, n: 1 });

describe("a broker's report", () => {
  it("moves the order on, with its time", () => {
    const desk = placed();
    desk.at(61).tell(OPENING, { kind: "sent" });
    desk.tell(OPENING, { kind: "acknowledged" });

    expect(desk.at(62).tell(OPENING, { kind: "working" })).toMatchObject([
      { type: "orderChanged", order: { state: "working" } },
    ]);
    expect(desk.history(OPENING).slice(2)).toEqual(["journalled", "sent", "acknowledged", "working"]);
  });

  it("told again or late says nothing", () => {
    const desk = placed();
    desk.tell(OPENING, { kind: "working" });

    expect(desk.tell(OPENING, { kind: "working" })).toEqual([]);
    expect(desk.tell(OPENING, { kind: "acknowledged" })).toEqual([]);
    expect(desk.history(OPENING).at(-1)).toBe("working");
  });

  it.each(["cancelled", "rejected", "expired"] as const)(
    "%s ends the order with the broker's reason",
    (kind) => {
      const desk = placed();

      expect(desk.tell(OPENING, { kind, why: "no margin" })).toMatchObject([{ order: { state: kind } }]);
      expect(desk.order(OPENING).history.at(-1)?.note).toBe("no margin");
    },
  );

  it("about an order that nobody made is loud", () => {
    expect(() => new DeskOf().tell(OPENING, { kind: "working" })).toThrow(InvariantError);
  });

  it("lost leaves the order in doubt until the broker answers", () => {
    const desk = placed();
    desk.tell(OPENING, { kind: "lost", why: "connection" });

    expect(desk.order(OPENING).state).toBe("unknown");
    desk.tell(OPENING, { kind: "working" });
    expect(desk.order(OPENING).state).toBe("working");
  });
});

describe("a fill", () => {
  it("is said first, then the order, then the position", () => {
    expect(placed(1).fill(OPENING, 1)).toMatchObject([
      { type: "fill", orderId: OPENING, purpose: "open", quantity: 1, price: -6_000, fees: 14_200 },
      { type: "orderChanged", order: { state: "filled", filled: 1 } },
      { type: "positionChanged", position: { quantity: 1, cash: 600_000 } },
    ]);
  });

  it("of a part leaves the order partly filled, however often", () => {
    const desk = placed(3);
    desk.fill(OPENING, 1);

    expect(desk.fill(OPENING, 1)).toMatchObject([
      { type: "fill" },
      { type: "orderChanged", order: { state: "partlyFilled", filled: 2 } },
      { type: "positionChanged", position: { quantity: 2, opened: 2 } },
    ]);
    expect(desk.history(OPENING).filter((state) => state === "partlyFilled")).toHaveLength(1);
  });

  it("told twice is booked once", () => {
    const desk = placed(2);
    const event = first(desk.order(OPENING));
    desk.tell(OPENING, event);
    const { state } = desk;

    expect(desk.tell(OPENING, event)).toEqual([]);
    expect(desk.state).toEqual(state);
  });

  it("wins against a cancel that is only asked for", () => {
    const desk = placed(1);
    desk.cancel(OPENING);
    desk.fill(OPENING, 1);

    expect(desk.order(OPENING).state).toBe("filled");
    expect(desk.tell(OPENING, { kind: "cancelled", why: "asked" })).toEqual([]);
  });

  it.each(["cancelled", "rejected", "expired", "lost"] as const)("after %s is booked", (kind) => {
    const desk = placed(2);
    desk.tell(OPENING, { kind, why: "so" });

    desk.fill(OPENING, 1);

    expect(desk.order(OPENING).filled).toBe(1);
    expect(desk.position()).toMatchObject({ quantity: 1, cash: 600_000 });
  });

  it("that completes an order after its end is noted with it", () => {
    const desk = placed(1);
    desk.tell(OPENING, { kind: "cancelled", why: "asked" });
    desk.fill(OPENING, 1);

    expect(desk.order(OPENING).history.at(-1)).toMatchObject({
      state: "filled",
      note: `${executionId(OPENING, 1)} came after cancelled`,
    });
  });

  it.each<[string, (order: Order) => Partial<ReturnType<typeof first>>]>([
    ["not whole packages", () => ({ quantity: 0.5 })],
    ["not whole packages", () => ({ quantity: 0 })],
    ["a leg is missing", (order) => aFill(order, 1, { prices: { 10_660: 0.91 }, n: 1 })],
    ["a leg twice", (order) => ({ legs: [...first(order).legs, ...first(order).legs] })],
    [
      "a leg in another number",
      (order) => ({ legs: first(order).legs.map((leg) => ({ ...leg, quantity: 1 })) }),
    ],
    [
      "a leg of another package",
      (order) => ({ legs: first(order).legs.map((leg) => ({ ...leg, instrument: leg.instrument + 1 })) }),
    ],
    ["legs do not add up to the package", () => ({ price: usdE4(-6_001) })],
    ["not money", () => ({ fees: usdE4(-1) })],
  ])("that is not of its order is a bug: %s", (why, wrong) => {
    const desk = placed(2);
    const order = desk.order(OPENING);

    expect(() => desk.tell(OPENING, { ...first(order), ...wrong(order) })).toThrow(why);
  });

  it.each([
    ["modelled", { provenance: { src: "recorded", options: "modelled" } }],
    ["quoted", { mode: "paper", provenance: { src: "live", options: "quoted" } }],
    ["broker", { mode: "paper", broker: "tws", provenance: { src: "live", options: "quoted" } }],
    ["broker", { mode: "live", broker: "tws", provenance: { src: "live", options: "quoted" } }],
  ] as const)("of this run is %s", (how, over) => {
    expect(placed(1, over).fill(OPENING, 1)).toMatchObject([{ how }, {}, {}]);
  });
});
