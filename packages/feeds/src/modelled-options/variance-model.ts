import { minuteWeights, weightsLeft } from "./day-shape.ts";
import { RealisedVariance, type MinutePrices } from "./realised-variance.ts";

/** Part of a session that the session before counts for: about its first quarter of an hour. */
const PRIOR_WEIGHT = 0.1;
/** Without a session before, so many minutes must have been seen. */
const MINUTES_NEEDED = 30;
/** A session before counts where this part of its minutes is there. */
const WHOLE_ENOUGH = 0.9;

/**
 * The variance of one ticker's log price that is still to come before the close, from realised variance alone:
 *
 *   V = (0.1 × V₀ + Σ r²) / (0.1 + Σ w),   to come after minute m: V × Σ_{i > m} w_i
 *
 * r, w: {@link RealisedVariance} of this session under {@link minuteWeights}; V₀: Σ r² / Σ w of the session
 * before, scaled to this session's length. Without that session its terms fall away and V is known after 30 minutes.
 * No premium and no skew are added: the model must not hand the desk an edge. 0.1 and 30 are judgements.
 *
 * `variance` is asked before `take` of the same minute, so that a minute never prices itself.
 */
export class VarianceModel {
  readonly #left: Float64Array;
  readonly #prior: number | null;
  readonly #today: RealisedVariance;

  constructor(minutes: number, before: readonly (MinutePrices | null)[] | null) {
    const weights = minuteWeights(minutes);
    this.#left = weightsLeft(weights);
    this.#today = new RealisedVariance(weights);
    this.#prior = before === null ? null : sessionVariance(minutes, before);
  }

  /** Variance from the end of a minute to the close, or null while too little is known. */
  variance(minute: number): number | null {
    const session = this.#session();
    return session === null ? null : session * (this.#left[minute] ?? 0);
  }

  take(minute: number, bar: MinutePrices): void {
    this.#today.take(minute, bar);
  }

  /** Why there is no variance at the beginning of a session; null where there is one from its first minute. */
  get why(): string | null {
    if (this.#prior !== null) return null;
    return `no whole session before this one in the set, so no modelled options until ${MINUTES_NEEDED} minutes were seen`;
  }

  #session(): number | null {
    const { squares, weight, seen } = this.#today;
    if (this.#prior !== null) return (PRIOR_WEIGHT * this.#prior + squares) / (PRIOR_WEIGHT + weight);
    return seen < MINUTES_NEEDED || squares === 0 ? null : squares / weight;
  }
}

/** Variance of a past session, scaled to `minutes`; null where too little of it is there or nothing moved. */
function sessionVariance(minutes: number, bars: readonly (MinutePrices | null)[]): number | null {
  const past = new RealisedVariance(minuteWeights(bars.length));
  for (const [minute, bar] of bars.entries()) {
    if (bar !== null) past.take(minute, bar);
  }
  const isWhole = past.seen >= WHOLE_ENOUGH * bars.length;
  return isWhole && past.squares > 0 ? (past.squares / past.weight) * (minutes / bars.length) : null;
}
