import type { ParameterRow } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { overtaken, stagedStep, type StagedChange } from "./staged-changes.ts";

const change = (name: string, value: number, from = 1): StagedChange => ({ name, from, value });

describe("staged changes", () => {
  it("hold one change for each parameter, the last one entered", () => {
    const staged = [change("stopLoss", 2), change("tradeSize", 3), change("stopLoss", 4)].reduce(
      (before, next) => stagedStep(before, { kind: "stage", change: next }),
      [] as readonly StagedChange[],
    );

    expect(staged).toEqual([change("tradeSize", 3), change("stopLoss", 4)]);
  });

  it("hold none that changes nothing", () => {
    const staged = stagedStep([change("stopLoss", 2)], { kind: "stage", change: change("stopLoss", 1, 1) });

    expect(staged).toEqual([]);
  });

  it("can be dropped one by one or discarded together", () => {
    const staged = [change("stopLoss", 2), change("tradeSize", 3)];

    expect(stagedStep(staged, { kind: "drop", name: "stopLoss" })).toEqual([change("tradeSize", 3)]);
    expect(stagedStep(staged, { kind: "discard" })).toEqual([]);
  });

  it("are overtaken when somebody else has set the parameter meanwhile", () => {
    const rows = [
      { name: "stopLoss", now: 7 },
      { name: "tradeSize", now: 1 },
    ] as unknown as readonly ParameterRow[];

    expect(overtaken([change("stopLoss", 2), change("tradeSize", 3)], rows)).toEqual([rows[0]]);
  });
});
