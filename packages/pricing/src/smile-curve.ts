/**
 * Deviation over log-moneyness as a hyperbola. In z = ln(strike / forward) / scale, drawn together beyond
 * {@link REACH} to u = REACH asinh(z / REACH), and y = (u - centre) / width, the standard deviation until expiry
 * is scale (floor + right (sqrt(y² + 1) + y) + left (sqrt(y² + 1) - y)): straight wings where there are quotes,
 * ever flatter ones beyond, and never below the floor.
 */
export interface SmileCurve {
  /** Standard deviation of the log price that z is counted in; about the one at the money. */
  readonly scale: number;
  readonly centre: number;
  /** Distance over which the curve bends. */
  readonly width: number;
  /** Zero or more, as left and right are. */
  readonly floor: number;
  readonly left: number;
  readonly right: number;
}

/** The curve at one log-moneyness: deviation and its first two derivatives. */
export interface CurvePoint {
  readonly deviation: number;
  readonly slope: number;
  readonly curvature: number;
}

/** Deviations from the money up to which the wings are nearly straight. */
const REACH = 4;

/** @param moneyness - ln(strike / forward). */
export function curveDeviation(curve: SmileCurve, moneyness: number): number {
  const { scale, centre, width, floor, left, right } = curve;
  const y = (drawnTogether(moneyness / scale) - centre) / width;
  return scale * (floor + (left + right) * Math.sqrt(y * y + 1) + (right - left) * y);
}

/** Place of a z on the axis that the hyperbola is drawn over. */
export const drawnTogether = (z: number): number => REACH * Math.asinh(z / REACH);

export function curvePoint(curve: SmileCurve, moneyness: number): CurvePoint {
  const { scale, centre, width, left, right } = curve;
  const z = moneyness / scale;
  const y = (drawnTogether(z) - centre) / width;
  const root = Math.sqrt(y * y + 1);
  const steep = ((left + right) * (y / root) + right - left) / width;
  const bent = (left + right) / (root * root * root * width * width);
  const stretch = 1 / Math.hypot(1, z / REACH);
  return {
    deviation: curveDeviation(curve, moneyness),
    slope: steep * stretch,
    curvature:
      (bent * stretch * stretch - (steep * z * stretch * stretch * stretch) / (REACH * REACH)) / scale,
  };
}

/**
 * Density of the price that the curve implies over the density of its own lognormal; negative where a
 * butterfly would cost less than nothing.
 *
 * @see Gatheral and Jacquier, Arbitrage-free SVI volatility surfaces (2014): g(k), here in the deviation.
 */
export function butterflyFactor({ deviation, slope, curvature }: CurvePoint, moneyness: number): number {
  const bend = 1 - (moneyness * slope) / deviation;
  return bend * bend - 0.25 * (deviation * slope) ** 2 + deviation * curvature;
}

/** Deviations beyond the money in which a violation matters whatever is quoted. */
const CHECKED_DEVIATIONS = 12;
const CHECKS = 160;
/** Of the scale: no strike of a market is this much calmer than its money. */
const LOWEST = 0.3;

/**
 * Whether no butterfly is worth less than nothing and no deviation vanishes, between two log-moneynesses
 * and twelve deviations around the money.
 */
export function isAdmissible(curve: SmileCurve, low: number, high: number): boolean {
  const from = Math.min(low, -CHECKED_DEVIATIONS * curve.scale);
  const to = Math.max(high, CHECKED_DEVIATIONS * curve.scale);
  for (let check = 0; check <= CHECKS; check += 1) {
    const moneyness = from + ((to - from) * check) / CHECKS;
    const point = curvePoint(curve, moneyness);
    if (!(point.deviation >= LOWEST * curve.scale && butterflyFactor(point, moneyness) >= 0)) return false;
  }
  return true;
}
