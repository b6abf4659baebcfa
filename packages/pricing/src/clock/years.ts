/** Actual/365 fixed, in seconds: the year in which every volatility and rate here is stated. */
export const SECONDS_PER_YEAR = 31_536_000;

/** Hours of that year: annual theta divided by this is theta an hour. */
export const HOURS_PER_YEAR = SECONDS_PER_YEAR / 3_600;

/** Calendar seconds to expiry as a fraction of {@link SECONDS_PER_YEAR}. */
export const yearsOf = (seconds: number): number => seconds / SECONDS_PER_YEAR;
