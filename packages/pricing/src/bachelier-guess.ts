import { millsRatio } from "./mills-ratio.ts";

const KNOTS = 1_281;
const WIDEST = 40;
const STEP = WIDEST / (KNOTS - 1);
/** Limit of h / w² at the money: 1 / (2 sqrt(2 pi)). */
const AT_ZERO = 0.19947114020071635;
const ROOT_TWO_PI = 2.5066282746310002;

/** Values and slopes of h / w² at the knots, by {@link distanceOf}; filled once when the module loads. */
const values = new Float64Array(KNOTS);
const slopes = new Float64Array(KNOTS);
fillTable();

/**
 * Deviation at which Bachelier's formula gives a normalised out-of-the-money value, corrected to first order
 * for the log price. For the deviations of the last hours it is within 1e-6 of Black's.
 *
 * @param moneyness - |ln(forward / strike)|.
 * @param value - Value over the root of forward times strike, more than zero.
 */
export function guessDeviation(moneyness: number, value: number): number {
  if (moneyness === 0) return corrected(value * ROOT_TWO_PI);
  const squared = 2 * Math.log1p(moneyness / value);
  const width = Math.sqrt(squared);
  return corrected(moneyness / (squared * ratioAt(Number.isFinite(width) ? width : WIDEST)));
}

const corrected = (deviation: number): number => deviation * (1 + (deviation * deviation) / 24);

/** h / w² between the knots, by cubic Hermite; beyond the last knot it goes as 1 / w. */
function ratioAt(width: number): number {
  if (width >= WIDEST) return ((values[KNOTS - 1] ?? Number.NaN) * WIDEST) / width;
  const place = width / STEP;
  const index = Math.floor(place);
  const t = place - index;
  const left = values[index] ?? Number.NaN;
  const right = values[index + 1] ?? Number.NaN;
  const rise = right - left;
  const a = (slopes[index] ?? Number.NaN) * STEP - rise;
  const b = rise - (slopes[index + 1] ?? Number.NaN) * STEP;
  return left + t * rise + t * (1 - t) * ((1 - t) * a + t * b);
}

function fillTable(): void {
  values[0] = AT_ZERO;
  for (let index = 1; index < KNOTS; index += 1) {
    const width = index * STEP;
    // the last ratio is near enough to start from
    values[index] = distanceOf(width, (values[index - 1] ?? Number.NaN) * width * width) / (width * width);
  }
  for (let index = 1; index < KNOTS; index += 1)
    slopes[index] = slopeAt(index * STEP, values[index] ?? Number.NaN);
  slopes[0] = (4 * (values[1] ?? 0) - (values[2] ?? 0) - 3 * AT_ZERO) / (2 * STEP);
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
