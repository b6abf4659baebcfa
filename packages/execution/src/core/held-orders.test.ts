import { orderId, repairId, type BrokerLink } from "@smart0dte/domain";
import { aMarket, aQuote, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { isTickDue } from "./execution-step.ts";
import { CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const QUOTES = aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) });
const READY: BrokerLink = { state: "ready", why: "connected and compared" };
const DOWN: BrokerLink = { state: "notReady", why: "reset by peer" };
const UNSURE: BrokerLink = { state: "notReconciled", why: "positionByHand" };
const SECOND = orderId(3, 0);

const link = (desk: DeskOf, to: BrokerLink) => desk.feed({ kind: "brokerLink", link: to });
/** So many packages held, at a TWS whose way stands so now. */
function holding(now: BrokerLink, quantity = 1): DeskOf {
  const desk = new DeskOf({ broker: "tws" }).on(QUOTES);
  link(desk, READY);
  desk.approve({ quantity });
  desk.fill(OPENING, quantity);
  link(desk, now);
  return desk;
}

describe("an exit while the broker cannot be given orders", () => {
  it.each([DOWN, UNSURE])("is one order that says what it waits for, and no command: $state", (now) => {
    const desk = holding(now);

    expect(desk.exit(CLOSING, { reason: "stop" })).toMatchObject([
      { type: "orderChanged", order: { id: CLOSING, state: "approved" } },
      { type: "positionChanged", position: { closing: CLOSING } },
    ]);
    expect(desk.order(CLOSING).history.at(-1)?.note).toBe(`waits for the broker: ${now.why}`);
    expect(link(desk, { ...now, why: "another attempt" })).toEqual([]);
  });

  it("goes out once, as it was decided, as soon as the broker is ready", () => {
    const desk = holding(DOWN);
    desk.exit(CLOSING, { reason: "stop" });
    expect(link(desk, UNSURE)).toEqual([]);

    expect(link(desk, READY)).toMatchObject([
      { type: "orderChanged", order: { state: "journalled" } },
      { type: "orderCommand", action: "place", orderId: CLOSING, purpose: "close", limit: 50_000 },
    ]);
    expect(link(desk, READY)).toEqual([]);
    expect(desk.history(CLOSING)).toEqual(["intent", "approved", "journalled"]);
  });

  it.each(["person", "flatten"] as const)(
    "of a person (%s) waits for a connection alone, not for the books to agree",
    (reason) => {
      expect(holding(UNSURE).exit(CLOSING, { reason })).toHaveLength(3);

      const desk = holding(DOWN);
      expect(desk.exit(CLOSING, { reason })).toHaveLength(2);
      expect(link(desk, UNSURE)).toHaveLength(2);
    },
  );

  it("waits from the start where orders go to a TWS that was never heard of", () => {
    expect(new DeskOf({ broker: "tws" }).state.link.state).toBe("notReady");
    expect(new DeskOf().state.link.state).toBe("ready");
  });

  it("ends at once when it is taken back: nobody has it", () => {
    const desk = holding(DOWN);
    desk.exit(CLOSING);

    expect(desk.cancel(CLOSING, "replaced")).toMatchObject([
      { type: "orderChanged", order: { state: "cancelled" } },
      { type: "positionChanged", position: { closing: null } },
    ]);
    expect(desk.exit(SECOND)).toHaveLength(2);
  });

  it("does not go out for more than is held by then: risk asks anew", () => {
    const desk = holding(READY, 2);
    desk.exit(CLOSING);
    desk.tell(CLOSING, { kind: "cancelled", why: "asked" });
    link(desk, DOWN);
    desk.exit(SECOND);

    desk.fill(CLOSING, 1);

    expect(desk.order(SECOND).state).toBe("cancelled");
    expect(desk.position()).toMatchObject({ quantity: 1, closing: null });
    expect(link(desk, READY)).toEqual([]);
  });

  it("ends with the day, and leaves after the close no more", () => {
    const desk = holding(DOWN);
    desk.exit(CLOSING);
    desk.at(390);
    expect(link(desk, READY)).toEqual([]);

    desk.settle(663);
    expect(desk.order(CLOSING).state).toBe("expired");
  });
});

describe("a close that works while an earlier one fills late", () => {
  it("is taken back where it would close more than is held", () => {
    const desk = holding(READY, 2);
    desk.exit(CLOSING);
    desk.tell(CLOSING, { kind: "cancelled", why: "asked" });
    desk.exit(SECOND);
    desk.tell(SECOND, { kind: "working" });

    expect(desk.fill(CLOSING, 1)).toContainEqual(
      expect.objectContaining({ type: "orderCommand", action: "cancel", orderId: SECOND }),
    );
  });
});

describe("orphan legs while the broker cannot be given orders", () => {
  it("wait for it, asking nothing meanwhile, and are repaired as soon as it is ready", () => {
    const desk = new DeskOf({ broker: "tws" }).on(QUOTES);
    link(desk, READY);
    desk.approve();
    desk.orphan(OPENING, { 10_660: -1 });
    link(desk, DOWN);
    desk.tell(OPENING, { kind: "cancelled", why: "asked" });

    expect(desk.state.strandings[0]?.orphan).toMatchObject({
      state: "waiting",
      why: "waits for the broker: reset by peer",
    });
    expect(desk.at(62).tick()).toEqual([]);
    expect(isTickDue(desk.state, minute(63))).toBe(false);

    link(desk, READY);
    expect(desk.order(repairId(OPENING, 1)).state).toBe("journalled");
  });
});
