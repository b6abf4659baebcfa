import type { Confidence, Signal } from "@smart0dte/domain";
import { staysInside } from "./first-exit.ts";

/** Minutes in which a signal must come true. */
export const HORIZON_MINUTES = 30;
/** Below this confidence nothing is told. */
export const EMIT_FLOOR = 0.55;
/** Move of a directional signal in standard deviations of the horizon: so near that a driftless path seldom touches neither side. */
const DIRECTIONAL_DEVIATIONS = 0.5;
/** Room of a neutral signal on each side, in standard deviations of the horizon at the session's volatility. */
const NEUTRAL_DEVIATIONS = 1.25;

export interface VerdictInput {
  readonly score: number;
  /** Mean squared one-minute log returns: of the last half-hour and of the session. */
  readonly recentVariance: number;
  readonly sessionVariance: number;
}

export interface Verdict {
  readonly direction: Signal["direction"];
  readonly confidence: Pick<Confidence, "value" | "basis">;
  /** Log price; 0 where nothing moves. */
  readonly move: number;
}

/**
 * What a score is worth saying; null where that is too little.
 *
 * A direction's confidence is the logistic of |score|: uncalibrated, it starts at the one half that a driftless path
 * of 0.5 deviations comes near to (0.495) and knows nothing of whether the score was ever right.
 * A neutral view needs a small score and a half-hour calmer than the session. Its confidence is the probability that
 * a driftless path stays within 1.25 of the session's deviations, moving as the mean of both variances: a calm
 * half-hour is in part chance and half of it is expected to pass.
 */
export function verdictOf({ score, recentVariance, sessionVariance }: VerdictInput): Verdict | null {
  const value = 1 / (1 + Math.exp(-Math.abs(score)));
  if (value >= EMIT_FLOOR) {
    return {
      direction: score > 0 ? "up" : "down",
      confidence: { value, basis: "uncalibratedScore" },
      move: DIRECTIONAL_DEVIATIONS * Math.sqrt(recentVariance * HORIZON_MINUTES),
    };
  }
  if (recentVariance > sessionVariance) return null;
  const move = NEUTRAL_DEVIATIONS * Math.sqrt(sessionVariance * HORIZON_MINUTES);
  const stays = staysInside(((recentVariance + sessionVariance) / 2) * HORIZON_MINUTES, move);
  if (stays < EMIT_FLOOR) return null;
  return { direction: "neutral", confidence: { value: stays, basis: "driftlessDiffusion" }, move };
}
