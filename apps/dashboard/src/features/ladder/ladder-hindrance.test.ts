import { describe, expect, it } from "vitest";
import { anAnalysisFrame } from "../../testing/analysis-bodies.ts";
import { aCell, aChainFrame } from "../../testing/contract-bodies.ts";
import { ladderHindrance, lastQuoted } from "./ladder-hindrance.ts";

const none = { v: null, at: null, how: "derived", src: "simulated" } as const;

describe("what stands in the way of a ladder", () => {
  it("is nothing where the smile is fitted, also for a strike that is not quoted", () => {
    expect(ladderHindrance(anAnalysisFrame(), 612)).toBeNull();
  });

  it("is nothing where the strike's own quote has a volatility", () => {
    expect(ladderHindrance(anAnalysisFrame({ smile: { ...none, why: "too few" } }), 670)).toBeNull();
  });

  it("is the volatility where neither gives one", () => {
    expect(ladderHindrance(anAnalysisFrame({ smile: { ...none, why: "too few quotes" } }), 612)).toBe(
      "No volatility of this strike is known now: too few quotes.",
    );
  });

  it("is the forward where there is none", () => {
    expect(ladderHindrance(anAnalysisFrame({ forward: { ...none, why: "stale" } }), 670)).toBe(
      "No forward now: stale.",
    );
  });

  it("is the close once it has come", () => {
    expect(ladderHindrance(anAnalysisFrame({ secondsToClose: 0 }), 670)).toMatch(/^The session is over/);
  });
});

describe("when a board was last quoted", () => {
  const frame = aChainFrame(660, 1);
  const row = { strike: "660.0000", call: aCell({ at: 7 }), put: aCell({ at: null }) };

  it("is its newest quote", () => {
    expect(lastQuoted({ ...frame, rows: [row, { ...row, put: aCell({ at: 9 }) }] })).toBe(9);
  });

  it("is never where no contract has a quote", () => {
    expect(lastQuoted({ ...frame, rows: [{ ...row, call: aCell({ at: null }) }] })).toBeNull();
  });
});
