import { termsRefusal, type OptionTerms } from "../black-scholes/black-scholes-terms.ts";
import type { TermsRefusal } from "../black-scholes/terms-refusal.ts";
import type { DividendTerms } from "./dividend-terms.ts";

/** Volatility times the root of the years, beyond which the methods' grids and panels no longer reach. */
const MOST_DEVIATION = 3;
/** Dollars either way of which a share may go as far as the panels reach, and lose its dividend, and be priced. */
const [LEAST_BEFORE, MOST_BEFORE] = [1e-60, 1e60];

/** Why an American value is not offered. */
export type NoAmerican =
  | TermsRefusal
  /** The boundary of exercise can then be double. */
  | "negativeRate"
  | "negativeYield"
  /** Volatility times the root of the years above 3. */
  | "deviationOutOfRange";

/** Why an American value over a cash dividend is not offered: spots and strikes are from 1e-60 to 1e60 dollars. */
export type NoDividendValue =
  | Exclude<NoAmerican, "negativeYield">
  /** Not more than zero, or no number. */
  | "dividendOutOfRange"
  /** The ex date must lie inside of the option's life. */
  | "exDateOutOfRange";

/** The first reason for which `americanPriceOf` would answer null; null for none. */
export function americanRefusal(terms: OptionTerms): NoAmerican | null {
  const refusal = termsRefusal(terms);
  if (refusal !== null) return refusal;
  if (terms.rate < 0) return "negativeRate";
  if (terms.dividendYield < 0) return "negativeYield";
  return isReached(terms) ? null : "deviationOutOfRange";
}

/** The first reason for which `americanOverDividend` would answer null; null for none. */
export function dividendRefusal(terms: DividendTerms): NoDividendValue | null {
  const refusal = termsRefusal({ ...terms, dividendYield: 0 });
  if (refusal !== null) return refusal;
  if (!isFarInside(terms.spot)) return "spotOutOfRange";
  if (!isFarInside(terms.strike)) return "strikeOutOfRange";
  if (terms.rate < 0) return "negativeRate";
  if (!(terms.dividend > 0 && terms.dividend < Number.POSITIVE_INFINITY)) return "dividendOutOfRange";
  if (!(terms.exYears > 0 && terms.exYears < terms.years)) return "exDateOutOfRange";
  return isReached(terms) ? null : "deviationOutOfRange";
}

const isReached = ({ volatility, years }: { readonly volatility: number; readonly years: number }): boolean =>
  volatility * Math.sqrt(years) <= MOST_DEVIATION;

const isFarInside = (price: number): boolean => price >= LEAST_BEFORE && price <= MOST_BEFORE;
