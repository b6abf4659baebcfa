import { curveDeviation, type SmileCurve } from "./smile-curve.ts";
import { logRatio, outOfTheMoneyValue } from "./time-value.ts";

/** Implied volatility over the strikes of one expiry, fitted to out-of-the-money quotes. */
export class Smile {
  /** Dollars. */
  readonly forward: number;
  /** Until expiry. */
  readonly years: number;
  readonly curve: SmileCurve;
  readonly fit: SmileFit;
  /** Volatility at strike = forward, a fraction per root year. */
  readonly atmIv: number;

  constructor(
    moment: { readonly forward: number; readonly years: number },
    curve: SmileCurve,
    fit: SmileFit,
  ) {
    this.forward = moment.forward;
    this.years = moment.years;
    this.curve = curve;
    this.fit = fit;
    this.atmIv = this.ivAt(moment.forward);
  }

  /** A fraction per root year; beyond the quoted strikes the curve goes on. */
  ivAt(strike: number): number {
    return this.deviationAt(strike) / Math.sqrt(this.years);
  }

  /** Standard deviation of the log price until expiry, as this strike sees it. */
  deviationAt(strike: number): number {
    return curveDeviation(this.curve, logRatio(strike, this.forward));
  }

  /** Value of the strike's out-of-the-money side, dollars a share. */
  timeValueAt(strike: number): number {
    return outOfTheMoneyValue(this.forward, strike, this.deviationAt(strike));
  }
}

/** How a smile came about and how well it lies in its quotes. */
export interface SmileFit {
  /** `flat` where the quotes bear no more: one volatility for all strikes. */
  readonly form: "hyperbola" | "flat";
  /** Quotes used. */
  readonly points: number;
  /** Lowest and highest strike used, dollars. */
  readonly low: number;
  readonly high: number;
  /** Root mean square of what the fitted prices miss the mids by, in half-spreads: 1 is the edge of the quote. */
  readonly residual: number;
  /** Fraction of the quotes used that the fitted price lies in. */
  readonly inside: number;
}
