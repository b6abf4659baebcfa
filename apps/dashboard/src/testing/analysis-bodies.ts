import type { AnalysisFrame, Exposure, ExposureReading, LadderFrame } from "@smart0dte/gateway/contract";

const stamp = { at: 60_000_000, how: "derived", src: "simulated" } as const;
/** 15:00 in New York on 2026-03-13. */
const AT = 1_773_428_400_000_000;
const NOTHING: Exposure = { gamma: 0, vanna: 0, charm: 0 };

/** Strikes of whole dollars from 650 on; calls of one million, puts of half of it the other way. */
export function anExposureReading(count = 41, over: Partial<ExposureReading> = {}): ExposureReading {
  const strikes = Array.from({ length: count }, (_, place) => ({
    strike: 650 + place,
    calls: { ...NOTHING, gamma: 1e6, charm: 2e3 },
    puts: { ...NOTHING, gamma: -5e5 },
  }));
  return {
    total: { ...NOTHING, gamma: 5e5 * count, charm: 2e3 * count },
    strikes,
    counted: count,
    left: 0,
    flips: [668.5],
    searched: [660, 680],
    callWall: 672,
    putWall: 665,
    ...over,
  };
}

/** An analysis of SPY at 670 with everything known. */
export function anAnalysisFrame(over: Partial<AnalysisFrame> = {}): AnalysisFrame {
  return {
    ticker: "SPY",
    expiry: "2026-03-13",
    at: 60_000_000,
    secondsToClose: 3_600,
    how: "derived",
    src: "simulated",
    spot: { v: 670, ...stamp },
    forward: { v: 670, ...stamp },
    forwardFrom: "parity",
    atmIv: { v: 0.18, ...stamp },
    quotes: [669, 670, 671].map((strike) => ({
      strike,
      right: strike < 670 ? "P" : "C",
      bidIv: 0.17,
      midIv: 0.18,
      askIv: 0.19,
      why: null,
    })),
    smile: {
      v: {
        form: "density",
        points: 3,
        low: 669,
        high: 671,
        residual: 0.2,
        inside: 1,
        curve: [
          [669, 0.181],
          [671, 0.179],
        ],
      },
      ...stamp,
    },
    density: {
      v: {
        curve: [660, 665, 670, 675, 680].map((price) => [price, price === 670 ? 0.1 : 0.02]),
        quantiles: [
          { share: 0.01, price: 664 },
          { share: 0.5, price: 670 },
          { share: 0.99, price: 676 },
        ],
        skewness: -0.2,
        kurtosis: 3.1,
        unquotedBelow: 0.01,
        unquotedAbove: 0.01,
      },
      ...stamp,
    },
    moves: {
      v: [{ name: "straddle", width: 2, low: 668, high: 672, coverage: 0.58, lognormal: 0.575 }],
      ...stamp,
    },
    openInterest: { v: anExposureReading(), ...stamp },
    signedFlow: { v: null, ...stamp, why: "this source has no prints" },
    flow: { v: null, ...stamp, why: "this source has no prints" },
    ...over,
  };
}

/** A ladder of one contract, an hour before the close unless told otherwise. */
export function aLadderFrame({ secondsToClose = 3_600, moments = [0, 900, 1_800] } = {}): LadderFrame {
  const cell = { value: 1, delta: 0.5, gamma: 0.1, theta: -0.2, charm: 0.01 };
  const rungs = [...moments, secondsToClose].map((after) => ({
    after,
    at: AT + after * 1_000_000,
    secondsToClose: secondsToClose - after,
    cells: [cell, cell, cell],
  }));
  return {
    of: "contract:SPY260313C00680000",
    scale: "share",
    at: AT,
    how: "derived",
    src: "simulated",
    moves: [-0.01, 0, 0.01],
    tickers: [
      { ticker: "SPY", forward: 680, forwardFrom: "parity", spots: [673.2, 680, 686.8], legs: [], rungs },
    ],
    together: null,
    why: null,
  };
}
