import { InvariantError } from "@smart0dte/domain";
import { fillGreeks } from "../black-scholes/greeks-core.ts";
import { greeksAnswers, optionColumns } from "../black-scholes/option-columns.ts";
import { refusalOf } from "../black-scholes/terms-refusal.ts";
import { HOURS_PER_YEAR } from "../clock/years.ts";

const one = { ...optionColumns(1), volatility: new Float64Array(1) };
const answer = greeksAnswers(1);

/**
 * Greeks along a same-day chain, where rate and yield are zero, strike by strike; a whole chain at once: `chainGreeks`. One object for all strikes: each call of
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
  #years = Number.NaN;

  /** Sets what the strikes share. Forward in dollars; years more than zero. */
  at(forward: number, years: number): void {
    this.#forward = forward;
    this.#years = years;
  }

  /**
   * Fills the fields for one strike (dollars) at its volatility, more than zero.
   *
   * @throws InvariantError when one of the terms is out of range, as `termsRefusal` tells.
   */
  price(strike: number, volatility: number): void {
    const above = this.#forward > strike;
    // the side that is out of the money is worth its time value alone
    one.calls[0] = above ? 0 : 1;
    one.spot[0] = this.#forward;
    one.strike[0] = strike;
    one.years[0] = this.#years;
    one.volatility[0] = volatility;
    fillGreeks(one, answer);
    const reason = refusalOf(answer.refusal[0] ?? 0);
    if (reason !== null) throw new InvariantError("No Greeks of such terms", { reason, strike, volatility });
    this.timeValue = answer.price[0] ?? 0;
    this.delta = (answer.delta[0] ?? 0) + (above ? 1 : 0);
    this.gamma = answer.gamma[0] ?? 0;
    this.theta = (answer.theta[0] ?? 0) / HOURS_PER_YEAR;
    this.vega = 0.01 * (answer.vega[0] ?? 0);
  }
}
