import { normalBelow, normalDensity } from "@smart0dte/pricing";

const LOG_ROOT_TWO_PI = 0.9189385332046727;
/** From here up Stirling's series holds full precision. */
const STIRLING_FROM = 15;

/** ln of the gamma function for x > 0. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < STIRLING_FROM; z += 1) shift += Math.log(z);
  const t = 1 / (z * z);
  const series = (1 / 12 - t * (1 / 360 - t * (1 / 1260 - t * (1 / 1680 - t / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + LOG_ROOT_TWO_PI + series - shift;
}

const MOST_TERMS = 2_000;
const TINY = 1e-300;

/** Regularised incomplete beta function I_x(a, b) for x in [0, 1]: the tails of t and F. Lentz's continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // the fraction converges fast below the mean, and is mirrored above it
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / notZero(1 + term * d);
      c = notZero(1 + term / c);
      step = c * d;
      fraction *= step;
    }
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return (front * fraction) / a;
}

const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** z with P(Z <= z) = p for p in (0, 1); checked by its callers. Three of Halley's steps from a guess good to half a thousandth. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let round = 0; round < 3; round += 1) {
    const newton = (normalBelow(z) - p) / normalDensity(z);
    z -= newton / (1 + 0.5 * z * newton);
  }
  return z;
}
