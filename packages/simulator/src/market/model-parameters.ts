import type { Ticker } from "@smart0dte/domain";

/** A variance factor that reverts to its mean (square-root process), in annual variance of SPY. */
export interface VarianceFactor {
  readonly mean: number;
  /** Reversion per year of 252 days. */
  readonly speed: number;
  /** Volatility of the factor: d v = speed (mean - v) dt + volOfVol sqrt(v) dW. */
  readonly volOfVol: number;
  /** Correlation of its noise with SPY's. */
  readonly spotCorrelation: number;
}

export const DAYS_PER_YEAR = 252;
/** Share of a day's variance that falls between open and close; the rest is the night's. */
export const SESSION_SHARE = 0.7;
/** The session to which that share belongs; a short session carries its part. */
export const FULL_SESSION_MICROS = 23_400_000_000;

/** The slow factor moves the VIX, the fast one (half-life of about an hour) makes quiet and busy hours. */
export const SLOW: VarianceFactor = { mean: 0.0177, speed: 5, volOfVol: 0.4, spotCorrelation: -0.7 };
export const FAST: VarianceFactor = { mean: 0.012, speed: 1000, volOfVol: 2.9, spotCorrelation: -0.3 };

/** Jumps of SPY, common to all three by their scale; log returns. */
export const JUMPS = { perDay: 1.5, mean: -0.0005, sd: 0.0015 } as const;

/** Volatility as a multiple of SPY's. */
export const SCALES: Readonly<Record<Ticker, number>> = { SPY: 1, QQQ: 1.3, IWM: 1.35 };

/** Correlations of the diffusions. */
export const CORRELATIONS = { spyQqq: 0.93, spyIwm: 0.8, qqqIwm: 0.72 } as const;

/** Share of a ticker's variance that its best companion does not explain: 1 - rho^2. */
export const OWN_VARIANCE: Readonly<Record<Ticker, number>> = {
  SPY: 1 - CORRELATIONS.spyQqq ** 2,
  QQQ: 1 - CORRELATIONS.spyQqq ** 2,
  IWM: 1 - CORRELATIONS.spyIwm ** 2,
};

/**
 * What `planted` adds: IWM takes SPY's part of its moves late, and one ticker after the other swings
 * around what the model says. A swing reverts within its half period, so that a desk which compares
 * a quarter of an hour with an hour finds it again and again, and is right.
 */
export const PLANTED = {
  leader: "SPY",
  follower: "IWM",
  lagMicros: 5_000_000,
  /** From a peak to the opposite one. */
  halfPeriodMicros: 900_000_000,
  pauseMicros: 60_000_000,
  meanExtraPauseMicros: 120_000_000,
} as const;

/** How a divergence runs: amplitude in standard deviations of the ticker's own part over fifteen minutes. */
export interface Divergence {
  readonly amplitude: number;
  readonly buildMicros: number;
  /** Peaks, alternating, before it ends at zero. */
  readonly peaks: number;
}

/** By itself, where planted. */
export const SWING: Divergence = { amplitude: 3.5, buildMicros: 450_000_000, peaks: 3 };
/** On request: up in three minutes, back in seven and a half. */
export const REQUESTED: Divergence = { amplitude: 6, buildMicros: 180_000_000, peaks: 1 };

/** Closes of the session before, in dollars, where the caller names none. */
export const DEFAULT_LEVELS: Readonly<Record<Ticker, number>> = { SPY: 680, QQQ: 600, IWM: 250 };
