import { exponential } from "../elementary/exponential.ts";
import { millsRatio } from "../elementary/mills-ratio.ts";
import { block, type BlockSpan } from "./option-block.ts";
import type { VolatilityColumn } from "./option-columns.ts";
import { faultOfVolatility, REFUSAL_CODES } from "./terms-refusal.ts";
import { evenPart, isNarrow, LEAST_DEVIATION, oddPart, PAST_MIDDLE } from "./time-value.ts";

// constants of this module, whose place in memory V8 then knows
const { root, forward, owing, moneyness, deviation, centre, weight, received, given, timeValue } = block;
const NONE = REFUSAL_CODES.none;

const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
// imported constants are looked up at each use
const LEAST = LEAST_DEVIATION;

/** The worth of the out-of-the-money side of each exchange and of both its parts, from {@link fillWeights}. */
export function fillValues({ count }: BlockSpan): void {
  for (let i = 0; i < count; i += 1) {
    const s = deviation[i] ?? 0;
    if (isNarrow(s) && s >= LEAST) {
      const mass = weight[i] ?? 0;
      const distance = Math.abs(centre[i] ?? 0);
      const m0 = millsRatio(distance);
      const odd = oddPart(distance, 0.5 * s, m0);
      const even = evenPart(distance, 0.5 * s, m0);
      received[i] = mass * (even - odd);
      given[i] = mass * (even + odd);
      timeValue[i] = -2 * mass * odd;
    } else if (s >= LEAST) fillWide(i);
    else fillSettled(i);
  }
}

/** Deviations, and the densities at their places. */
export function fillWeights({ from, count, refusal }: BlockSpan, { volatility }: VolatilityColumn): void {
  for (let i = 0; i < count; i += 1) {
    const asked = volatility[from + i] ?? 0;
    if (faultOfVolatility(asked) !== NONE && refusal[from + i] === NONE)
      refusal[from + i] = REFUSAL_CODES.volatilityOutOfRange;
    const s = asked * (root[i] ?? 0);
    const middle = (moneyness[i] ?? 0) / s;
    const d1 = middle + 0.5 * s;
    deviation[i] = s;
    centre[i] = middle;
    weight[i] = INVERSE_SQRT_TWO_PI * (forward[i] ?? 0) * exponential(-0.5 * d1 * d1);
  }
}

/** Of a deviation that its series does not reach. */
function fillWide(i: number): void {
  const half = 0.5 * (deviation[i] ?? 0);
  const distance = Math.abs(centre[i] ?? 0);
  const mass = weight[i] ?? 0;
  const past = half - distance;
  const far = millsRatio(distance + half);
  given[i] = mass * far;
  if (past > PAST_MIDDLE) {
    const most = ((moneyness[i] ?? 0) > 0 ? owing[i] : forward[i]) ?? 0;
    const missed = mass * millsRatio(past);
    received[i] = most - missed;
    timeValue[i] = most - (missed + mass * far);
  } else {
    const near = millsRatio(-past);
    received[i] = mass * near;
    timeValue[i] = mass * (near - far);
  }
}

/** Without deviation: the payoff, exercised with chance a half exactly at the strike. */
function fillSettled(i: number): void {
  const share = moneyness[i] === 0 ? 0.5 : 0;
  deviation[i] = 0;
  centre[i] = 0;
  weight[i] = 0;
  received[i] = share * (forward[i] ?? 0);
  given[i] = share * (owing[i] ?? 0);
  timeValue[i] = 0;
}
