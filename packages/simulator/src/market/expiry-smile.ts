/** Curve of variance over distance: level 1 at the money, put wing steeper than the call wing. */
const WING = 0.25;
const TILT = -0.4;
const WIDTH = 1.2;

/**
 * Standard deviation at a strike, as a multiple of the one at the money.
 *
 * `z` is ln(strike / forward) in at-the-money standard deviations to the close. Skew and curvature
 * keep their form in `z`, so that the smile sharpens in strikes as the day goes on.
 */
export const smileAt = (z: number): number => Math.sqrt(1 + WING * (TILT * z + Math.hypot(z, WIDTH) - WIDTH));

/**
 * Standard deviation at the money that makes the whole smile worth `variance`.
 *
 * A strip over all strikes of this smile prices {@link STRIP_RATIO} times the square of its middle;
 * dividing by it, the options together imply exactly the variance that the model expects.
 */
export const atTheMoney = (variance: number): number => Math.sqrt(variance / STRIP_RATIO);

/** Twice the integral of out-of-the-money values over z, in the limit of small deviations (measured in the test). */
export const STRIP_RATIO = 1.0995;
