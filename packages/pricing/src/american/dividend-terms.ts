import type { Right } from "@smart0dte/domain";

/** An option over one known cash dividend: the price is lognormal up to it, falls by it, and is lognormal after it. */
export interface DividendTerms {
  readonly right: Right;
  /** Dollars, with the dividend still in it. */
  readonly spot: number;
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
  /** Zero or more. */
  readonly rate: number;
  /** Dollars a share, more than zero. */
  readonly dividend: number;
  /** Years until the share trades without it; more than zero, less than `years`. */
  readonly exYears: number;
}
