import { describe, expect, it } from "vitest";
import { drawScenario, WINDOW_MS } from "./draw-scenario.ts";
import { nameOf, type Scenario } from "./scenario.ts";

const MANY: readonly Scenario[] = Array.from({ length: 1_000 }, (_, run) => drawScenario(1, run));
const names = (scenarios: readonly Scenario[]): ReadonlySet<string> =>
  new Set(scenarios.flatMap(({ steps }) => steps.map(({ deed }) => nameOf(deed))));

describe("a scenario", () => {
  it("is the same for the same seed and run, and another for another", () => {
    expect(drawScenario(7, 3)).toEqual(drawScenario(7, 3));
    expect(drawScenario(7, 3)).not.toEqual(drawScenario(7, 4));
    expect(drawScenario(7, 3)).not.toEqual(drawScenario(8, 3));
  });

  it("has one to three faults, at most two kills, in order of time, all within its window", () => {
    for (const { steps } of MANY) {
      const count = (kind: string): number => steps.filter(({ deed }) => deed.kind === kind).length;
      expect(count("fault")).toBeGreaterThanOrEqual(1);
      expect(count("fault")).toBeLessThanOrEqual(3);
      expect(count("kill")).toBeLessThanOrEqual(2);
      const times = steps.map(({ afterMs }) => afterMs);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
      expect(Math.max(...times)).toBeLessThan(WINDOW_MS);
    }
  });

  it("of a thousand shows every kind of fault, kill and act that there is", () => {
    expect([...names(MANY)].sort()).toEqual(
      [
        ...["disconnect", "corrupt", "stall", "skip", "crossed"].map((kind) => `feed:${kind}`),
        ...["drop", "freeze", "slow", "duplicate", "reorder", "outage", "lostAck", "halfPackage"].map(
          (kind) => `tws:${kind}`,
        ),
        ...[
          "rejectAfterPartial",
          "fillAfterCancel",
          "malformedReject",
          "expiryRefusal",
          "noBagDetails",
          "idsBack",
        ].map((kind) => `tws:${kind}`),
        ...["now", "beforeOrder", "afterOrder", "atExecution"].map((when) => `kill:${when}`),
        ...["close", "cancel", "halt", "flatten", "disarm"].map((act) => `person:${act}`),
      ].sort(),
    );
  });
});
