import { InvariantError } from "@smart0dte/domain";
import { millsRatio, normalBelow, normalDensity } from "../elementary/mills-ratio.ts";
import { logRatio } from "../black-scholes/time-value.ts";

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

/** Why terms have no probability of touch. */
export type NoTouch =
  "spotOutOfRange" | "levelOutOfRange" | "yearsOutOfRange" | "volatilityOutOfRange" | "rateOutOfRange";

/** The first reason for which {@link touchProbability} would not answer; null for none. */
export function touchRefusal({
  spot,
  level,
  years,
  volatility,
  rate,
  dividendYield,
}: TouchTerms): NoTouch | null {
  const isPositive = (value: number): boolean => value > 0 && Number.isFinite(value);
  if (!isPositive(spot)) return "spotOutOfRange";
  if (!isPositive(level)) return "levelOutOfRange";
  if (!isPositive(years)) return "yearsOutOfRange";
  if (!isPositive(volatility)) return "volatilityOutOfRange";
  return Number.isFinite(rate) && Number.isFinite(dividendYield) ? null : "rateOutOfRange";
}

/**
 * Probability that a continuously watched lognormal price meets the level before the end: about twice the
 * probability of ending beyond it. Looks at fixed times see less; see {@link watchedLevel}.
 *
 * Spot and level in dollars, volatility a fraction per root year, rate and yield continuously compounded per year; the
 * answer from 0 to 1, to 13 digits of itself on the reference values.
 *
 * @see Reiner and Rubinstein, Breaking down the barriers, Risk 4 (1991): the one-touch, by reflection.
 * @throws InvariantError where {@link touchRefusal} names a reason.
 */
export function touchProbability(terms: TouchTerms): number {
  const refusal = touchRefusal(terms);
  if (refusal !== null) throw new InvariantError("No touch of such terms", { refusal });
  const { spot, level, years, volatility, rate, dividendYield } = terms;
  const distance = logRatio(level, spot);
  if (distance === 0) return 1;
  const deviation = volatility * Math.sqrt(years);
  const drift = (rate - dividendYield - 0.5 * volatility * volatility) * years;
  const side = Math.sign(distance);
  // no time or no volatility that a number could tell: the drift alone decides
  if (deviation === 0) return side * (drift - distance) >= 0 ? 1 : 0;
  const toLevel = (-side * (distance - drift)) / deviation;
  const toMirror = (-side * (distance + drift)) / deviation;
  const tilt = (2 * drift * distance) / (deviation * deviation);
  // the tilt times the mirror's density is the level's: no factor beyond all bounds
  const mirrored =
    toMirror < 0 ? normalDensity(toLevel) * millsRatio(-toMirror) : Math.exp(tilt) * normalBelow(toMirror);
  return Math.min(1, normalBelow(toLevel) + mirrored);
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
