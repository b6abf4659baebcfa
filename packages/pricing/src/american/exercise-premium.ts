import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { dividendRefusal } from "./american-refusal.ts";
import { americanOverDividend, europeanOverDividend } from "./cash-dividend.ts";
import type { DividendTerms } from "./dividend-terms.ts";

/** An option of a share that pays one cash dividend, by when its holder can act: exchanges are open by day only. */
export interface ExercisedTerms extends Omit<DividendTerms, "exYears"> {
  /** Years until the last close at which exercise still brings the dividend; zero or less: now, or never again. */
  readonly lastCumYears: number;
  /** Years until the first close at which the share is without it. */
  readonly firstExYears: number;
}

/**
 * What the right to exercise early adds to an option over one cash dividend, dollars a share, zero or more.
 *
 * A call is exercised at the last close with the dividend, or at expiry: exact to 1e-6. A put is held until the dividend
 * is paid out, as long as that is more than the interest on the strike, and may be exercised from the first close without
 * it on: from a grid, about 2e-4. A put whose first such close is its expiry gains nothing. Null for terms that
 * `dividendRefusal` names.
 *
 * @see Hull, Options, Futures, and Other Derivatives, on American calls over dividends (Black's rule and its limits).
 */
export function exercisePremium(terms: ExercisedTerms): number | null {
  const { right, spot, strike, years, volatility, rate, dividend, lastCumYears, firstExYears } = terms;
  const over = { right, spot, strike, years, volatility, rate, dividend };
  const exYears = right === "C" ? lastCumYears : firstExYears;
  if (right === "C" && exYears <= 0) return exercisedNow(over);
  if (right === "P" && exYears >= years) return isValued({ ...over, exYears: years / 2 }) ? 0 : null;
  const american = americanOverDividend({ ...over, exYears });
  return american === null ? null : Math.max(0, american - europeanOverDividend({ ...over, exYears }));
}

const isValued = (terms: DividendTerms): boolean => dividendRefusal(terms) === null;

/** Nothing moves any more before the decision: what exercise brings beyond the call without the dividend. */
function exercisedNow(terms: Omit<DividendTerms, "exYears">): number | null {
  const { spot, strike, dividend, years } = terms;
  if (!isValued({ ...terms, exYears: years / 2 }) || spot <= dividend) return null;
  const held = priceOf({ ...terms, spot: spot - dividend, dividendYield: 0 });
  return Math.max(0, spot - strike - held);
}
