import { aChain } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { staysInside } from "./first-exit.ts";
import { EMIT_FLOOR, verdictOf } from "./verdict.ts";
import { volatilityGap, volatilityView } from "./volatility-gap.ts";

const CALM = { recentVariance: 1e-7, sessionVariance: 1.5e-7 };

describe("the verdict on a score", () => {
  it.each([
    [0.6, "up"],
    [-0.6, "down"],
  ])("of %d points %s with the logistic of its size", (score, direction) => {
    const verdict = verdictOf({ score, ...CALM });

    expect(verdict).toMatchObject({ direction, confidence: { basis: "uncalibratedScore" } });
    expect(verdict?.confidence.value).toBeCloseTo(1 / (1 + Math.exp(-0.6)), 12);
    expect(verdict?.move).toBeCloseTo(0.5 * Math.sqrt(30e-7), 12);
  });

  it("of a small score in a calm half-hour is neutral, with the chance of a driftless path to stay inside", () => {
    const verdict = verdictOf({ score: 0.1, ...CALM });

    const room = 1.25 * Math.sqrt(30 * 1.5e-7);
    expect(verdict).toMatchObject({ direction: "neutral", confidence: { basis: "driftlessDiffusion" } });
    expect(verdict?.move).toBeCloseTo(room, 12);
    expect(verdict?.confidence.value).toBeCloseTo(staysInside(30 * 1.25e-7, room), 12);
  });

  it("of a small score is none when the last half-hour moved more than the session", () => {
    expect(verdictOf({ score: 0.1, recentVariance: 1.6e-7, sessionVariance: 1.5e-7 })).toBeNull();
  });

  it.each([0, 0.1, 0.2, 0.21, 0.5, 3, 1e9])("of %d is never told below the floor", (score) => {
    for (const sessionVariance of [0, 1e-12, 1e-7, 1]) {
      const verdict = verdictOf({ score, recentVariance: 1e-7, sessionVariance });
      if (verdict === null) continue;
      expect(verdict.confidence.value).toBeGreaterThanOrEqual(EMIT_FLOOR);
      expect(verdict.confidence.value).toBeLessThanOrEqual(1);
    }
  });
});

describe("realised against implied volatility", () => {
  const quoted = { src: "simulated", options: "quoted" } as const;
  const chain = aChain({ over: { atmIv: 0.2 } });
  const fair = 0.2 ** 2 / 525_600;

  it.each([
    [1, "fair"],
    [1.1 ** 2, "fair"],
    [1.2 ** 2, "cheap"],
    [1.2 ** -2, "rich"],
  ])("of %d times the implied variance makes options %s", (times, wanted) => {
    const gap = volatilityGap({ provenance: quoted, chain, minuteVariance: fair * times });

    expect(gap).toMatchObject({ kind: "known" });
    if (gap.kind === "known") expect(gap.logRatio).toBeCloseTo(Math.log(times) / 2, 9);
    expect(volatilityView(gap)).toBe(wanted);
  });

  it.each([
    [
      "the source models options",
      { provenance: { src: "recorded", options: "modelled" } as const },
      "modelled",
    ],
    ["the chain is modelled", { chain: aChain({ over: { how: "modelled" } }) }, "modelled"],
    ["there is no chain", { chain: null }, "derived"],
    ["the chain has no volatility", { chain: aChain({ over: { atmIv: null } }) }, "derived"],
    ["nothing moved", { minuteVariance: 0 }, "derived"],
  ])("is absent where %s", (_, over, how) => {
    const gap = volatilityGap({ provenance: quoted, chain, minuteVariance: fair, ...over });

    expect(gap).toMatchObject({ kind: "absent", how, why: expect.any(String) });
    expect(volatilityView(gap)).toBeNull();
  });
});
