import { dayShape, shapeToClose } from "./day-shape.ts";
import { DAYS_PER_YEAR, FAST, JUMPS, SESSION_SHARE, SLOW, type VarianceFactor } from "./model-parameters.ts";
import type { RandomStream } from "./random-stream.ts";

const VIX_YEARS = 30 / 365;
/** Variance of the jumps of one whole day, log returns. */
export const JUMP_VARIANCE_PER_DAY = JUMPS.perDay * (JUMPS.mean ** 2 + JUMPS.sd ** 2);

/**
 * SPY's stochastic variance: a slow and a fast square-root factor, plus jumps of constant intensity.
 *
 * A session is 1/252 of the factors' year. Expected variances are closed forms, because
 * E v(t) = mean + (v - mean) exp(-speed t) for each factor.
 */
export class VarianceProcess {
  /** Of a full session: 1; of a short one its part. */
  readonly #length: number;
  #slow: number;
  #fast: number;

  constructor(length: number, chance: RandomStream) {
    this.#length = length;
    this.#slow = SLOW.mean * Math.exp(0.15 * chance.normal());
    this.#fast = FAST.mean * Math.exp(0.3 * chance.normal());
  }

  /** Annual diffusion variance of SPY now, before the intraday shape. */
  get annual(): number {
    return Math.max(0, this.#slow) + Math.max(0, this.#fast);
  }

  /** Diffusion variance of SPY's log return over `dx` of the session at `x`. */
  over(x: number, dx: number): number {
    return (this.annual / DAYS_PER_YEAR) * this.sessionDays * dayShape(x) * dx;
  }

  /** Variance time of the whole session, in days. */
  get sessionDays(): number {
    return SESSION_SHARE * this.#length;
  }

  /** Expected variance of SPY's log return from `x` to the close, jumps included. */
  expectedToClose(x: number): number {
    const plain = shapeToClose(x, 0);
    const factor = ({ mean, speed }: VarianceFactor, now: number): number =>
      mean * plain + (now - mean) * shapeToClose(x, (speed * this.#length) / DAYS_PER_YEAR);
    const annual = factor(SLOW, this.#slow) + factor(FAST, this.#fast);
    return this.sessionDays * (annual / DAYS_PER_YEAR + JUMP_VARIANCE_PER_DAY * plain);
  }

  /**
   * The model's VIX: 100 times the root of the expected annual variance over the next 30 days.
   *
   * The month counts as 30/365 of the factors' year; the place within today's U is left out.
   */
  vix(): number {
    return (
      100 *
      Math.sqrt(
        meanOver(SLOW, this.#slow) + meanOver(FAST, this.#fast) + JUMP_VARIANCE_PER_DAY * DAYS_PER_YEAR,
      )
    );
  }

  /** Moves on by `dx` of the session; `spotNoise` is SPY's standard normal of that step. */
  step(dx: number, spotNoise: number, chance: RandomStream): void {
    const years = (dx * this.#length) / DAYS_PER_YEAR;
    this.#slow += change(SLOW, this.#slow, { years, noise: noiseOf(SLOW, spotNoise, chance) });
    this.#fast += change(FAST, this.#fast, { years, noise: noiseOf(FAST, spotNoise, chance) });
  }
}

/** Expected mean of a factor over the VIX's month. */
function meanOver({ mean, speed }: VarianceFactor, now: number): number {
  const reversion = speed * VIX_YEARS;
  return mean + ((now - mean) * (1 - Math.exp(-reversion))) / reversion;
}

const noiseOf = ({ spotCorrelation }: VarianceFactor, spotNoise: number, chance: RandomStream): number =>
  spotCorrelation * spotNoise + Math.sqrt(1 - spotCorrelation ** 2) * chance.normal();

/** One Euler step with full truncation: below zero only the reversion acts, so that the mean is kept. */
function change(
  factor: VarianceFactor,
  now: number,
  step: { readonly years: number; readonly noise: number },
): number {
  const { years, noise } = step;
  const variance = Math.max(0, now);
  return (
    factor.speed * (factor.mean - variance) * years + factor.volOfVol * Math.sqrt(variance * years) * noise
  );
}
