import { millsRatio } from "./mills-ratio.ts";
import { valuePerDensity } from "./time-value.ts";

const LOG_ROOT_TWO_PI = 0.9189385332046727;
const MOST_ROUNDS = 100;
/** A relative step below this changes nothing that the next one would not. */
const CONVERGED = 4e-16;
/** One step of fourth order lands within rounding from here, in units of the distance over which the slope changes. */
const CLOSE = 1e-4;

/** A normalised value (over the root of forward times strike) to be hit. */
export interface DeviationGoal {
  /** |ln(forward / strike)|. */
  readonly moneyness: number;
  /** Of the out-of-the-money option, more than zero. */
  readonly value: number;
  /** What it lacks to its greatest value, more than zero. */
  readonly missing: number;
}

/**
 * The deviation at which Black's formula gives the value.
 *
 * Householder's third-order steps on the logarithm of the value, or of what is missing where that is smaller,
 * kept inside a bracket that every round narrows: a step that leaves it is replaced by its geometric middle.
 */
export function solveDeviation(goal: DeviationGoal, guess: number): number {
  const upper = goal.value > goal.missing;
  const target = Math.log(upper ? goal.missing : goal.value);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let deviation = guess;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const distance = goal.moneyness / deviation;
    // value over its slope; what is missing over its own, which is the negative
    const share = upper ? -missingPerDensity(distance, deviation) : valuePerDensity(distance, deviation);
    const miss = logDensity(distance, deviation) + Math.log(Math.abs(share)) - target;
    if (miss === 0) return deviation;
    if (miss > 0 === upper) low = deviation;
    else high = deviation;
    const step = -miss * share * householder(-miss * share, share, { distance, deviation });
    const next = deviation + step;
    if (Math.abs(step) <= CONVERGED * deviation) return next;
    if (next > low && next < high) {
      deviation = next;
      if (Math.abs(step) * (1 + distance * distance) < CLOSE * deviation) return next;
    } else {
      const middle =
        low === 0 ? deviation / 2 : high === Number.POSITIVE_INFINITY ? deviation * 2 : Math.sqrt(low * high);
      if (middle === low || middle === high) return middle;
      deviation = middle;
    }
  }
  return deviation;
}

const logDensity = (distance: number, deviation: number): number =>
  -0.5 * (distance * distance + 0.25 * deviation * deviation) - LOG_ROOT_TWO_PI;

/** M(deviation / 2 - distance) + M(deviation / 2 + distance): what the value lacks over its slope. */
const missingPerDensity = (distance: number, deviation: number): number =>
  millsRatio(0.5 * deviation - distance) + millsRatio(0.5 * deviation + distance);

/** Factor that makes Newton's step one of third order; `share` is the function over its slope. */
function householder(
  newton: number,
  share: number,
  { distance, deviation }: { readonly distance: number; readonly deviation: number },
): number {
  const pull = distance / deviation;
  const second = distance * pull - 0.25 * deviation;
  const third = second * second - 3 * pull * pull - 0.25;
  const slope = 1 / share;
  const h2 = second - slope;
  const h3 = third - 3 * second * slope + 2 * slope * slope;
  return (1 + 0.5 * h2 * newton) / (1 + newton * (h2 + (h3 * newton) / 6));
}
