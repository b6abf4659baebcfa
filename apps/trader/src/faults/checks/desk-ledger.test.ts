import { orderId, usdE4, type Decision, type OutsideInput } from "@smart0dte/domain";
import { aPlan, aSessionStart, minute } from "@smart0dte/domain/testing";
import type { JournalEntry } from "@smart0dte/storage/journal";
import { expect, it } from "vitest";
import { readDeskLedger } from "./desk-ledger.ts";
import type { PlacedOrder } from "./evidence.ts";

const input = (what: OutsideInput): JournalEntry => ({
  kind: "input",
  input: { seq: 1, at: minute(1), what },
});
const decision = (one: Decision, seq = 5): JournalEntry => ({ kind: "decision", seq, decision: one });
const START = input(aSessionStart({ broker: "tws", run: "demo-1" }));
const READY = input({ kind: "brokerLink", link: { state: "ready", why: "" } });
const at = minute(2);
const CAUSE = { kind: "manual", by: "somebody", reason: "", at } as const;
const PLACE: Decision = {
  type: "orderCommand",
  action: "place",
  at,
  orderId: orderId(5, 0),
  purpose: "open",
  legs: [],
  quantity: 1,
  limit: usdE4(1),
  validUntil: minute(9),
};
const APPROVED: Decision = {
  type: "approved",
  at,
  plan: aPlan(),
  orderId: orderId(5, 0),
  quantity: 1,
  boundedBy: "",
  sizes: {},
  by: "automation",
};
const automation = (to: string): Decision => ({
  type: "parametersChanged",
  at,
  by: "",
  reason: "",
  changes: [{ name: "automation", from: "AUTO", to }],
});
const placedAfter = (...before: readonly JournalEntry[]): PlacedOrder | undefined =>
  readDeskLedger([START, ...before, decision(APPROVED), decision(PLACE)]).placed[0];

it("an order is noted with how things stood when it was decided", () => {
  expect(placedAfter()).toMatchObject({ seq: 5, link: "notReady", isHalted: false, isDisarmed: false });
  expect(placedAfter(READY)?.link).toBe("ready");
});

it("a halt holds until it is resumed, automation is off until it is on", () => {
  const halted = decision({ type: "halted", at, cause: CAUSE });
  const resumed = decision({ type: "resumed", at, by: "", reason: "", cleared: ["manual"] });
  expect(placedAfter(READY, halted)?.isHalted).toBe(true);
  expect(placedAfter(READY, halted, resumed)?.isHalted).toBe(false);
  expect(placedAfter(READY, decision(automation("OFF")))?.isDisarmed).toBe(true);
  expect(placedAfter(READY, decision(automation("OFF")), decision(automation("AUTO")))?.isDisarmed).toBe(
    false,
  );
});

it("a halt that the run began with counts", () => {
  const start = input(aSessionStart({ broker: "tws", halts: [CAUSE] }));
  expect(readDeskLedger([start, decision(PLACE)]).placed[0]?.isHalted).toBe(true);
});
