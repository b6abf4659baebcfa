/**
 * Why terms cannot be priced, or a price has no volatility; the number is what the batch forms write for it.
 *
 * Out of range is what is no finite number, too: prices and strikes from 1e-100 to 1e100 dollars, years from 0 to 1,000,
 * volatilities from 0 to 1,000,000, and rates and yields to 1,000,000 either way that over the years stay within 50.
 */
export const REFUSAL_CODES = {
  none: 0,
  spotOutOfRange: 1,
  strikeOutOfRange: 2,
  yearsOutOfRange: 3,
  rateOutOfRange: 4,
  yieldOutOfRange: 5,
  volatilityOutOfRange: 6,
  /** The price is no finite number. */
  notAPrice: 7,
  /** No time is left, so no volatility makes a difference. */
  expired: 8,
  /** Negative, or less than exercise at the forward is worth. */
  belowIntrinsic: 9,
  /** The most an option can be worth is the stock, or the strike. */
  aboveMax: 10,
  /**
   * No time value: a price of 0 out of the money, or in it one that is to the last digit what exercise at the forward is
   * worth. Or at the money less than 1e-307 of the forward. Only the limit 0 fits.
   */
  zeroPrice: 11,
} as const;

type RefusalName = keyof typeof REFUSAL_CODES;
export type RefusalCode = (typeof REFUSAL_CODES)[RefusalName];

/** A term outside of what can be priced. */
export type TermsRefusal = Extract<RefusalName, `${string}OutOfRange`>;

/** Why no volatility gives the price. */
export type NoVolatility = Exclude<RefusalName, "none" | "volatilityOutOfRange">;

const NAMES = Object.keys(REFUSAL_CODES) as readonly RefusalName[];

/** The reason a batch form wrote; null for 0 and for a number that is no reason. */
export function refusalOf(code: number): TermsRefusal | NoVolatility | null {
  const name = NAMES[code];
  return name === undefined || name === "none" ? null : name;
}

const MOST_YEARS = 1e3;
const LEAST_DOLLARS = 1e-100;
const MOST_DOLLARS = 1e100;
const MOST_VOLATILITY = 1e6;
/** Of rate or yield times years: what exp(50) would multiply is no price. */
const MOST_GROWTH = 50;
const MOST_RATE = 1e6;

// the codes by themselves: a module's exports are looked up at each use
const {
  none,
  spotOutOfRange,
  strikeOutOfRange,
  yearsOutOfRange,
  rateOutOfRange,
  yieldOutOfRange,
  volatilityOutOfRange,
} = REFUSAL_CODES;

export function faultOfCarry(years: number, rate: number, dividendYield: number): RefusalCode {
  if (!(years >= 0 && years <= MOST_YEARS)) return yearsOutOfRange;
  if (!(Math.abs(rate) <= MOST_RATE && Math.abs(rate * years) <= MOST_GROWTH)) return rateOutOfRange;
  return Math.abs(dividendYield) <= MOST_RATE && Math.abs(dividendYield * years) <= MOST_GROWTH
    ? none
    : yieldOutOfRange;
}

export function faultOfPrices(spot: number, strike: number): RefusalCode {
  if (!(spot >= LEAST_DOLLARS && spot <= MOST_DOLLARS)) return spotOutOfRange;
  return strike >= LEAST_DOLLARS && strike <= MOST_DOLLARS ? none : strikeOutOfRange;
}

export const faultOfVolatility = (volatility: number): RefusalCode =>
  volatility >= 0 && volatility <= MOST_VOLATILITY ? none : volatilityOutOfRange;
