import type { Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { SignalId } from "./ids.ts";

export const REGIMES = ["low", "medium", "high", "emergency"] as const;
/** `unknown` is treated with the caution of `high`. */
export type Regime = (typeof REGIMES)[number] | "unknown";

export interface RegimeView {
  readonly at: EpochMicros;
  readonly regime: Regime;
  readonly vix: number | null;
  readonly how: How;
  /** The bounds and the hysteresis that decided, in words with numbers. */
  readonly why: string;
}

export interface CorrelationCell {
  readonly pair: readonly [Ticker, Ticker];
  readonly windowMinutes: number;
  /** Pearson on one-minute log returns; null until the window is full. */
  readonly rho: number | null;
  /** 95 % Fisher interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

export interface DivergenceView {
  readonly pair: readonly [Ticker, Ticker];
  /** Of the first ticker's returns on the second's, rolling. */
  readonly beta: number | null;
  /** Standard deviations of the accumulated residual; positive: the first is rich against the second. */
  readonly z: number | null;
  readonly n: number;
}

export interface CorrelationView {
  readonly at: EpochMicros;
  readonly cells: readonly CorrelationCell[];
  readonly divergences: readonly DivergenceView[];
}

/** A factor without real input is null, contributes nothing and says why. */
export interface Factor {
  readonly name: string;
  readonly family: "price" | "volume" | "volatility" | "correlation";
  readonly raw: number | null;
  readonly weight: number;
  /** In score units; positive speaks for up. */
  readonly contribution: number;
  readonly how: How;
  readonly why: string | null;
}

/**
 * The probability that the underlying moves by `expectedMove` in the signal's direction before the same
 * against it, within the horizon; of a neutral signal, that it touches neither side.
 *
 * `uncalibratedScore`: a fixed logistic of the score; `driftlessDiffusion`: the first-exit probability of a
 * driftless path at the realised volatility. Neither is checked against enough outcomes yet:
 * `outcomes` and `won` count what has been measured so far in this run.
 */
export interface Confidence {
  readonly value: number;
  readonly basis: "uncalibratedScore" | "driftlessDiffusion";
  readonly outcomes: number;
  readonly won: number;
}

export interface Signal {
  readonly type: "signal";
  readonly id: SignalId;
  readonly at: EpochMicros;
  readonly ticker: Ticker;
  readonly direction: "up" | "down" | "neutral";
  /** Implied against realised volatility; null where options are modelled or not yet known. */
  readonly volatility: "rich" | "fair" | "cheap" | null;
  readonly horizonMinutes: number;
  /** The underlying when the signal was made. */
  readonly reference: UsdE4;
  readonly expectedMove: UsdE4;
  readonly score: number;
  readonly factors: readonly Factor[];
  readonly confidence: Confidence;
  readonly regime: Regime;
  readonly how: How;
}

/** What became of a signal, taken or not. */
export interface SignalOutcome {
  readonly type: "signalOutcome";
  readonly signalId: SignalId;
  readonly at: EpochMicros;
  readonly result: "won" | "lost" | "untouched";
}
