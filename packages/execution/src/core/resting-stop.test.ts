import { orderId, repairId, restingStopId, usdE4, type Parameters } from "@smart0dte/domain";
import { aLeg, aMarket, aPlan, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { stopPrices } from "./resting-stop.ts";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const STOP = restingStopId(OPENING, 1);
const NEXT = restingStopId(OPENING, 2);
const [SHORT, LONG] = aPlan().legs;

/** Two packages at the broker, on a market, with a stop at twice the way unless said otherwise. */
function aProtectedDesk(over: Partial<Parameters> = {}): DeskOf {
  const desk = new DeskOf().on(aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) }));
  desk.set({ restingStopReach: 2, ...over });
  desk.approve({ quantity: 2 });
  desk.fill(OPENING, 2);
  return desk;
}

const commandsOf = (out: ReturnType<DeskOf["feed"]>): readonly unknown[] =>
  out.flatMap((event) =>
    event.type === "orderCommand" ? [{ action: event.action, orderId: event.orderId }] : [],
  );

const endOf = (desk: DeskOf, id: typeof STOP): number => desk.order(id).history.at(-1)?.at ?? 0;

describe("a stop that rests at the broker", () => {
  it("is not placed unless it is asked for", () => {
    const desk = aProtectedDesk({ restingStopReach: 0 });

    expect(desk.state.orders.map(({ id }) => id)).toEqual([OPENING]);
    expect(desk.state.tickAt).toBeNull();
  });

  it("buys the short leg of what is held back from a price beyond the position's stop on", () => {
    const desk = aProtectedDesk();

    // the ask of 0.93 and twice the way from 0.60 to 1.48; limited a width of 5 beyond
    expect(desk.order(STOP)).toMatchObject({
      purpose: "close",
      reason: "restingStop",
      legs: [{ ...SHORT, ratio: 1 }],
      quantity: 2,
      trigger: 26_900,
      limit: 76_900,
      state: "journalled",
      validUntil: desk.state.close,
    });
    expect(desk.position()).toMatchObject({ quantity: 2, closing: null });
  });

  it("waits for the end of the opening, and is for all that opened", () => {
    const desk = new DeskOf().on(aMarket({}));
    desk.set({ restingStopReach: 1 });
    desk.approve({ quantity: 3 });
    desk.fill(OPENING, 1);
    expect(desk.state.orders).toHaveLength(1);

    desk.tell(OPENING, { kind: "expired", why: "so" });
    expect(desk.order(STOP)).toMatchObject({ quantity: 1 });
  });

  it("has no meaning for a debit package, whose short leg runs when it gains", () => {
    const desk = new DeskOf();
    desk.set({ restingStopReach: 2 });
    const legs = [aLeg(660, "P", 1), aLeg(655, "P", -1)];
    desk.approve({ plan: aPlan({ strategy: "putDebitVertical", legs, entryLimit: usdE4(6_000) }) });
    desk.fill(OPENING, 1);

    expect(desk.position().quantity).toBe(1);
    expect(desk.state.orders).toHaveLength(1);
  });

  it("rests on each short leg of an iron condor, and when one fills the other goes before the rest is closed", () => {
    const legs = [...aPlan().legs, aLeg(670, "C", -1), aLeg(675, "C", 1)];
    const quote = { bid: usdE4(2_900), ask: usdE4(3_100), at: aPlan().at };
    const desk = new DeskOf().on(
      aMarket({ 10_655: aQuote(0.29, 0.31), 670: aQuote(0.1, 0.11), 675: aQuote(0.04, 0.05) }),
    );
    desk.set({ restingStopReach: 2 });
    desk.approve({ plan: aPlan({ legs, quotes: [quote, quote, quote, quote] }) });
    desk.fill(OPENING, 1, { 10_660: 0.91, 10_655: 0.31, 670: 0.3, 675: 0.1 });
    expect([desk.order(STOP), desk.order(NEXT)].map(({ legs: [leg] }) => leg?.instrument)).toEqual([
      10_660, 670,
    ]);

    expect(commandsOf(desk.fill(STOP, 1, { 10_660: 2.7 }))).toEqual([{ action: "cancel", orderId: NEXT }]);
    expect(commandsOf(desk.tell(NEXT, { kind: "cancelled", why: "so" }))).toEqual([
      { action: "place", orderId: repairId(STOP, 1) },
    ]);
    expect(desk.order(repairId(STOP, 1)).legs.map(({ instrument, ratio }) => [instrument, ratio])).toEqual([
      [10_655, -1],
      [670, 1],
      [675, -1],
    ]);
  });

  it("is taken back when the parameter is set to 0, and placed again when it is not", () => {
    const desk = aProtectedDesk();
    expect(commandsOf(desk.set({ restingStopReach: 0 }))).toEqual([{ action: "cancel", orderId: STOP }]);
    desk.tell(STOP, { kind: "cancelled", why: "asked" });

    expect(commandsOf(desk.set({ restingStopReach: 3 }))).toEqual([{ action: "place", orderId: NEXT }]);
  });

  it("expires at the close with every other order", () => {
    const desk = aProtectedDesk();
    desk.settle(670);

    expect(desk.order(STOP).state).toBe("expired");
    expect(desk.position().quantity).toBe(0);
  });

  it("is placed again once the broker has ended it by itself, later each time", () => {
    const desk = aProtectedDesk().at(61);
    desk.tell(STOP, { kind: "rejected", why: "201" });
    expect(desk.state.orders).toHaveLength(2);
    expect(desk.state.tickAt).toBe(endOf(desk, STOP) + 5_000_000);

    desk.at(61.1);
    expect(commandsOf(desk.tick())).toEqual([{ action: "place", orderId: NEXT }]);
    desk.tell(NEXT, { kind: "cancelled", why: "by hand" });
    expect(desk.state.tickAt).toBe(endOf(desk, NEXT) + 10_000_000);
  });
});

