import type { Right, Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { Result } from "../result.ts";
import type { EpochMicros, IsoDate, UsdE4 } from "../units.ts";
import type { Inadmissible, QuoteView } from "./quote.ts";

/** Why a part of a chain cannot be read. */
export type NoReading =
  | "closed"
  | "noForward"
  /** Too few strikes are quoted near the money. */
  | "tooFewQuotes"
  /** Nothing tells a volatility with which to weigh the contracts. */
  | "noVolatility"
  | "noOpenInterest"
  /** This market has no prints: its options are modelled. */
  | "noPrints"
  /** No print could be signed yet, or bought and sold are equal everywhere. */
  | "noSignedPrint";

/** The out-of-the-money side of a strike. Volatilities are annual fractions. */
export interface SmileQuoteView {
  readonly strike: UsdE4;
  readonly right: Right;
  readonly bidIv: number | null;
  readonly midIv: number | null;
  readonly askIv: number | null;
  /** Null where the middle has a volatility. */
  readonly why: Inadmissible | "noBid" | "noAsk" | "noVolatility" | null;
}

/** A point of a curve: dollars, and what the curve says there. */
export type CurvePoint = readonly [number, number];

export interface SmileView {
  readonly form: "density" | "flat";
  /** Quotes used, the lowest and highest strike of them in dollars. */
  readonly points: number;
  readonly low: number;
  readonly high: number;
  /** Root mean square of the misses in half-spreads; share of the quotes used that the fit lies in. */
  readonly residual: number;
  readonly inside: number;
  readonly atmIv: number;
  /** Volatility over strikes. */
  readonly curve: readonly CurvePoint[];
}

/** The options' own density of the price at the close. */
export interface DensityView {
  /** Probability per dollar over prices. */
  readonly curve: readonly CurvePoint[];
  readonly quantiles: readonly { readonly share: number; readonly price: number }[];
  readonly skewness: number;
  readonly kurtosis: number;
  /** Probability outside of the strikes used. */
  readonly unquotedBelow: number;
  readonly unquotedAbove: number;
}

/** A width that people call the expected move, with how often the price ends within it. */
export interface MoveView {
  readonly name: "straddle85" | "straddle" | "deviation";
  /** Dollars to either side of the forward. */
  readonly width: number;
  /** Under the fitted density, and under one lognormal. */
  readonly coverage: number;
  readonly lognormal: number;
}

/** Dollars of delta: per 1 % move, per volatility point, per MINUTE. */
export interface ExposureFigures {
  readonly gamma: number;
  readonly vanna: number;
  readonly charm: number;
}

/**
 * Dealers' exposure, each strike keeping its volatility. By open interest as if dealers were long calls and short puts
 * (the reverse is minus one times it); by signed flow on the other side of the customers.
 */
export interface ExposureView {
  readonly total: ExposureFigures;
  /** Dollars, ascending; every strike that counts. */
  readonly strikes: readonly {
    readonly strike: number;
    readonly calls: ExposureFigures;
    readonly puts: ExposureFigures;
  }[];
  /** Contracts listed that count nothing because their volatility is not known. */
  readonly left: number;
  /** Dollars, ascending; spots where the total gamma changes its sign. */
  readonly flips: readonly number[];
  readonly searched: CurvePoint;
  readonly callWall: number | null;
  readonly putWall: number | null;
}

/** Contracts printed, by who is taken to have started the trade; unsigned where nothing says. */
export interface SignedVolume {
  readonly bought: number;
  readonly sold: number;
  readonly unsigned: number;
}

/** One ticker's expiring chain as a whole: a reading for people, which decides nothing. */
export interface ChainAnalysis {
  readonly ticker: Ticker;
  readonly expiry: IsoDate;
  readonly at: EpochMicros;
  readonly secondsToClose: number;
  readonly how: How;
  readonly spot: QuoteView;
  /** Dollars; null when neither parity nor spot gives one. */
  readonly forward: number | null;
  readonly forwardFrom: "parity" | "spot" | null;
  /** Of every listed strike, ascending. */
  readonly quotes: readonly SmileQuoteView[];
  readonly smile: Result<SmileView, NoReading>;
  readonly density: Result<DensityView, NoReading>;
  /** Narrowest first. */
  readonly moves: Result<readonly MoveView[], NoReading>;
  readonly openInterest: Result<ExposureView, NoReading>;
  readonly signedFlow: Result<ExposureView, NoReading>;
  readonly flow: Result<{ readonly calls: SignedVolume; readonly puts: SignedVolume }, NoReading>;
}
