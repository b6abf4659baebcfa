import { describe, expect, it } from "vitest";
import { parseLineFault, readLineFault } from "./line-fault.ts";

const told = (result: ReturnType<typeof readLineFault>): unknown => (result.ok ? result.value : result.error);

describe("a fault of the exchange's doors", () => {
  it.each([
    ["stall 5", { of: "feed", fault: { kind: "stall", seconds: 5 } }],
    ["tws:drop afterSend", { of: "tws", fault: { kind: "drop", at: "afterSend" } }],
    ["tws:drop:afterSend", { of: "tws", fault: { kind: "drop", at: "afterSend" } }],
    [
      "outage:5:lost:midCombo",
      { of: "tws", fault: { kind: "outage", seconds: 5, data: "lost", when: "midCombo" } },
    ],
    ["tws:freeze 3", { of: "tws", fault: { kind: "freeze", seconds: 3 } }],
    ["lostAck", { of: "tws", fault: { kind: "lostAck", times: 1 } }],
  ])("%j as a person writes it reaches its door", (text, fault) => {
    expect(told(readLineFault(text))).toEqual(fault);
  });

  it.each([
    [
      { kind: "stall", seconds: 5 },
      { of: "feed", fault: { kind: "stall", seconds: 5 } },
    ],
    [{ kind: "tws:drop" }, { of: "tws", fault: { kind: "drop", at: "now" } }],
    [{ kind: "tws:drop:afterSend" }, { of: "tws", fault: { kind: "drop", at: "afterSend" } }],
    [
      { kind: "drop", at: "beforeSend" },
      { of: "tws", fault: { kind: "drop", at: "beforeSend" } },
    ],
    [
      { kind: "tws:freeze", seconds: 3 },
      { of: "tws", fault: { kind: "freeze", seconds: 3 } },
    ],
    [
      { kind: "slow", milliseconds: 200, seconds: 3 },
      { of: "tws", fault: { kind: "slow", milliseconds: 200, seconds: 3 } },
    ],
    [
      { kind: "outage", seconds: 5, data: "lost", when: "midCombo" },
      { of: "tws", fault: { kind: "outage", seconds: 5, data: "lost", when: "midCombo" } },
    ],
    [
      { kind: "halfPackage", times: 2 },
      { of: "tws", fault: { kind: "halfPackage", times: 2 } },
    ],
  ])("%j as a program asks for it reaches its door", (asked, fault) => {
    expect(told(parseLineFault(asked))).toEqual(fault);
  });

  it("that the market has a word for too needs the prefix", () => {
    expect(told(readLineFault("freeze 3"))).toMatch(/There is no fault "freeze".* tws:freeze\.$/);
  });

  it.each([
    ["explode", /the feed has disconnect, .*; the TWS has drop, slow, .*, tws:freeze\./],
    ["tws:explode", /The gateway has no fault "explode"/],
    ["outage:soon", /outage needs seconds/],
    ["stall", /stall needs seconds/],
  ])("%j is refused in a sentence", (text, sentence) => {
    expect(told(readLineFault(text))).toMatch(sentence);
  });

  it.each([[null], ["drop"], [{}], [{ kind: 5 }]])("%j is none", (value) => {
    expect(told(parseLineFault(value))).toBe("A fault is an object with a kind.");
  });
});