describe("a close of a package under which a stop rests", () => {
  it("goes out once the broker has confirmed that the stop is gone, not before", () => {
    const desk = aProtectedDesk().at(90);
    desk.tell(STOP, { kind: "acknowledged" });

    expect(commandsOf(desk.exit(CLOSING))).toEqual([{ action: "cancel", orderId: STOP }]);
    expect(desk.order(CLOSING)).toMatchObject({ state: "approved", quantity: 2 });
    expect(desk.position().closing).toBe(CLOSING);
    // whether the wish has reached the broker is not known, so it is said again
    expect(commandsOf(desk.tell(STOP, { kind: "lost", why: "no answer" }))).toEqual([
      { action: "cancel", orderId: STOP },
    ]);
    expect(commandsOf(desk.tell(STOP, { kind: "cancelled", why: "asked" }))).toEqual([
      { action: "place", orderId: CLOSING },
    ]);
    expect(desk.history(CLOSING)).toEqual(["intent", "approved", "journalled"]);
  });

  it("goes back to risk where the stop has filled a part, and the leg that it left behind is sold", () => {
    const desk = aProtectedDesk().at(90);
    desk.exit(CLOSING);
    desk.fill(STOP, 1, { 10_660: 2.7 });
    expect(desk.order(CLOSING)).toMatchObject({ state: "cancelled" });

    expect(commandsOf(desk.tell(STOP, { kind: "cancelled", why: "asked" }))).toEqual([
      { action: "place", orderId: repairId(STOP, 1) },
    ]);
    expect(desk.order(repairId(STOP, 1))).toMatchObject({ legs: [{ ...LONG, ratio: -1 }], quantity: 1 });
    expect(desk.position()).toMatchObject({ quantity: 1, closing: null });
  });

  it("is not sent where the stop has closed all of it", () => {
    const desk = aProtectedDesk().at(90);
    desk.exit(CLOSING);

    expect(commandsOf(desk.fill(STOP, 2, { 10_660: 2.7 }))).toEqual([
      { action: "place", orderId: repairId(STOP, 1) },
    ]);
    expect(desk.order(CLOSING)).toMatchObject({ state: "cancelled" });
    expect(desk.position().closing).toBeNull();
  });

  it("may be taken back before it was sent, and the broker hears nothing of it", () => {
    const desk = aProtectedDesk().at(90);
    desk.exit(CLOSING);

    expect(commandsOf(desk.cancel(CLOSING))).toEqual([]);
    expect(desk.order(CLOSING).state).toBe("cancelled");
    // the stop was asked to go and does; then it is missed
    expect(commandsOf(desk.tell(STOP, { kind: "cancelled", why: "asked" }))).toEqual([
      { action: "place", orderId: NEXT },
    ]);
  });
});

describe("a stop that filled", () => {
  it("leaves the long leg to be sold as an orphan's, and nothing is held in the end", () => {
    const desk = aProtectedDesk().at(90);
    desk.fill(STOP, 2, { 10_660: 2.7 });

    expect(desk.position()).toMatchObject({
      quantity: 0,
      closedAt: null,
      residual: [{ leg: LONG, quantity: 2 }],
    });
    desk.fill(repairId(STOP, 1), 2, { 10_655: 1.5 });
    expect(desk.position()).toMatchObject({ quantity: 0, residual: [], closing: null });
    // 2 x (0.60 - 2.70 + 1.50) of 100 shares
    expect(desk.position().cash).toBe(usdE4(-1_200_000));
    expect(desk.position().closedAt).not.toBeNull();
  });

  it("that a cancel came too late for is booked, and what is bought too much is sold again", () => {
    const desk = aProtectedDesk().at(90);
    desk.exit(CLOSING);
    desk.tell(STOP, { kind: "cancelled", why: "asked" });
    desk.fill(CLOSING, 2);
    desk.fill(STOP, 2, { 10_660: 2.7 });

    expect(desk.order(repairId(STOP, 1))).toMatchObject({ legs: [{ ...SHORT, ratio: -1 }], quantity: 2 });
  });
});

describe("where a stop is triggered", () => {
  it("moves with the way to the position's stop", () => {
    const [leg] = aPlan().legs;
    const triggers = [1, 2, 3].map((reach) => leg && stopPrices(aPlan(), leg, reach)?.trigger);

    expect(triggers).toEqual([18_100, 26_900, 35_700]);
  });

  it("is nowhere without the leg's quote in the plan", () => {
    expect(stopPrices(aPlan(), aLeg(1, "P", -1), 2)).toBeNull();
  });
});

it("an order's name says what opened what it protects", () => {
  expect(restingStopId(orderId(7, 2), 3)).toBe("o-7-2-s3");
});
