import type { ChainAnalysis, ExposureView } from "../events/analysis-view.ts";
import type { LadderView } from "../events/ladder-view.ts";
import type { PackageView } from "../events/package-view.ts";
import { ok } from "../result.ts";
import { usdE4 } from "../units.ts";
import { aContract } from "./builders-plan.ts";
import { aQuote } from "./builders-quote.ts";
import { aSession, minute } from "./builders-session.ts";

/** SPY at 663 with strikes from 600 to 720, calls held above it and puts below: 1,000 dollars of gamma each. */
export function anAnalysis(over: Partial<ChainAnalysis> = {}): ChainAnalysis {
  const strikes = Array.from({ length: 121 }, (_, n) => 600 + n);
  return {
    ticker: "SPY",
    expiry: aSession().date,
    at: minute(60),
    secondsToClose: 330 * 60,
    how: "quoted",
    spot: aQuote(662.99, 663.01),
    forward: 663.00004,
    forwardFrom: "parity",
    quotes: strikes.map((strike) => ({
      strike: usdE4(strike * 10_000),
      right: strike >= 663.00004 ? "C" : "P",
      bidIv: 0.181234567,
      midIv: 0.1834567,
      askIv: 0.18612345,
      why: null,
    })),
    smile: ok({
      form: "density",
      points: 40,
      low: 640,
      high: 690,
      residual: 0.31234,
      inside: 0.975,
      atmIv: 0.1834567,
      curve: [
        [640, 0.21],
        [690, 0.17123456],
      ],
    }),
    density: ok({
      curve: [[663, 0.09912345]],
      quantiles: [{ share: 0.5, price: 663.12345 }],
      skewness: -0.41234,
      kurtosis: 3.61234,
      unquotedBelow: 0.0000001,
      unquotedAbove: 0.0012345,
    }),
    moves: ok([{ name: "straddle", width: 3.10444, coverage: 0.57512, lognormal: 0.57499 }]),
    openInterest: ok(anExposure(strikes)),
    signedFlow: { ok: false, error: "noSignedPrint" },
    flow: ok({
      calls: { bought: 10, sold: 8, unsigned: 1 },
      puts: { bought: 0, sold: 3, unsigned: 0 },
    }),
    ...over,
  };
}

function anExposure(strikes: readonly number[]): ExposureView {
  const none = { gamma: 0, vanna: 0, charm: 0 };
  return {
    total: { gamma: -1_500.4, vanna: 20.6, charm: -0.2 },
    strikes: strikes.map((strike) => ({
      strike,
      calls: strike >= 663 ? { gamma: 1_000, vanna: 1, charm: 2 } : none,
      puts: strike < 663 ? { gamma: -1_000, vanna: 1, charm: 2 } : none,
    })),
    left: 3,
    flips: [661.2345678],
    searched: [653.055, 672.945],
    callWall: 670,
    putWall: 650,
  };
}

/** One SPY 660 call: two moments, three spots, delta at the close on the strike not given. */
export function aLadder(over: Partial<LadderView> = {}): LadderView {
  const cell = { value: 1.23456, delta: 0.5, gamma: 0.04, theta: -0.9, charm: 0.01 };
  return {
    at: minute(60),
    how: "quoted",
    moves: [-0.01, 0, 0.01],
    tickers: [
      {
        ticker: "SPY",
        forward: 660,
        forwardFrom: "parity",
        spots: [653.4, 660, 666.6],
        legs: [{ contract: aContract(660, "C"), quantity: 1, iv: 0.18, ivFrom: "quote", at: minute(60) }],
        rungs: [
          { after: 0, secondsToClose: 330 * 60, cells: [cell, cell, cell] },
          {
            after: 330 * 60,
            secondsToClose: 0,
            cells: [
              { value: 0, delta: 0, gamma: 0, theta: 0, charm: 0 },
              { value: 0, delta: null, gamma: 0, theta: 0, charm: 0 },
              { value: 6.6, delta: 1, gamma: 0, theta: 0, charm: 0 },
            ],
          },
        ],
      },
    ],
    ...over,
  };
}

/** One SPY 660/665 call debit vertical at 1.52. */
export function aPackage(over: Partial<PackageView> = {}): PackageView {
  const e4 = (dollars: number) => usdE4(Math.round(dollars * 10_000));
  return {
    at: minute(60),
    ticker: "SPY",
    how: "quoted",
    legs: [
      {
        contract: aContract(660, "C"),
        quantity: 1,
        quote: aQuote(2, 2.02),
        volatility: { iv: 0.18, from: "quote" },
      },
      {
        contract: aContract(665, "C"),
        quantity: -1,
        quote: aQuote(0.5, 0.52),
        volatility: { iv: 0.18, from: "smile" },
      },
    ],
    market: ok({
      bid: e4(1.48),
      mid: e4(1.5),
      ask: e4(1.52),
      costs: e4(2.82),
      maxProfit: e4(348),
      maxLoss: e4(152),
      breakEvens: [661.52],
    }),
    greeks: ok({ delta: 24, gamma: 1.5, theta: -12.5, vega: 1.25 }),
    odds: ok({ probabilityOfProfit: 0.371234, expectedValue: -4.30987 }),
    shape: { name: "callDebitVertical", isTraded: true, isNaked: false },
    ...over,
  };
}
