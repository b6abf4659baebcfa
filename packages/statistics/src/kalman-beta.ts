import { err, ok } from "@smart0dte/domain";
import { numberFault, refuseSetting } from "./input-checks.ts";
import type { Statistic } from "./refusal.ts";

export interface KalmanNoise {
  /** Variances that alpha and beta gain per step. */
  readonly alpha: number;
  readonly beta: number;
  /** Variance of an observation around the line. */
  readonly observation: number;
}

export interface KalmanReading {
  readonly alpha: number;
  readonly beta: number;
  /** How far y was from what the line said before it, in standard deviations of that prediction. */
  readonly innovation: number;
}

/**
 * y = alpha + beta x, both wandering: a regression line that follows. Starts at zero with unit variances.
 *
 * @see Kalman, A new approach to linear filtering and prediction problems, J. Basic Engineering 82 (1960).
 */
export class KalmanBeta {
  readonly #noise: KalmanNoise;
  #alpha = 0;
  #beta = 0;
  #aa = 1;
  #ab = 0;
  #bb = 1;

  /** Variances zero or more, the observation's more than zero. Throws `RefusedSetting`. */
  constructor(noise: KalmanNoise) {
    refuseSetting(
      numberFault("alpha", noise.alpha, { from: 0 }),
      numberFault("beta", noise.beta, { from: 0 }),
      numberFault("observation", noise.observation, { above: 0 }),
    );
    this.#noise = noise;
  }

  /**
   * Predicts, compares, corrects. Centre x and y near zero: far from it alpha and beta cannot be told apart.
   * A refused pair leaves the line as it was.
   */
  push(x: number, y: number): Statistic<KalmanReading> {
    const fault = numberFault("x", x) ?? numberFault("y", y);
    if (fault !== null) return err(fault);
    const [aa, bb] = [this.#aa + this.#noise.alpha, this.#bb + this.#noise.beta];
    const alongA = aa + this.#ab * x;
    const alongB = this.#ab + bb * x;
    const variance = alongA + alongB * x + this.#noise.observation;
    const miss = y - this.#alpha - this.#beta * x;
    const alpha = this.#alpha + (alongA * miss) / variance;
    const beta = this.#beta + (alongB * miss) / variance;
    const innovation = miss / Math.sqrt(variance);
    if (!(variance > 0 && [variance, alpha, beta, innovation].every(Number.isFinite)))
      return err({ code: "notRepresentable", input: "x or y" });
    this.#alpha = alpha;
    this.#beta = beta;
    this.#aa = aa - (alongA * alongA) / variance;
    this.#ab -= (alongA * alongB) / variance;
    this.#bb = bb - (alongB * alongB) / variance;
    return ok({ alpha, beta, innovation });
  }
}
