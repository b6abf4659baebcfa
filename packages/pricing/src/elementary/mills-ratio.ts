import { InvariantError } from "@smart0dte/domain";

const SQRT_HALF = Math.SQRT1_2;
const SQRT_HALF_PI = 1.2533141373155003;
const INVERSE_SQRT_PI = 0.5641895835477563;
const INVERSE_SQRT_TWO_PI = 0.3989422804014327;
/** Where Cody's three approximations of the error function meet. */
const NEAR = 0.46875;
const FAR = 4;

/** Knots a unit, from {@link LEAST_KNOT} to {@link MOST_KNOT}, and Taylor coefficients at each. */
const KNOTS = 32;
const LEAST_KNOT = -1;
const MOST_KNOT = 8;
const TERMS = 8;
const table = tabulated();

/**
 * Mills ratio of the standard normal: P(Z > y) / density(y). Falls from infinity to 0; M(0) is sqrt(pi / 2).
 *
 * Tail probabilities are this times a density, so that they keep their relative accuracy far out where
 * the probabilities themselves underflow. Any y: infinite below some -38, 0 at infinity. Relative error below 1e-15,
 * measured 7e-16; between the knots by Taylor's series, whose coefficients all follow from M' = yM - 1.
 *
 * @see W. J. Cody, Rational Chebyshev Approximations for the Error Function, Math. Comp. 23 (1969), at the knots.
 */
export function millsRatio(y: number): number {
  if (!(y >= LEAST_KNOT && y < MOST_KNOT)) return ratioAtKnot(y);
  const knot = ((y - LEAST_KNOT) * KNOTS + 0.5) | 0;
  const t = y - LEAST_KNOT - knot / KNOTS;
  const at = knot * TERMS;
  const t2 = t * t;
  return (
    (table[at] ?? 0) +
    t * (table[at + 1] ?? 0) +
    t2 *
      ((table[at + 2] ?? 0) +
        t * (table[at + 3] ?? 0) +
        t2 *
          ((table[at + 4] ?? 0) +
            t * (table[at + 5] ?? 0) +
            t2 * ((table[at + 6] ?? 0) + t * (table[at + 7] ?? 0))))
  );
}

function tabulated(): Float64Array {
  const count = (MOST_KNOT - LEAST_KNOT) * KNOTS + 1;
  const coefficients = new Float64Array(count * TERMS);
  for (let knot = 0; knot < count; knot += 1) {
    const y = LEAST_KNOT + knot / KNOTS;
    let before = ratioAtKnot(y);
    let derivative = y * before - 1;
    let factorial = 1;
    coefficients[knot * TERMS] = before;
    coefficients[knot * TERMS + 1] = derivative;
    for (let term = 2; term < TERMS; term += 1) {
      [before, derivative] = [derivative, y * derivative + (term - 1) * before];
      factorial *= term;
      coefficients[knot * TERMS + term] = derivative / factorial;
    }
  }
  return coefficients;
}

/** By Cody's approximations. */
function ratioAtKnot(y: number): number {
  const x = y * SQRT_HALF;
  if (x > NEAR) return SQRT_HALF_PI * (x > FAR ? scaledTailFar(x) : scaledTailMiddle(x));
  if (x < -NEAR) return 2 * SQRT_HALF_PI * Math.exp(0.5 * y * y) - ratioAtKnot(-y);
  return SQRT_HALF_PI * Math.exp(0.5 * y * y) * (1 - errorFunctionNear(x));
}

/** Density of the standard normal, to 2e-16 + 1e-16 y² of itself. @throws InvariantError for what is no number. */
export function normalDensity(y: number): number {
  requireNumber(y);
  return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * y * y);
}

/**
 * P(Z <= y), with the density's relative accuracy in the lower tail; 0 and 1 at the infinities.
 *
 * @throws InvariantError for what is no number.
 */
export function normalBelow(y: number): number {
  requireNumber(y);
  const x = y * SQRT_HALF;
  if (x <= NEAR && x >= -NEAR) return 0.5 + 0.5 * errorFunctionNear(x);
  const tail = normalDensity(y) * millsRatio(Math.abs(y));
  return y < 0 ? tail : 1 - tail;
}

/**
 * P(|Z| <= y) for y of zero or more, to 1e-15 of itself however small.
 *
 * @throws InvariantError for what is no number, and below zero.
 */
export function normalWithin(y: number): number {
  if (!(y >= 0)) throw new InvariantError("Not a width in deviations", { y });
  const x = y * SQRT_HALF;
  return x <= NEAR ? errorFunctionNear(x) : 1 - 2 * normalDensity(y) * millsRatio(y);
}

function requireNumber(y: number): void {
  if (Number.isNaN(y)) throw new InvariantError("Not a number of deviations", { y });
}

/** erf(x) for |x| up to {@link NEAR}. */
function errorFunctionNear(x: number): number {
  const t = x * x;
  const over =
    (((0.185777706184603153 * t + 3.1611237438705656) * t + 113.864154151050156) * t + 377.485237685302021) *
      t +
    3209.37758913846947;
  const under =
    (((t + 23.6012909523441209) * t + 244.024637934444173) * t + 1282.61652607737228) * t +
    2844.23683343917062;
  return (x * over) / under;
}

/** exp(x²) erfc(x) for x from {@link NEAR} to {@link FAR}. */
function scaledTailMiddle(x: number): number {
  const over =
    (((((((2.15311535474403846e-8 * x + 0.564188496988670089) * x + 8.88314979438837594) * x +
      66.1191906371416295) *
      x +
      298.635138197400131) *
      x +
      881.95222124176909) *
      x +
      1712.04761263407058) *
      x +
      2051.07837782607147) *
      x +
    1230.33935479799725;
  const under =
    (((((((x + 15.7449261107098347) * x + 117.693950891312499) * x + 537.181101862009858) * x +
      1621.38957456669019) *
      x +
      3290.79923573345963) *
      x +
      4362.61909014324716) *
      x +
      3439.36767414372164) *
      x +
    1230.33935480374942;
  return over / under;
}

/** exp(x²) erfc(x) for x from {@link FAR} up. */
function scaledTailFar(x: number): number {
  const t = 1 / (x * x);
  const over =
    ((((0.0163153871373020978 * t + 0.305326634961232344) * t + 0.360344899949804439) * t +
      0.125781726111229246) *
      t +
      0.0160837851487422766) *
      t +
    6.58749161529837803e-4;
  const under =
    ((((t + 2.56852019228982242) * t + 1.87295284992346725) * t + 0.527905102951428412) * t +
      0.0605183413124413191) *
      t +
    0.00233520497626869185;
  return (INVERSE_SQRT_PI - (t * over) / under) / x;
}
