import type { ParameterRow } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { printValue, readEntry } from "./parameter-entry.ts";

const row = (over: Partial<ParameterRow>): ParameterRow => ({
  name: "stopLoss",
  label: "Stop",
  unit: "of maximum loss",
  kind: "number",
  now: 0.2,
  default: 0.2,
  floor: 0.05,
  ceiling: 1,
  whole: false,
  choices: [],
  effect: "next plan on",
  changedBy: null,
  changedAt: null,
  ...over,
});
const dollars = row({
  name: "maxDailyLossUsd",
  label: "Daily loss",
  unit: "USD",
  floor: 50,
  ceiling: 50_000,
  whole: true,
});
const size = row({
  name: "tradeSize",
  label: "Trade size",
  unit: "packages",
  floor: 1,
  ceiling: 50,
  whole: true,
});
const automation = row({
  kind: "choice",
  label: "Automation",
  unit: "",
  floor: null,
  ceiling: null,
  choices: ["OFF", "ASK"],
});

describe("what a person enters for a parameter", () => {
  it.each([
    ["25", row({}), 0.25],
    ["25 %", row({}), 0.25],
    ["1,500", dollars, 1_500],
    ["$750", dollars, 750],
    ["3", size, 3],
    ["ASK", automation, "ASK"],
  ])("%j is read in the unit that is shown", (entry, of, value) => {
    expect(readEntry(of, entry)).toEqual({ ok: true, value });
  });

  it.each([
    ["5000", row({}), "Stop must be 5% to 100% of maximum loss; you entered 5,000%."],
    ["4", row({}), "Stop must be 5% to 100% of maximum loss; you entered 4%."],
    ["20", dollars, "Daily loss must be $50 to $50,000; you entered $20."],
    ["1.5", size, "Trade size must be a whole number; you entered 1.5."],
    ["many", size, "Trade size must be a number; you entered many."],
    ["", size, "Trade size must be a number; you entered ."],
    ["AUTO", automation, "Automation must be one of OFF, ASK; you entered AUTO."],
  ])("%j is refused with a sentence, never bent", (entry, of, sentence) => {
    expect(readEntry(of, entry)).toEqual({ ok: false, sentence });
  });

  it.each([
    [row({}), 0.2, "20%"],
    [row({}), 0.125, "12.5%"],
    [dollars, 1_000, "$1,000"],
    [size, 5, "5"],
    [automation, "OFF", "OFF"],
  ])("is printed as it is entered", (of, value, printed) => {
    expect(printValue(of, value)).toBe(printed);
  });
});
