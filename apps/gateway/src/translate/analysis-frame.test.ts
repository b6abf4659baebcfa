import { anAnalysis, aQuote } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { AnalysisFrame } from "../contract/index.ts";
import { analysisFrame } from "./analysis-frame.ts";

describe("an analysis on the wire", () => {
  it("keeps the contract and stamps every part with its time, making and source", () => {
    const frame = AnalysisFrame.parse(analysisFrame(anAnalysis({ how: "modelled" }), "recorded"));

    for (const part of ["smile", "density", "moves", "openInterest", "signedFlow", "flow"] as const)
      expect(frame[part]).toMatchObject({ at: frame.at, how: "modelled", src: "recorded" });
  });

  it("carries the forty-one strikes nearest to the forward, and says how many count", () => {
    const { quotes, openInterest } = analysisFrame(anAnalysis(), "simulated");

    // the forward lies just above 663: the strike over it is the middle one
    expect([quotes[0]?.strike, quotes.at(-1)?.strike, quotes.length]).toEqual([644, 684, 41]);
    expect(openInterest.v?.strikes.map(({ strike }) => strike)).toEqual(quotes.map(({ strike }) => strike));
    expect(openInterest.v).toMatchObject({ counted: 121, left: 3, callWall: 670, putWall: 650 });
  });

  it("rounds to what is worth showing: whole dollars, thousandths of a price, and no minus zero", () => {
    const { openInterest, density, quotes } = analysisFrame(anAnalysis(), "simulated");

    expect(openInterest.v?.total).toEqual({ gamma: -1_500, vanna: 21, charm: 0 });
    expect(Object.is(openInterest.v?.total.charm, -0)).toBe(false);
    expect(openInterest.v?.flips).toEqual([661.235]);
    expect(density.v?.curve).toEqual([[663, 0.09912]]);
    expect(quotes[0]).toMatchObject({ bidIv: 0.18123, midIv: 0.18346, askIv: 0.18612 });
  });

  it("says why a part is not there", () => {
    const frame = analysisFrame(
      anAnalysis({
        forward: null,
        spot: aQuote(null, null, { fault: "stale" }),
        smile: { ok: false, error: "noForward" },
        openInterest: { ok: false, error: "noOpenInterest" },
      }),
      "simulated",
    );

    expect(frame.forward).toMatchObject({ v: null, why: "neither parity nor spot gives a forward" });
    expect(frame.spot).toMatchObject({ v: null, why: "stale" });
    expect(frame.atmIv).toMatchObject({ v: null, why: "neither parity nor spot gives a forward" });
    expect(frame.openInterest).toMatchObject({ v: null, why: "no open interest has been told" });
    expect(frame.quotes).toHaveLength(41);
  });

  it("stays small: the whole of it fits into sixteen thousand characters", () => {
    expect(JSON.stringify(analysisFrame(anAnalysis(), "simulated")).length).toBeLessThan(16_000);
  });
});
