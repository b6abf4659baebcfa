import { millsRatio } from "./mills-ratio.ts";
import { densityAt, logRatio, valuePerDensity } from "./time-value.ts";
import { HOURS_PER_YEAR } from "./years.ts";

/**
 * Greeks along a same-day chain, where rate and yield are zero. One object for all strikes: each call of
 * {@link ChainGreeks.price} overwrites the fields of the one before.
 *
 * The put of the strike has the call's gamma, theta and vega, and its delta less one.
 */
export class ChainGreeks {
  /** Value of the out-of-the-money side, dollars a share; the other side is worth the distance to the strike more. */
  timeValue = Number.NaN;
  /** The call's price change per $1 of forward; 0 to 1. */
  delta = Number.NaN;
  /** Delta change per $1 of forward. */
  gamma = Number.NaN;
  /** Dollars a share per HOUR (annual / 8,760); never positive. */
  theta = Number.NaN;
  /** Dollars a share per 0.01 of volatility. */
  vega = Number.NaN;
  #forward = Number.NaN;
  #rootYears = Number.NaN;

  /** Sets what the strikes share. Forward in dollars; years more than zero. */
  at(forward: number, years: number): void {
    this.#forward = forward;
    this.#rootYears = Math.sqrt(years);
  }

  /** Fills the fields for one strike (dollars) at its volatility, more than zero. */
  price(strike: number, volatility: number): void {
    const forward = this.#forward;
    const deviation = volatility * this.#rootYears;
    const centre = logRatio(forward, strike) / deviation;
    const distance = Math.abs(centre);
    // forward times the density of d1, which is strike times the density of d2
    const weight = Math.sqrt(forward * strike) * densityAt(distance, deviation);
    const d1 = centre + 0.5 * deviation;
    const tail = (weight / forward) * millsRatio(Math.abs(d1));
    this.timeValue = weight * valuePerDensity(distance, deviation);
    this.delta = d1 < 0 ? tail : 1 - tail;
    this.gamma = weight / (forward * forward * deviation);
    this.theta = (-0.5 * weight * volatility) / (this.#rootYears * HOURS_PER_YEAR);
    this.vega = 0.01 * weight * this.#rootYears;
  }
}
