import { InvariantError } from "@smart0dte/domain";
import { impliedDeviation } from "../implied-volatility/implied-volatility.ts";
import type { SmileShape } from "./smile-shape.ts";

/** Implied volatility over the strikes of one expiry, and the density behind it, fitted to out-of-the-money quotes. */
export class Smile {
  /** Dollars. */
  readonly forward: number;
  /** Until expiry. */
  readonly years: number;
  readonly shape: SmileShape;
  readonly fit: SmileFit;
  /** Volatility at strike = forward, a fraction per root year. */
  readonly atmIv: number;

  constructor(
    moment: { readonly forward: number; readonly years: number },
    shape: SmileShape,
    fit: SmileFit,
  ) {
    this.forward = moment.forward;
    this.years = moment.years;
    this.shape = shape;
    this.fit = fit;
    this.atmIv = this.ivAt(moment.forward);
  }

  /** A fraction per root year; strike in dollars, more than zero. Beyond the quoted strikes the density's tail decides. */
  ivAt(strike: number): number {
    return this.deviationAt(strike) / Math.sqrt(this.years);
  }

  /**
   * Standard deviation of the log price until expiry, as this strike sees it. So far out that the value has left the
   * range of numbers, it is that of the last strike whose value has not.
   */
  deviationAt(strike: number): number {
    if (!(strike > 0 && strike < Number.POSITIVE_INFINITY))
      throw new InvariantError("Not a strike", { strike });
    const { shape, forward } = this;
    if (shape.kind === "lognormal") return shape.deviation;
    const near = Math.min(Math.max(strike, LOWEST), HIGHEST);
    const known = shape.valueAt(near) > SMALLEST ? near : this.#lastKnown(near);
    return impliedDeviation(forward, known, shape.valueAt(known)) ?? Number.NaN;
  }

  /** Value of the strike's out-of-the-money side, dollars a share. */
  timeValueAt(strike: number): number {
    if (!(strike > 0 && strike < Number.POSITIVE_INFINITY))
      throw new InvariantError("Not a strike", { strike });
    return this.shape.valueAt(strike);
  }

  /** The strike nearest to one beyond, whose value can still be told. */
  #lastKnown(beyond: number): number {
    let known = Math.log(this.forward);
    let lost = Math.log(beyond);
    for (let round = 0; round < 60; round += 1) {
      const middle = (known + lost) / 2;
      if (this.shape.valueAt(Math.exp(middle)) > SMALLEST) known = middle;
      else lost = middle;
    }
    return Math.exp(known);
  }
}

/** Dollars; below, the digits of a value are those of a difference of larger ones. */
const SMALLEST = 1e-250;
/** Dollars; strikes beyond are looked at as these. */
const LOWEST = 1e-90;
const HIGHEST = 1e90;

/** How a smile came about and how well it lies in its quotes. */
export interface SmileFit {
  /** `density` where a density was drawn through the quotes; `flat` where they bear no more than one volatility. */
  readonly form: "density" | "flat";
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
