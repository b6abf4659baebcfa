import { expect, test } from "vitest";
import { parseTwsFault } from "./tws-fault.ts";

test.each([
  ["drop", { kind: "drop", at: "now" }],
  ["drop:afterSend", { kind: "drop", at: "afterSend" }],
  ["drop 12", { kind: "drop", at: 12 }],
  ["freeze:5", { kind: "freeze", seconds: 5 }],
  ["slow:200:10", { kind: "slow", milliseconds: 200, seconds: 10 }],
  ["duplicate 2", { kind: "duplicate", seconds: 2 }],
  ["outage:5", { kind: "outage", seconds: 5, data: "kept", when: "now" }],
  ["outage:5:lost:midCombo", { kind: "outage", seconds: 5, data: "lost", when: "midCombo" }],
  ["halfPackage", { kind: "halfPackage", times: 1 }],
  ["lostAck:3", { kind: "lostAck", times: 3 }],
  ["liquidate", { kind: "liquidate" }],
  ["closeByHand", { kind: "closeByHand" }],
])("the fault %s is understood", (text, fault) => {
  expect(parseTwsFault(text)).toEqual({ ok: true, value: fault });
});

test.each([
  ["drop:0", /drop takes now, beforeSend, afterSend or a number/],
  ["freeze", /freeze needs seconds/],
  ["freeze:601", /freeze needs seconds/],
  ["slow:5", /slow needs seconds/],
  ["slow", /slow needs milliseconds/],
  ["outage:5:gone", /kept or lost/],
  ["outage:5:lost:later", /now or midCombo/],
  ["lostAck:1.5", /lostAck takes times/],
  ["liquidate:SPY", /No fault "liquidate" takes "SPY"/],
  ["freeze:1:2", /takes "2"/],
  ["drop:1:2:3:4", /takes "4"/],
  ["flood", /The gateway has no fault "flood"; there are drop, /],
  ["", /The gateway has no fault/],
])("the fault %j is refused in a sentence", (text, sentence) => {
  const fault = parseTwsFault(text);

  expect(fault.ok ? "" : fault.error).toMatch(sentence);
});
