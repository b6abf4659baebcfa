import { guessDeviation, squaredWidth } from "./bachelier-guess.ts";
import { millsRatio } from "../elementary/mills-ratio.ts";
import { block, BLOCK, type BlockSpan } from "../black-scholes/option-block.ts";
import { REFUSAL_CODES } from "../black-scholes/terms-refusal.ts";
import { isNarrow, oddPart } from "../black-scholes/time-value.ts";

// constants of this module, whose place in memory V8 then knows
const { moneyness, deviation, target, missing, boost } = block;
const NONE = REFUSAL_CODES.none;

const LOG_ROOT_TWO_PI = 0.9189385332046727;
const MOST_ROUNDS = 100;
/** A relative step below this changes nothing that the next one would not. */
const CONVERGED = 4e-16;
/** One step of fourth order lands within rounding from here, in units of the distance over which the slope changes. */
const CLOSE = 1e-4;

/** Places in the block that are not solved yet, and how many they are. */
const open = new Uint8Array(BLOCK);
let left = 0;
/** Of the first guess, squared. */
const widths = new Float64Array(BLOCK);
/** ln of what a deviation gives over what it should. */
const misses = new Float64Array(BLOCK);
/** |moneyness| in deviations, by place. */
const distances = new Float64Array(BLOCK);
/** Value over its slope; what is missing over its own, which is the negative. */
const shares = new Float64Array(BLOCK);
/** Bracket of the deviation. */
const lows = new Float64Array(BLOCK);
const highs = new Float64Array(BLOCK);

/** Opens what is not refused, each at its first guess. */
export function guessDeviations({ from, count, refusal }: BlockSpan): void {
  left = 0;
  for (let i = 0; i < count; i += 1) {
    if (refusal[from + i] !== NONE) continue;
    open[left] = i;
    left += 1;
    widths[i] = squaredWidth(Math.abs(moneyness[i] ?? 0), target[i] ?? 0, boost[i] ?? 0);
  }
  // loops of their own for what waits long for its logarithm: many options then wait together
  for (let place = 0; place < left; place += 1) {
    const i = open[place] ?? 0;
    deviation[i] = guessDeviation(Math.abs(moneyness[i] ?? 0), target[i] ?? 0, widths[i] ?? 0);
    lows[i] = 0;
    highs[i] = Number.POSITIVE_INFINITY;
  }
}

/** What each open option is worth at its deviation, over the slope there. */
export function measureShares(): void {
  for (let place = 0; place < left; place += 1) {
    const i = open[place] ?? 0;
    const s = deviation[i] ?? 0;
    const distance = Math.abs(moneyness[i] ?? 0) / s;
    distances[i] = distance;
    if (isNarrow(s) && (target[i] ?? 0) <= (missing[i] ?? 0))
      shares[i] = -2 * oddPart(distance, 0.5 * s, millsRatio(distance));
    else measureWide(i);
  }
}

/** Of a deviation that its series does not reach, or by what is missing. */
function measureWide(i: number): void {
  const half = 0.5 * (deviation[i] ?? 0);
  const distance = distances[i] ?? 0;
  const far = millsRatio(distance + half);
  shares[i] =
    (target[i] ?? 0) <= (missing[i] ?? 0)
      ? millsRatio(distance - half) - far
      : -(millsRatio(half - distance) + far);
}

/**
 * A step of each open option towards the deviation at which Black's formula gives its target; what has arrived is closed.
 *
 * Householder's third-order steps on the logarithm of the value, or of what is missing where that is smaller, kept
 * inside a bracket that every round narrows: a step that leaves it is replaced by its geometric middle.
 */
export function stepDeviations(): void {
  for (let place = 0; place < left; place += 1) {
    const i = open[place] ?? 0;
    const share = shares[i] ?? 0;
    const distance = distances[i] ?? 0;
    const half = 0.5 * (deviation[i] ?? 0);
    const goal = share > 0 ? (target[i] ?? 0) : -(missing[i] ?? 0);
    misses[i] =
      Math.log(share / goal) +
      ((boost[i] ?? 0) - LOG_ROOT_TWO_PI - 0.5 * (distance * distance + half * half));
  }
  let kept = 0;
  for (let place = 0; place < left; place += 1) {
    const i = open[place] ?? 0;
    const s = deviation[i] ?? 0;
    const share = shares[i] ?? 0;
    const distance = distances[i] ?? 0;
    const miss = misses[i] ?? 0;
    const square = distance * distance;
    const half = 0.5 * s;
    // Newton's step and the rest of Householder's, all in units of their own: any of them alone could overflow
    const newton = -miss * share;
    const relative = newton * (1 / s);
    const second = square * relative - 0.5 * half * newton;
    const pull = distance * relative;
    const third = second * second - 3 * pull * pull - 0.25 * newton * newton;
    const h2 = second + miss;
    const h3 = third + miss * (3 * second + 2 * miss);
    const step = (newton * (1 + 0.5 * h2)) / (1 + h2 + h3 * (1 / 6));
    const next = s + step;
    const moved = Math.abs(step);
    const low = lows[i] ?? 0;
    const high = highs[i] ?? 0;
    const over = miss > 0 === share > 0;
    deviation[i] = next;
    // arrived, and on the side to which the target is
    if (moved * (1 + square) < CLOSE * s && next > low && next < high) continue;
    if (moved <= CONVERGED * s) continue;
    const floor = over ? low : s;
    const ceiling = over ? s : high;
    lows[i] = floor;
    highs[i] = ceiling;
    if (!(next > floor && next < ceiling)) {
      const middle = middleOf(floor, ceiling, s);
      deviation[i] = middle;
      if (middle === floor || middle === ceiling) continue;
    }
    open[kept] = i;
    kept += 1;
  }
  left = kept;
}

/** The further rounds of the few that the first did not bring home. */
export function finishDeviations(): void {
  for (let round = 1; round < MOST_ROUNDS && left > 0; round += 1) {
    measureShares();
    stepDeviations();
  }
}

function middleOf(low: number, high: number, deviation: number): number {
  if (low === 0) return deviation / 2;
  return high === Number.POSITIVE_INFINITY ? deviation * 2 : Math.sqrt(low * high);
}
