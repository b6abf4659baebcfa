import type { Right, Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { Result } from "../result.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { NoReading } from "./analysis-view.ts";
import type { HeldContract, NoLadderView } from "./ladder-view.ts";
import type { QuoteView } from "./quote.ts";

/** One contract of a package with its market and the volatility it is weighed with. */
export interface PackageLegView extends HeldContract {
  readonly quote: QuoteView;
  /** Annual fraction. */
  readonly volatility: { readonly iv: number; readonly from: "quote" | "smile" } | null;
}

/** What one package of 100 shares a contract costs and may end with. Prices are UsdE4 a share, debit positive. */
export interface PackageMarketView {
  /** What doing the opposite would fetch at executable sides. */
  readonly bid: UsdE4;
  /** Rounded towards the worse side. */
  readonly mid: UsdE4;
  /** What opening it costs at executable sides. */
  readonly ask: UsdE4;
  /** Fees in and out, UsdE4 a package, positive. */
  readonly costs: UsdE4;
  /** UsdE4 a package at the ask, before costs, at the close. Null: not limited, and nothing else. */
  readonly maxProfit: UsdE4 | null;
  readonly maxLoss: UsdE4 | null;
  /** Dollars of the underlying at the close, before costs, ascending. */
  readonly breakEvens: readonly number[];
}

/** Of one package: 100 shares a contract. */
export interface PackageGreeksView {
  /** Shares, or dollars per $1. */
  readonly delta: number;
  /** Shares per $1. */
  readonly gamma: number;
  /** Dollars per hour. */
  readonly theta: number;
  /** Dollars per volatility point. */
  readonly vega: number;
}

/** Under the density that the fitted smile implies: nothing is forecast. */
export interface PackageOddsView {
  /** Of ending above all costs. */
  readonly probabilityOfProfit: number;
  /** Dollars a package after costs. */
  readonly expectedValue: number;
}

/** Contracts of one ticker, weighed together as they stand now. A reading: nothing is decided by it. */
export interface PackageView {
  readonly at: EpochMicros;
  readonly ticker: Ticker;
  readonly how: How;
  readonly legs: readonly PackageLegView[];
  /** Without one, the first leg that is not quoted on both sides. */
  readonly market: Result<PackageMarketView, { readonly strike: UsdE4; readonly right: Right }>;
  readonly greeks: Result<PackageGreeksView, NoLadderView>;
  /** `noVolatility` where the market itself is missing. */
  readonly odds: Result<PackageOddsView, NoReading>;
  readonly shape: {
    /** Null: none that has a name. */
    readonly name: string | null;
    /** The desk trades it in plans of its own. */
    readonly isTraded: boolean;
    /** What is sold stands uncovered. */
    readonly isNaked: boolean;
  };
}
