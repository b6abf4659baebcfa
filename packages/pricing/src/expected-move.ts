/**
 * One standard deviation of the price at expiry, dollars: forward x at-the-money volatility x root of the years.
 *
 * A lognormal price ends within it 68.3 % of the time. The at-the-money straddle is 0.798 of it and covers
 * 57.5 %; the often quoted 85 % of the straddle covers 50.2 %, a coin flip.
 */
export const expectedMove = (forward: number, atmIv: number, years: number): number =>
  forward * atmIv * Math.sqrt(years);
