export * from "./backtest-overfitting.ts";
export {
  brierScore,
  brierSkill,
  calibrationError,
  logLoss,
  reliabilityBins,
  wilsonInterval,
  type Forecasts,
  type ReliabilityBin,
} from "./calibration.ts";
export * from "./cointegration.ts";
export * from "./correlation.ts";
export * from "./covariance-shrinkage.ts";
export * from "./cusum.ts";
export * from "./fisher-interval.ts";
export * from "./hayashi-yoshida.ts";
export type { GaussianChain } from "./gaussian-chain.ts";
export * from "./hidden-markov.ts";
export * from "./isotonic-fit.ts";
export * from "./kalman-beta.ts";
export type { Fault } from "./input-checks.ts";
export { leastSquares, type LeastSquares } from "./least-squares.ts";
export * from "./matrix-profile.ts";
export type { UnitRootTest } from "./mackinnon-surface.ts";
export * from "./platt-fit.ts";
export * from "./refusal.ts";
export * from "./rolling-pearson.ts";
export * from "./sample-moments.ts";
export * from "./sharpe-ratio.ts";
export * from "./tail-risk.ts";
export * from "./time-warping.ts";
