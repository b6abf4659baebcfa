import { describe, expect, it } from "vitest";
import { readSimLine } from "./sim-line.ts";

describe("a line for a running simulation", () => {
  it.each([
    ["stall 5", { kind: "fault", fault: { of: "feed", fault: { kind: "stall", seconds: 5 } } }],
    ["refuseAuth:2", { kind: "fault", fault: { of: "feed", fault: { kind: "refuseAuth", times: 2 } } }],
    ["tws:freeze 2", { kind: "fault", fault: { of: "tws", fault: { kind: "freeze", seconds: 2 } } }],
    ["drop", { kind: "fault", fault: { of: "tws", fault: { kind: "drop", at: "now" } } }],
    ["gap SPY", { kind: "control", control: { kind: "gap", ticker: "SPY" } }],
    ["halt:QQQ", { kind: "control", control: { kind: "halt", ticker: "QQQ" } }],
    ["freeze SPY options", { kind: "control", control: { kind: "freeze", ticker: "SPY", what: "options" } }],
    ["move IWM -2.5", { kind: "control", control: { kind: "move", ticker: "IWM", sd: -2.5 } }],
    ["signal SPY", { kind: "control", control: { kind: "signal", ticker: "SPY" } }],
    ["signal SPY rich", { kind: "control", control: { kind: "signal", ticker: "SPY", side: "rich" } }],
    ["  speed 60 ", { kind: "speed", speed: 60 }],
    ["pause", { kind: "pause" }],
    ["help", { kind: "help" }],
  ])("%j is understood", (text, request) => {
    expect(readSimLine(text)).toEqual({ ok: true, value: request });
  });

  it("names a contract to spoil its quote", () => {
    expect(readSimLine("cross SPY260313C00680000")).toMatchObject({
      ok: true,
      value: { kind: "spoil", how: "cross", contract: { root: "SPY", right: "C", strike: 6_800_000 } },
    });
  });

  it.each([
    ["stall", /stall needs seconds/],
    ["gap VIX", /ticker of SPY, QQQ, IWM/],
    ["freeze SPY", /freeze needs what/],
    ["move SPY far", /move needs sd/],
    ["cross 680", /cross needs a contract/],
    ["speed 0", /speed needs a number/],
    ["explode", /"explode" is nothing to ask for/],
  ])("%j is refused in a sentence", (text, sentence) => {
    const request = readSimLine(text);

    expect(request.ok ? "" : request.error).toMatch(sentence);
  });
});
