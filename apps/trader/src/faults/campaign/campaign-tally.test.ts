import { expect, it } from "vitest";
import { CampaignTally } from "./campaign-tally.ts";
import type { RunResult } from "./run-result.ts";

const aResult = (over: Partial<RunResult> = {}): RunResult => ({
  run: 1,
  injected: {},
  violations: [],
  reconcileMs: [],
  orders: 2,
  executions: 6,
  seconds: 3,
  ...over,
});

it("a campaign adds up what was done, and gives median and worst of the times to reconcile", () => {
  const tally = new CampaignTally({ runs: 2, seed: 9 });
  tally.run(aResult({ injected: { "kill:now": 1, "tws:drop": 2 }, reconcileMs: [300, 100] }));
  tally.run(aResult({ run: 2, injected: { "kill:afterOrder": 1, "tws:drop": 1 }, reconcileMs: [2_000] }));
  tally.end({ violations: [], kept: null });

  expect(tally.report()).toMatchObject({
    runs: 2,
    seed: 9,
    injected: { "kill:afterOrder": 1, "kill:now": 1, "tws:drop": 3 },
    kills: 2,
    orders: 4,
    executions: 12,
    violations: [],
    reconcileMs: { count: 3, median: 300, worst: 2_000 },
    kept: [],
  });
});

it("a violation keeps its run, or says that only the end of a day showed it", () => {
  const tally = new CampaignTally({ runs: 1, seed: 9 });
  tally.run(aResult({ run: 4, violations: [{ check: "fills", sentence: "twice" }] }));
  tally.end({ violations: [{ check: "journal", sentence: "another" }], kept: "there" });

  expect(tally.report()).toMatchObject({
    violations: [
      { run: 4, check: "fills", sentence: "twice" },
      { run: null, check: "journal", sentence: "another" },
    ],
    reconcileMs: null,
    kept: ["there"],
  });
});
