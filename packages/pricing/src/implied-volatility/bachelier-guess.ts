import { millsRatio } from "../elementary/mills-ratio.ts";

const STEPS_PER_UNIT = 32;
const WIDEST = 40;
const LAST = WIDEST * STEPS_PER_UNIT;
/** Limit of h / w² at the money: 1 / (2 sqrt(2 pi)). */
const AT_ZERO = 0.19947114020071635;
const ROOT_TWO_PI = 2.5066282746310002;

/** Values of h / w² at the knots by {@link distanceOf}, each followed by its slope a step; filled once. */
const knots = new Float64Array(2 * LAST + 2);
fillTable();

/**
 * Square of the width w, by which {@link guessDeviation} looks up: 2 ln(1 + distance of the prices over the value).
 *
 * @param moneyness - |ln(forward / strike)|.
 * @param value - Of the out-of-the-money side over the root of forward times strike, more than zero; times exp(boost).
 * @param boost - More than zero where the value alone would underflow.
 */
export function squaredWidth(moneyness: number, value: number, boost: number): number {
  // the distance of the prices, over the root of their product
  const share = (moneyness * (1 + moneyness * moneyness * (1 / 24))) / value;
  if (boost === 0) return 2 * Math.log1p(share);
  const whole = share * Math.exp(boost);
  return 2 * (whole < Number.POSITIVE_INFINITY ? Math.log1p(whole) : Math.log(share) + boost);
}

/**
 * Deviation at which Bachelier's formula gives a normalised out-of-the-money value, corrected to first order
 * for the log price. For the deviations of the last hours it is within 1e-6 of Black's.
 */
export function guessDeviation(moneyness: number, value: number, squared: number): number {
  return corrected(
    moneyness === 0 ? value * ROOT_TWO_PI : moneyness / (squared * ratioAt(Math.sqrt(squared))),
  );
}

const corrected = (deviation: number): number => deviation * (1 + (deviation * deviation) / 24);

/** h / w² between the knots, by cubic Hermite; beyond the last knot it goes as 1 / w. */
function ratioAt(width: number): number {
  if (width >= WIDEST) return ((knots[2 * LAST] ?? 0) * WIDEST) / width;
  const place = width * STEPS_PER_UNIT;
  const index = place | 0;
  const at = 2 * index;
  const t = place - index;
  const u = 1 - t;
  const left = knots[at] ?? 0;
  const rise = (knots[at + 2] ?? 0) - left;
  const bends = u * ((knots[at + 1] ?? 0) - rise) + t * (rise - (knots[at + 3] ?? 0));
  return left + t * (rise + u * bends);
}

function fillTable(): void {
  let ratio = AT_ZERO;
  knots[0] = ratio;
  for (let index = 1; index <= LAST; index += 1) {
    const width = index / STEPS_PER_UNIT;
    // the last ratio is near enough to start from
    ratio = distanceOf(width, ratio * width * width) / (width * width);
    knots[2 * index] = ratio;
    knots[2 * index + 1] = slopeAt(width, ratio) / STEPS_PER_UNIT;
  }
  // a parabola through the first three
  knots[1] = 2 * (knots[2] ?? 0) - 0.5 * (knots[4] ?? 0) - 1.5 * AT_ZERO;
}

/** Solves value(h) / |ln(f / k)| = 1 / (exp(w² / 2) - 1) for the distance h by Newton's rule on logarithms. */
function distanceOf(width: number, start: number): number {
  const goal = -0.5 * width * width - Math.log1p(-Math.exp(-0.5 * width * width));
  let distance = start;
  for (let round = 0; round < 50; round += 1) {
    const miss = logShare(distance) - goal;
    const next = distance - miss / logShareSlope(distance);
    if (Math.abs(next - distance) <= 1e-14 * distance) return next;
    distance = next > 0 ? next : distance / 2;
  }
  return distance;
}

/** ln of Bachelier's value in units of the distance to the strike: density(h) (1 / h - M(h)). */
function logShare(h: number): number {
  return Math.log((1 / h - millsRatio(h)) / ROOT_TWO_PI) - 0.5 * h * h;
}

/** Its derivative in h; the value's is -density / h². */
function logShareSlope(h: number): number {
  return -1 / (h * h * (1 / h - millsRatio(h)));
}

/** d(h / w²) / dw, through d(goal) / dw = -w / (1 - exp(-w² / 2)). */
function slopeAt(width: number, ratio: number): number {
  const squared = width * width;
  const distance = ratio * squared;
  const distanceSlope = width / (-Math.expm1(-0.5 * squared) * -logShareSlope(distance));
  return distanceSlope / squared - (2 * ratio) / width;
}
