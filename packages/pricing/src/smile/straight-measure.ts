import { cellOf, type SmileAxis } from "./smile-axis.ts";

/** Below this rise of the logarithm over a piece its mass is taken by series. */
const FLAT = 0.02;

/** How fast a log density falls beyond its ends, per unit of the axis; both more than zero. */
export interface Falls {
  readonly below: number;
  readonly above: number;
}

/**
 * A measure of total one on a line, whose log density is straight over each cell of its axis and beyond the last ones.
 * Masses on either side of a place come from that side, so that small ones keep their digits.
 */
export class StraightMeasure {
  /** Log density at the ends of the cells. */
  readonly log: Float64Array;
  readonly falls: Falls;
  /** Logarithm of what the densities given were divided by. */
  readonly logTotal: number;
  readonly #axis: SmileAxis;
  readonly #last: number;
  /** At the ends of the cells. */
  readonly #density: Float64Array;
  readonly #below: Float64Array;
  readonly #above: Float64Array;

  constructor(axis: SmileAxis, log: Float64Array, falls: Falls) {
    const { places } = axis;
    const last = places.length - 1;
    const below = new Float64Array(last + 1);
    const above = new Float64Array(last + 1);
    let highest = Number.NEGATIVE_INFINITY;
    for (const one of log) highest = Math.max(highest, one);
    const density = log.map((one) => Math.exp(one - highest));
    const mass = massesOf(places, log, density);
    below[0] = at(density, 0) / falls.below;
    above[last] = at(density, last) / falls.above;
    for (let cell = 0; cell < last; cell += 1) below[cell + 1] = at(below, cell) + at(mass, cell);
    for (let cell = last - 1; cell >= 0; cell -= 1) above[cell] = at(above, cell + 1) + at(mass, cell);
    const total = at(below, last) + at(above, last);
    this.#axis = axis;
    this.#last = last;
    this.falls = falls;
    this.logTotal = highest + Math.log(total);
    this.log = log.map((one) => one - this.logTotal);
    this.#density = density;
    this.#below = below;
    this.#above = above;
    for (let end = 0; end <= last; end += 1) {
      density[end] = at(density, end) / total;
      below[end] = at(below, end) / total;
      above[end] = at(above, end) / total;
    }
  }

  logDensity(place: number): number {
    const { places } = this.#axis;
    const last = this.#last;
    const cell = cellOf(this.#axis, place);
    if (cell < 0) return at(this.log, 0) + this.falls.below * (place - at(places, 0));
    if (cell >= last) return at(this.log, last) - this.falls.above * (place - at(places, last));
    return this.#logIn(cell, place);
  }

  /** Mass below a place. @param cell - That it lies in, where the caller knows it. */
  below(place: number, cell = cellOf(this.#axis, place)): number {
    if (cell < 0) return at(this.#below, 0) * Math.exp(this.falls.below * (place - at(this.#axis.places, 0)));
    if (cell >= this.#last) return 1 - this.above(place, cell);
    return atMostOne(at(this.#below, cell) + this.#between(cell, cell, place));
  }

  /** Mass above a place. @param cell - That it lies in, where the caller knows it. */
  above(place: number, cell = cellOf(this.#axis, place)): number {
    const last = this.#last;
    if (cell < 0) return 1 - this.below(place, cell);
    if (cell >= last)
      return at(this.#above, last) * Math.exp(-this.falls.above * (place - at(this.#axis.places, last)));
    return atMostOne(at(this.#above, cell + 1) + this.#between(cell, cell + 1, place));
  }

  /** Place below which the share of the mass lies; share in (0, 1). */
  quantile(share: number): number {
    const { places } = this.#axis;
    const last = this.#last;
    if (share < at(this.#below, 0)) {
      return at(places, 0) + Math.log(share / at(this.#below, 0)) / this.falls.below;
    }
    if (1 - share < at(this.#above, last)) {
      return at(places, last) - Math.log((1 - share) / at(this.#above, last)) / this.falls.above;
    }
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (at(this.#below, middle) <= share) low = middle;
      else high = middle;
    }
    const width = at(places, low + 1) - at(places, low);
    const slope = (at(this.log, low + 1) - at(this.log, low)) / width;
    const wanted = (share - at(this.#below, low)) * Math.exp(-at(this.log, low));
    const way = Math.abs(slope * wanted) < 1e-9 ? wanted : Math.log1p(slope * wanted) / slope;
    return at(places, low) + Math.min(Math.max(way, 0), width);
  }

  #logIn(cell: number, place: number): number {
    const { places } = this.#axis;
    const part = (place - at(places, cell)) / (at(places, cell + 1) - at(places, cell));
    return at(this.log, cell) + part * (at(this.log, cell + 1) - at(this.log, cell));
  }

  /** Mass between one of a cell's ends and a place in the cell. */
  #between(cell: number, end: number, place: number): number {
    const log = this.#logIn(cell, place);
    const rise = log - at(this.log, end);
    return (
      Math.abs(place - at(this.#axis.places, end)) * meanBetween(at(this.#density, end), Math.exp(log), rise)
    );
  }
}

/** Mean of a density that goes from low to high exponentially, its logarithm by the rise. */
export function meanBetween(low: number, high: number, rise: number): number {
  if (Math.abs(rise) > FLAT) return (high - low) / rise;
  return low * (1 + rise * (0.5 + rise * (1 / 6 + rise * (1 / 24 + rise * (1 / 120 + rise / 720)))));
}

function massesOf(places: Float64Array, log: Float64Array, density: Float64Array): Float64Array {
  const mass = new Float64Array(places.length - 1);
  for (let cell = 0; cell < mass.length; cell += 1) {
    const rise = at(log, cell + 1) - at(log, cell);
    const width = at(places, cell + 1) - at(places, cell);
    mass[cell] = width * meanBetween(at(density, cell), at(density, cell + 1), rise);
  }
  return mass;
}

/** Sums of masses round: where next to nothing lies on the other side they can come out an ulp above all there is. */
const atMostOne = (mass: number): number => Math.min(mass, 1);

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;
