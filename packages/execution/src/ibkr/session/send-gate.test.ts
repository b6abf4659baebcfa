import { orderId, usdE4, type OrderCommand } from "@smart0dte/domain";
import { aPlan, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import type { SessionState } from "./session-state.ts";
import { permits } from "./send-gate.ts";

const cancel: OrderCommand = {
  type: "orderCommand",
  action: "cancel",
  at: minute(60),
  orderId: orderId(1, 0),
};
const place = (purpose: "open" | "close"): OrderCommand => ({
  type: "orderCommand",
  action: "place",
  at: minute(60),
  orderId: orderId(1, 0),
  purpose,
  legs: aPlan().legs,
  quantity: 1,
  limit: usdE4(-6_000),
  validUntil: minute(120),
});
const beat = { heardAt: 0, askedAt: null };
const ready: SessionState = { state: "ready", since: 0, beat };
const synchronising: SessionState = {
  state: "synchronising",
  since: 0,
  link: "up",
  beat,
  retryAt: null,
  again: false,
};
const halfOpen: SessionState = { state: "halfOpen", since: 0, link: "up" };

describe("what may go out", () => {
  it.each([
    ["opening", ready, { isReconciled: true, isArmed: true }, place("open"), "desk", null],
    [
      "opening disarmed",
      ready,
      { isReconciled: true, isArmed: false },
      place("open"),
      "desk",
      "LIVE_NOT_ARMED",
    ],
    ["exit disarmed", ready, { isReconciled: true, isArmed: false }, place("close"), "desk", null],
    [
      "exit unreconciled",
      ready,
      { isReconciled: false, isArmed: true },
      place("close"),
      "desk",
      "NOT_RECONCILED",
    ],
    [
      "a person's close unreconciled",
      ready,
      { isReconciled: false, isArmed: false },
      place("close"),
      "person",
      null,
    ],
    [
      "a person's close while comparing",
      synchronising,
      { isReconciled: false, isArmed: false },
      place("close"),
      "person",
      null,
    ],
    [
      "a person's opening while comparing",
      synchronising,
      { isReconciled: false, isArmed: true },
      place("open"),
      "person",
      "SESSION_NOT_READY",
    ],
    [
      "a cancel while comparing",
      synchronising,
      { isReconciled: false, isArmed: false },
      cancel,
      "desk",
      null,
    ],
    [
      "a person's close half open",
      halfOpen,
      { isReconciled: true, isArmed: true },
      place("close"),
      "person",
      "SESSION_NOT_READY",
    ],
  ] as const)("%s", (_what, session, gate, command, sender, problem) => {
    const answer = permits({ session, ...gate }, command, sender);

    expect(answer.ok ? null : answer.error.code).toBe(problem);
  });
});
