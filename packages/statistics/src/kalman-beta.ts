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

/** y = alpha + beta x, both wandering: a regression line that follows. Starts at zero with unit variances. */
export class KalmanBeta {
  readonly #noise: KalmanNoise;
  #alpha = 0;
  #beta = 0;
  #aa = 1;
  #ab = 0;
  #bb = 1;

  constructor(noise: KalmanNoise) {
    this.#noise = noise;
  }

  /** Predicts, compares, corrects. Centre x and y near zero: far from it alpha and beta cannot be told apart. */
  push(x: number, y: number): KalmanReading {
    this.#aa += this.#noise.alpha;
    this.#bb += this.#noise.beta;
    const alongA = this.#aa + this.#ab * x;
    const alongB = this.#ab + this.#bb * x;
    const variance = alongA + alongB * x + this.#noise.observation;
    const miss = y - this.#alpha - this.#beta * x;
    this.#alpha += (alongA * miss) / variance;
    this.#beta += (alongB * miss) / variance;
    this.#aa -= (alongA * alongA) / variance;
    this.#ab -= (alongA * alongB) / variance;
    this.#bb -= (alongB * alongB) / variance;
    return { alpha: this.#alpha, beta: this.#beta, innovation: miss / Math.sqrt(variance) };
  }
}
