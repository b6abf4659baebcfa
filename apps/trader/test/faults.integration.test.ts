import { beforeAll, describe, expect, it } from "vitest";
import type { CampaignReport } from "../src/faults/campaign/campaign-tally.ts";
import { DeskChild, type Ended } from "./desk-child.ts";

const RUNS = 50;
const WITHIN_MS = 240_000;

describe.skipIf(process.platform !== "linux")("the fault campaign", () => {
  let ended: Ended;
  let report: CampaignReport;

  beforeAll(async () => {
    const campaign = new DeskChild(["faults", "--runs", String(RUNS), "--seed", "1", "--json"]);
    ended = await campaign.ended(WITHIN_MS);
    report = JSON.parse(ended.stdout.join("")) as CampaignReport;
  }, WITHIN_MS + 10_000);

  it("finds nothing wrong with the desk in its runs, and ends with 0", () => {
    expect(report.violations).toEqual([]);
    expect([ended.code, report.runs]).toEqual([0, RUNS]);
  });

  it("has given it orders to go wrong with, faults of all three sides, and kills", () => {
    expect(report.orders).toBeGreaterThan(RUNS / 5);
    expect(report.executions).toBeGreaterThan(report.orders);
    const names = Object.keys(report.injected);
    for (const side of ["tws:", "feed:", "person:"])
      expect(names.filter((name) => name.startsWith(side))).not.toEqual([]);
    expect(names.filter((name) => name.startsWith("kill:"))).not.toEqual([]);
    expect(report.kills).toBeGreaterThan(0);
  });

  it("says how long the desk took to compare its books, and how far it was on standard error", () => {
    expect(report.reconcileMs?.count).toBeGreaterThan(1);
    expect(report.reconcileMs?.worst).toBeGreaterThanOrEqual(report.reconcileMs?.median ?? 0);
    expect(ended.stderr.filter((line) => /^\d+\/50 {2}run \d+ {2}holds/.test(line))).toHaveLength(RUNS);
  });
});
