import { normalBelow } from "./mills-ratio.ts";
import { logRatio } from "./time-value.ts";

/** A level that a lognormal price may meet on its way. */
export interface TouchTerms {
  /** Dollars. */
  readonly spot: number;
  /** Dollars. */
  readonly level: number;
  /** More than zero. */
  readonly years: number;
  /** A fraction per root year, more than zero. */
  readonly volatility: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
  readonly dividendYield: number;
}

/**
 * Probability that a continuously watched lognormal price meets the level before the end: about twice the
 * probability of ending beyond it. Looks at fixed times see less; see {@link watchedLevel}.
 */
export function touchProbability({
  spot,
  level,
  years,
  volatility,
  rate,
  dividendYield,
}: TouchTerms): number {
  const distance = logRatio(level, spot);
  if (distance === 0) return 1;
  const deviation = volatility * Math.sqrt(years);
  const drift = (rate - dividendYield - 0.5 * volatility * volatility) * years;
  const side = Math.sign(distance);
  const tilt = (2 * drift * distance) / (deviation * deviation);
  const direct = normalBelow((-side * (distance - drift)) / deviation);
  const mirrored = normalBelow((-side * (distance + drift)) / deviation);
  // where the mirrored tail has vanished its factor may be beyond all bounds
  return Math.min(1, direct + (mirrored === 0 ? 0 : Math.exp(tilt) * mirrored));
}

/** -zeta(1/2) / sqrt(2 pi). */
const SHIFT = 0.5825971579390107;

/**
 * The level moved away by what a watch at fixed intervals misses, dollars.
 *
 * @see Broadie, Glasserman, Kou, A continuity correction for discrete barrier options, Math. Finance 7 (1997).
 */
export function watchedLevel({ spot, level, volatility }: TouchTerms, intervalYears: number): number {
  return level * Math.exp(Math.sign(level - spot) * SHIFT * volatility * Math.sqrt(intervalYears));
}
