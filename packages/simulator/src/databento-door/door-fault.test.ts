import { expect, test } from "vitest";
import { parseDoorFault, readDoorFault } from "./door-fault.ts";

test.each([
  ["disconnect", { kind: "disconnect" }],
  ["corrupt", { kind: "corrupt" }],
  ["stall:5", { kind: "stall", seconds: 5 }],
  ["skip 0.5", { kind: "skip", seconds: 0.5 }],
  ["late:600", { kind: "late", seconds: 600 }],
  ["crossed 1", { kind: "crossed", seconds: 1 }],
  ["refuseAuth", { kind: "refuseAuth" }],
  ["refuseAuth:3", { kind: "refuseAuth", times: 3 }],
  ["definitionGap SPY", { kind: "definitionGap", ticker: "SPY" }],
  ["definitionsBack:QQQ", { kind: "definitionsBack", ticker: "QQQ" }],
])("the fault %s is understood", (text, fault) => {
  expect(readDoorFault(text)).toEqual({ ok: true, value: fault });
  expect(parseDoorFault(fault)).toEqual({ ok: true, value: fault });
});

test.each([
  ["stall", /stall needs seconds/],
  ["stall:0", /stall needs seconds/],
  ["late:601", /late needs seconds/],
  ["skip:x", /skip needs seconds/],
  ["refuseAuth:1.5", /refuseAuth takes times/],
  ["definitionGap", /needs a ticker of SPY, QQQ, IWM/],
  ["disconnect:3", /No fault "disconnect" takes "3"/],
  ["flood", /The feed has no fault "flood"; there are disconnect, /],
  ["", /The feed has no fault/],
])("the fault %j is refused in a sentence", (text, sentence) => {
  const fault = readDoorFault(text);

  expect(fault.ok ? "" : fault.error).toMatch(sentence);
});

test.each([null, "stall", 5, []])("%j is no fault", (value) => {
  expect(parseDoorFault(value).ok).toBe(false);
});
