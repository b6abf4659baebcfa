import { InvariantError, type Right } from "@smart0dte/domain";
import {
  optionColumns,
  type OptionColumns,
  type RefusalColumn,
  type VolatilityColumn,
} from "./option-columns.ts";
import {
  faultOfCarry,
  faultOfPrices,
  faultOfVolatility,
  refusalOf,
  type NoVolatility,
  type TermsRefusal,
} from "./terms-refusal.ts";

/** A European option on a stock with a continuous yield, as Black, Scholes and Merton see it. */
export interface OptionTerms {
  readonly right: Right;
  /** Dollars. With a forward in place of the spot, its yield is the rate. */
  readonly spot: number;
  /** Dollars. */
  readonly strike: number;
  /** Time to expiry in years of 31,536,000 seconds; 0 is expiry itself. */
  readonly years: number;
  /** Standard deviation of log returns per root year: 0.18 is 18 %. */
  readonly volatility: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly rate: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly dividendYield: number;
}

/**
 * The first term that cannot be priced, as a reason; null where all can. What it names is an `InvariantError` in
 * {@link priceOf} and the Greeks, so terms from outside are asked here first.
 */
export function termsRefusal(terms: OptionTerms): TermsRefusal | null {
  const code =
    faultOfCarry(terms.years, terms.rate, terms.dividendYield) ||
    faultOfPrices(terms.spot, terms.strike) ||
    faultOfVolatility(terms.volatility);
  return refusalOf(code) as TermsRefusal | null;
}

const one = { ...optionColumns(1), volatility: new Float64Array(1) };

/** The terms as columns of one entry, the same ones at every call. */
export function oneOption(terms: OptionTerms): OptionColumns & VolatilityColumn {
  setTerms(one, terms);
  one.volatility[0] = terms.volatility;
  return one;
}

/** Writes the first entry of each column. */
export function setTerms(columns: OptionColumns, terms: Omit<OptionTerms, "volatility">): void {
  columns.calls[0] = terms.right === "C" ? 1 : 0;
  columns.spot[0] = terms.spot;
  columns.strike[0] = terms.strike;
  columns.years[0] = terms.years;
  columns.rate[0] = terms.rate;
  columns.dividendYield[0] = terms.dividendYield;
}

/** Throws if the first option was refused: its terms should have been asked before. */
export function requirePriced(terms: OptionTerms, { refusal }: RefusalColumn): void {
  const reason: TermsRefusal | NoVolatility | null = refusalOf(refusal[0] ?? 0);
  if (reason !== null)
    throw new InvariantError(`Terms that cannot be priced: ${reason}`, { reason, ...terms });
}
