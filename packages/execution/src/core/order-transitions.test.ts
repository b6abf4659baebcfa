import { ORDER_STATES, type OrderState } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { isOver, nextState, ORDER_TRANSITIONS, type OrderCause } from "./order-transitions.ts";

const CAUSES: readonly OrderCause[] = [
  "approve",
  "journal",
  "sent",
  "acknowledged",
  "working",
  "partFill",
  "fullFill",
  "replace",
  "replaced",
  "replaceRefused",
  "cancel",
  "cancelled",
  "rejected",
  "expired",
  "lost",
];

const walk = (...causes: readonly OrderCause[]): OrderState | string =>
  causes.reduce<OrderState | string>((state, cause) => {
    const next = nextState(state as OrderState, cause);
    return next.ok ? next.value : next.error.code;
  }, "intent");

describe("the life of an order", () => {
  it("goes from the intent to the fill", () => {
    expect(walk("approve", "journal", "sent", "acknowledged", "working", "partFill", "fullFill")).toBe(
      "filled",
    );
  });

  it("cannot be sent before it is journalled", () => {
    expect(walk("sent")).toBe("NOT_IN_TABLE");
    expect(walk("approve", "sent")).toBe("NOT_IN_TABLE");
  });

  it.each<[OrderState, OrderCause]>([
    ["intent", "cancel"],
    ["working", "approve"],
    ["journalled", "journal"],
  ])("refuses what is not listed: %s, %s", (state, cause) => {
    expect(nextState(state, cause)).toEqual({ ok: false, error: { code: "NOT_IN_TABLE", state, cause } });
  });

  it.each<[OrderState, OrderCause, OrderState]>([
    ["working", "acknowledged", "working"],
    ["partlyFilled", "working", "partlyFilled"],
    ["cancelRequested", "sent", "cancelRequested"],
    ["cancelRequested", "partFill", "cancelRequested"],
    ["cancelRequested", "fullFill", "filled"],
    ["unknown", "sent", "unknown"],
  ])("is not taken back by a late report: %s, %s", (state, cause, next) => {
    expect(nextState(state, cause)).toEqual({ ok: true, value: next });
  });

  it("asks for another limit only of an order that the broker has and that is to stay", () => {
    const asked = ORDER_STATES.filter((state) => nextState(state, "replace").ok);

    expect(asked).toEqual(["acknowledged", "working", "partlyFilled"]);
    for (const state of asked) expect(nextState(state, "replace")).toEqual({ ok: true, value: state });
  });

  it("hears the answer about a limit wherever an order may be by then, and it moves nothing", () => {
    for (const cause of ["replaced", "replaceRefused"] as const) {
      const heard = ORDER_STATES.filter((state) => nextState(state, cause).ok);
      expect(heard).toEqual(ORDER_STATES.slice(ORDER_STATES.indexOf("acknowledged")));
      for (const state of heard) expect(ORDER_TRANSITIONS[state][cause]).toBe(state);
    }
  });

  it("stays filled whatever the broker trades beyond it", () => {
    for (const cause of ["partFill", "fullFill"] as const)
      expect(nextState("filled", cause)).toEqual({ ok: true, value: "filled" });
  });

  it.each<OrderState>(["cancelled", "rejected", "expired"])("books a fill that is told after %s", (state) => {
    expect(nextState(state, "partFill")).toEqual({ ok: true, value: state });
    expect(nextState(state, "fullFill")).toEqual({ ok: true, value: "filled" });
  });

  it("leaves an order that is over only by a fill that completes it", () => {
    for (const state of ORDER_STATES.filter(isOver)) {
      for (const cause of CAUSES.filter((one) => one !== "fullFill")) {
        expect([undefined, state]).toContain(ORDER_TRANSITIONS[state][cause]);
      }
    }
  });

  it("never ends without a report: whatever is not over can still fill, be cancelled, rejected, expire or be lost", () => {
    const alive = ORDER_STATES.filter(
      (state) => !isOver(state) && state !== "intent" && state !== "approved",
    );
    for (const state of alive) {
      expect(ORDER_TRANSITIONS[state]).toMatchObject({
        cancel: "cancelRequested",
        fullFill: "filled",
        cancelled: "cancelled",
        rejected: "rejected",
        expired: "expired",
        lost: "unknown",
      });
    }
  });

  it("reaches every state", () => {
    const reached = new Set(Object.values(ORDER_TRANSITIONS).flatMap((row) => Object.values(row)));

    expect([...reached, "intent"].sort()).toEqual([...ORDER_STATES].sort());
  });

  it("does not take an unknown order for dead", () => {
    expect(isOver("unknown")).toBe(false);
  });
});
