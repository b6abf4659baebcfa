import { InvariantError } from "@smart0dte/domain";
import { normalBelow } from "../elementary/mills-ratio.ts";
import { CELLS, cellOf, type SmileAxis } from "./smile-axis.ts";
import { SLOWEST_FALL } from "./smile-model.ts";
import { StraightMeasure } from "./straight-measure.ts";
import { logRatio, outOfTheMoneyValue } from "../black-scholes/time-value.ts";

/** How a density goes on where nothing is drawn any more: by a power of the price. */
export interface SmileTail {
  /** Dollars where it begins. */
  readonly from: number;
  /** P(the price ends beyond x) goes as x to this power; negative above. */
  readonly power: number;
  /** Probability that lies in it. */
  readonly probability: number;
}

/** A density of the price at expiry whose total is one and whose mean is the forward. Prices in dollars, above zero. */
interface PriceShape {
  /** P(the price ends below). */
  below(price: number): number;
  /** Probability per dollar. */
  densityAt(price: number): number;
  /** Value of the strike's out-of-the-money side. */
  valueAt(strike: number): number;
  /** Price below which the share lies; share in (0, 1). */
  quantile(share: number): number;
  /** Null where the tails are a lognormal's own. */
  readonly tails: { readonly below: SmileTail; readonly above: SmileTail } | null;
}

export type SmileShape = LognormalShape | DrawnShape;

const ROOT_TWO_PI = 2.5066282746310002;
const FURTHEST = 40;
const ROUNDS = 100;

/** One lognormal: the same volatility for all strikes. */
export class LognormalShape implements PriceShape {
  readonly kind = "lognormal";
  readonly tails = null;
  /** Of the log price. */
  readonly deviation: number;
  readonly #forward: number;

  constructor(forward: number, deviation: number) {
    this.#forward = forward;
    this.deviation = deviation;
  }

  below(price: number): number {
    return normalBelow(this.#distance(price));
  }

  densityAt(price: number): number {
    return Math.exp(-0.5 * this.#distance(price) ** 2) / (ROOT_TWO_PI * this.deviation * price);
  }

  valueAt(strike: number): number {
    return outOfTheMoneyValue(this.#forward, strike, this.deviation);
  }

  quantile(share: number): number {
    let low = -FURTHEST;
    let high = FURTHEST;
    for (let round = 0; round < ROUNDS && high > low; round += 1) {
      const middle = (low + high) / 2;
      if (normalBelow(middle) < share) low = middle;
      else high = middle;
    }
    return this.#forward * Math.exp(this.deviation * (low - 0.5 * this.deviation));
  }

  #distance(price: number): number {
    return logRatio(price, this.#forward) / this.deviation + 0.5 * this.deviation;
  }
}

/** What a drawn density is made of. */
export interface Drawing {
  readonly axis: SmileAxis;
  /** Log density of z at the ends of the cells, up to a constant. */
  readonly log: Float64Array;
  /** Dollars. */
  readonly forward: number;
  /** Deviation of the money: what z counts in. */
  readonly scale: number;
}

/**
 * A density whose logarithm is straight over each cell of the log price and beyond the last ones: nowhere negative, and
 * probabilities, values and quantiles in closed form.
 */
export class DrawnShape implements PriceShape {
  readonly kind = "drawn";
  readonly tails: { readonly below: SmileTail; readonly above: SmileTail };
  readonly axis: SmileAxis;
  /** Deviation of the money: what z counts in. */
  readonly scale: number;
  /** Where z is zero, dollars. */
  readonly centre: number;
  /** Probability over z. */
  readonly mass: StraightMeasure;
  /** What each z contributes to the forward, as a share of it. */
  readonly #share: StraightMeasure;
  readonly #forward: number;

  constructor({ axis, log, forward, scale }: Drawing) {
    const { places } = axis;
    const last = places.length - 1;
    const fallBelow = Math.max(slopeFrom(places, log, 0), SLOWEST_FALL);
    const fallAbove = Math.max(-slopeFrom(places, log, last - CELLS), SLOWEST_FALL + scale);
    this.axis = axis;
    this.scale = scale;
    this.#forward = forward;
    this.mass = new StraightMeasure(axis, log, { below: fallBelow, above: fallAbove });
    this.#share = new StraightMeasure(
      axis,
      log.map((one, end) => one + scale * at(places, end)),
      { below: fallBelow + scale, above: fallAbove - scale },
    );
    this.centre = forward * Math.exp(this.mass.logTotal - this.#share.logTotal);
    if (!(this.centre > 0 && Number.isFinite(this.centre)))
      throw new InvariantError("Not a density", { forward, scale });
    const [low, high] = [at(places, 0), at(places, last)];
    this.tails = {
      below: { from: this.priceAt(low), power: fallBelow / scale, probability: this.mass.below(low) },
      above: { from: this.priceAt(high), power: -fallAbove / scale, probability: this.mass.above(high) },
    };
  }

  /** Dollars at a z. */
  priceAt(z: number): number {
    return this.centre * Math.exp(this.scale * z);
  }

  below(price: number): number {
    return this.mass.below(this.#placeOf(price));
  }

  densityAt(price: number): number {
    return Math.exp(this.mass.logDensity(this.#placeOf(price))) / (this.scale * price);
  }

  valueAt(strike: number): number {
    const z = this.#placeOf(strike);
    const cell = cellOf(this.axis, z);
    const forward = this.#forward;
    const value =
      strike < forward
        ? strike * this.mass.below(z, cell) - forward * this.#share.below(z, cell)
        : forward * this.#share.above(z, cell) - strike * this.mass.above(z, cell);
    // rounding, where the two are all but the same
    return Math.max(value, 0);
  }

  quantile(share: number): number {
    return this.priceAt(this.mass.quantile(share));
  }

  #placeOf(price: number): number {
    return logRatio(price, this.centre) / this.scale;
  }
}

/** Of the log density over the knot interval that begins at a cell's end. */
const slopeFrom = (places: Float64Array, log: Float64Array, end: number): number =>
  (at(log, end + CELLS) - at(log, end)) / (at(places, end + CELLS) - at(places, end));

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;
