import { orderId, repairId, usdE4, type OrphanPolicy } from "@smart0dte/domain";
import { aLeg, aMarket, aPlan, aQuote, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { isTickDue } from "./execution-step.ts";
import { anotherPlan, CLOSING, DeskOf, OPENING } from "./testing/desk-of.ts";

const REPAIR = repairId(OPENING, 1);
const QUOTES = aMarket({ 10_660: aQuote(0.93, 0.95), 10_655: aQuote(0.29, 0.31) });
const SHORT = { 10_660: -1 };

const desk = (policy: OrphanPolicy = "reverse", bound = 100): DeskOf => {
  const made = new DeskOf().on(QUOTES);
  made.set({ orphanPolicy: policy, orphanLossBoundUsd: bound });
  made.approve({ quantity: 2 });
  made.tell(OPENING, { kind: "working" });
  return made;
};
/** The short leg of one package trades alone, and what is left of the order goes. */
const stranded = (...rules: Parameters<typeof desk>): DeskOf => {
  const made = desk(...rules);
  made.orphan(OPENING, SHORT);
  made.tell(OPENING, { kind: "cancelled", why: "asked" });
  return made;
};
const stateOf = (made: DeskOf) => made.state.strandings[0]?.orphan.state;

describe("legs that traded without the rest of their package", () => {
  it("are in the book at once, at what they cost, and their order is taken back", () => {
    const made = desk();

    expect(made.orphan(OPENING, SHORT)).toMatchObject([
      {
        type: "fill",
        orderId: OPENING,
        quantity: 0,
        price: -9_100,
        legs: [{ instrument: 10_660, quantity: -1 }],
      },
      { type: "orderChanged", order: { state: "cancelRequested", filled: 0 } },
      { type: "orderCommand", action: "cancel", orderId: OPENING },
      { type: "orphanChanged", orphan: { ticker: "SPY", state: "waiting", legs: [{ quantity: -1 }] } },
      {
        type: "positionChanged",
        position: {
          quantity: 0,
          cash: 910_000,
          openCost: -910_000,
          fees: 7_000,
          closedAt: null,
          residual: [{ leg: aLeg(660, "P", -1), quantity: -1 }],
        },
      },
      {
        type: "orphanChanged",
        orphan: { state: "waiting", why: "the rest of its order is taken back first" },
      },
    ]);
  });

  it("take back every opening of their ticker", () => {
    const made = desk();
    const other = orderId(7, 0);
    made.approve({ orderId: other, plan: anotherPlan(7) });
    made.orphan(OPENING, SHORT);

    expect(made.order(other).state).toBe("cancelRequested");
  });

  it("told twice are booked once", () => {
    const made = desk();
    made.orphan(OPENING, SHORT);
    const again = made.state;
    const event = { kind: "orphan", executionId: again.executions[0] ?? "", legs: [], fees: 0 };

    expect(made.tell(OPENING, event as never)).toEqual([]);
  });

  it.each([
    ["of another package", { 10_650: 1 }],
    ["in the other direction", { 10_660: 1 }],
  ])("%s are a bug", (_what, traded) => {
    expect(() => desk().orphan(OPENING, traded as Record<number, number>)).toThrow("not of their order");
  });

  it("are repaired by an order of their own once their order is over, and not before", () => {
    const made = desk();
    made.orphan(OPENING, SHORT);

    expect(made.tell(OPENING, { kind: "cancelled", why: "asked" })).toMatchObject([
      { type: "orderChanged", order: { id: OPENING, state: "cancelled" } },
      {
        type: "orderChanged",
        order: { id: REPAIR, purpose: "close", reason: "orphan", state: "journalled" },
      },
      {
        type: "orderCommand",
        action: "place",
        orderId: REPAIR,
        purpose: "close",
        legs: [aLeg(660, "P", 1)],
        quantity: 1,
        limit: 19_100,
      },
      { type: "orphanChanged", orphan: { state: "repairing", why: `by ${REPAIR}` } },
    ]);
  });

  it("that are reversed leave nothing but what it cost", () => {
    const made = stranded();
    made.at(61).fill(REPAIR, 1, { 10_660: 0.95 });

    expect(made.position()).toMatchObject({
      quantity: 0,
      opened: 0,
      cash: 910_000 - 950_000,
      openCost: 0,
      closedAt: minute(61),
      residual: [],
    });
    expect(stateOf(made)).toBe("resolved");
  });

  it("that are completed are a package at what both fills cost", () => {
    const made = stranded("complete");
    made.fill(REPAIR, 1, { 10_655: 0.35 });

    expect(made.position()).toMatchObject({
      quantity: 1,
      opened: 1,
      cash: 560_000,
      openCost: -560_000,
      closedAt: null,
      residual: [],
    });
    expect(stateOf(made)).toBe("resolved");
  });

  it("whose rest comes late after all become a package without a repair", () => {
    const made = desk();
    made.orphan(OPENING, SHORT);
    made.orphan(OPENING, { 10_655: 1 });

    expect(made.position()).toMatchObject({ quantity: 1, openCost: -600_000, residual: [] });
    expect(stateOf(made)).toBe("resolved");
    expect(made.tell(OPENING, { kind: "cancelled", why: "asked" })).toHaveLength(1);
  });

  it("that are hedged stay, and nothing opens, until a person chooses to reverse them", () => {
    const legs = [aLeg(660, "P", -1), aLeg(655, "P", 1), aLeg(670, "C", -1), aLeg(675, "C", 1)];
    const made = new DeskOf().on(QUOTES);
    made.set({ orphanPolicy: "hedge" });
    made.approve({ plan: aPlan({ legs }) });
    made.orphan(OPENING, SHORT);
    made.tell(OPENING, { kind: "cancelled", why: "asked" });
    made.fill(REPAIR, 1, { 10_655: 0.31 });
    expect(made.position()).toMatchObject({ quantity: 0, openCost: -600_000, closedAt: null });

    made.at(61).tick();
    expect(stateOf(made)).toBe("held");
    expect(made.at(62).set({ orphanPolicy: "reverse" })).toHaveLength(3);
    expect(made.order(repairId(OPENING, 2)).legs).toEqual([aLeg(660, "P", 1), aLeg(655, "P", -1)]);
  });

  it("are one position with the packages that traded whole, which keep their cost", () => {
    const made = desk();
    made.fill(OPENING, 1);
    made.orphan(OPENING, SHORT);
    expect(made.position()).toMatchObject({ quantity: 1, openCost: -600_000 - 910_000 });

    made.tell(OPENING, { kind: "cancelled", why: "asked" });
    made.fill(REPAIR, 1, { 10_660: 0.95 });
    expect(made.position()).toMatchObject({ quantity: 1, openCost: -600_000, residual: [] });
  });

  it("beyond the bound wait for a person, and go as soon as the person allows it", () => {
    const made = stranded("reverse", 3);
    expect(stateOf(made)).toBe("held");

    expect(made.set({ orphanLossBoundUsd: 4 })).toEqual([]);
    made.at(61).tick();
    expect(made.order(REPAIR)).toMatchObject({ limit: 9_500, state: "journalled" });
  });

  it("without a market wait for one, judged once a second and said once", () => {
    const made = desk();
    made.orphan(OPENING, SHORT);
    made.on(aMarket({})).tell(OPENING, { kind: "cancelled", why: "asked" });
    expect(isTickDue(made.state, minute(60))).toBe(false);
    expect(isTickDue(made.state, minute(60.5))).toBe(true);

    expect(made.at(60.5).tick()).toEqual([]);
    expect(made.on(QUOTES).at(61).tick()).toHaveLength(3);
    expect(isTickDue(made.state, minute(300))).toBe(false);
  });

  it("are repaired anew a while after the broker refused, by an order of another name", () => {
    const made = stranded();
    made.tell(REPAIR, { kind: "rejected", why: "no" });
    expect(made.at(60.05).tick()).toEqual([]);

    made.at(60.1).tick();
    expect(made.order(repairId(OPENING, 2)).state).toBe("journalled");
  });

  it("of a close are closed too, and its packages' cost stays until they are", () => {
    const made = new DeskOf().on(QUOTES);
    made.set({ orphanPolicy: "complete", orphanLossBoundUsd: 0 });
    made.approve();
    made.fill(OPENING, 1);
    made.exit(CLOSING);
    made.orphan(CLOSING, { 10_655: -1 });
    expect(made.position()).toMatchObject({
      quantity: 0,
      openCost: -910_000,
      cash: 910_000,
      closedAt: null,
      residual: [{ leg: aLeg(660, "P", -1), quantity: -1 }],
    });

    made.tell(CLOSING, { kind: "cancelled", why: "asked" });
    made.fill(repairId(CLOSING, 1), 1, { 10_660: 0.95 });
    expect(made.position()).toMatchObject({
      quantity: 0,
      openCost: 0,
      cash: -40_000,
      residual: [],
      closing: null,
    });
    expect(made.position().closedAt).not.toBeNull();
  });

  it("beyond the bound go all the same once risk wants a flat book", () => {
    const made = stranded("reverse", 3);
    expect(stateOf(made)).toBe("held");

    made.at(61).feed({ kind: "flatten", isFlattening: true });

    expect(made.order(REPAIR)).toMatchObject({ legs: [aLeg(660, "P", 1)], limit: 9_800 });
  });

  it("that a person was to decide about go when their position would have been closed by time", () => {
    const made = stranded("reverse", 3);
    made.at(374).tick();
    expect(stateOf(made)).toBe("held");

    made.at(375).tick();
    expect(made.order(REPAIR)).toMatchObject({ reason: "orphan", limit: 9_800 });
  });

  it("that are being repaired another way are reversed instead when the book is to be flat", () => {
    const made = stranded("complete");
    expect(made.order(REPAIR).legs).toEqual([aLeg(655, "P", 1)]);

    made.at(61).feed({ kind: "flatten", isFlattening: true });
    expect(made.order(REPAIR).state).toBe("cancelRequested");
    made.at(61.2).tell(REPAIR, { kind: "cancelled", why: "asked" });

    expect(made.order(repairId(OPENING, 2)).legs).toEqual([aLeg(660, "P", 1)]);
    expect(made.at(62).tick()).toEqual([]);
    expect(made.order(repairId(OPENING, 2)).state).toBe("journalled");
  });

  it("end with the day", () => {
    const made = stranded("reverse", 3);
    made.settle(659);

    expect(made.position()).toMatchObject({ residual: [], openCost: 0, cash: 910_000 - 1_000_000 });
    expect(stateOf(made)).toBe("resolved");
    expect(made.state.tickAt).toBeNull();
  });

  it("of two orders that offset each other are nothing to settle, and their position is closed with them", () => {
    const made = desk();
    made.fill(OPENING, 1);
    made.exit(CLOSING);
    made.orphan(CLOSING, { 10_655: -1 });
    made.orphan(OPENING, SHORT);
    made.tell(OPENING, { kind: "cancelled", why: "asked" });
    // given up, it fills all the same: the short leg of the opening is bought back twice
    made.tell(REPAIR, { kind: "cancelled", why: "so" });
    made.at(61).tick();
    for (const late of [REPAIR, repairId(OPENING, 2)]) made.fill(late, 1, { 10_660: 0.95 });
    expect(made.position()).toMatchObject({ quantity: 0, residual: [], closedAt: null });

    expect(made.settle(659).filter(({ type }) => type === "exercised")).toEqual([]);
    expect(made.position()).toMatchObject({ openCost: 0, closedAt: minute(390) });
    expect(made.settle(659)).toEqual([]);
  });

  it("take the limit of a repair from the parameters in force, defaults where a journal knows none", () => {
    const old = new DeskOf({ parameters: {} as never });

    expect(old.state.parameters).toMatchObject({ orphanPolicy: "reverse", orphanLossBoundUsd: 100 });
    expect(usdE4(old.state.parameters.orphanLossBoundUsd)).toBe(100);
  });
});
