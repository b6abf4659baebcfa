import { CELLS, OVERLAP, SPLINE_WEIGHTS, type SmileAxis } from "./smile-axis.ts";
import { meanBetween } from "./straight-measure.ts";

/** A tail falls at least this fast, per deviation. */
export const SLOWEST_FALL = 0.4;

/** Where the model is to be valued. */
export interface ModelStrikes {
  /** Dollars, ascending. */
  readonly strike: Float64Array;
  /** ln(strike / forward) in deviations of the money. */
  readonly place: Float64Array;
}

/** Dollars, and the deviation of the money (of the log price until expiry). */
export interface ModelTerms {
  readonly forward: number;
  readonly scale: number;
}

const NOTHING = new Float64Array(0);
const NO_AXIS: SmileAxis = { splines: 0, knotDistance: 1, places: NOTHING, start: 0 };

/**
 * Values of options under the density that spline coefficients draw, and how they change with each coefficient.
 * Works in its own room, again and again: {@link SmileModel.prepare} says for what, and every
 * {@link SmileModel.evaluate} overwrites what the one before found. Columns may be longer than what they hold.
 *
 * The density is brought to total one and its centre to where the mean is the forward, so that neither is a condition
 * on the coefficients.
 */
export class SmileModel {
  axis = NO_AXIS;
  /** Out-of-the-money values, dollars. */
  value = NOTHING;
  /** Change of each value per unit of each coefficient; a row for each strike. */
  gradient = NOTHING;
  /** Log density at the ends of the cells, before it is brought to total one. */
  log = NOTHING;
  #forward = Number.NaN;
  #scale = Number.NaN;
  #strikes: ModelStrikes = { strike: NOTHING, place: NOTHING };
  #density = NOTHING;
  /** Price over the centre at the ends of the cells. */
  #growth = NOTHING;
  /** Of the cells: probability, and mean of the price over the centre. */
  #mass = NOTHING;
  #share = NOTHING;
  /** Change of what lies below, by coefficient. */
  #massChange = NOTHING;
  #shareChange = NOTHING;
  #massBelow = NOTHING;
  #shareBelow = NOTHING;
  #totalMass = Number.NaN;
  #totalShare = Number.NaN;
  #fallBelow = Number.NaN;
  #fallAbove = Number.NaN;

  prepare(axis: SmileAxis, strikes: ModelStrikes, { forward, scale }: ModelTerms): void {
    const ends = axis.places.length;
    const count = strikes.strike.length;
    this.axis = axis;
    this.#forward = forward;
    this.#scale = scale;
    this.#strikes = strikes;
    if (this.log.length < ends) {
      this.log = new Float64Array(ends);
      this.#density = new Float64Array(ends);
      this.#growth = new Float64Array(ends);
      this.#mass = new Float64Array(ends);
      this.#share = new Float64Array(ends);
    }
    if (this.value.length < count) {
      this.value = new Float64Array(count);
      this.#massBelow = new Float64Array(count);
      this.#shareBelow = new Float64Array(count);
    }
    if (this.gradient.length < count * axis.splines) this.gradient = new Float64Array(count * axis.splines);
    if (this.#massChange.length < axis.splines) {
      this.#massChange = new Float64Array(axis.splines);
      this.#shareChange = new Float64Array(axis.splines);
    }
    for (let end = 0; end < ends; end += 1) this.#growth[end] = Math.exp(scale * at(axis.places, end));
  }

  /** Values and changes under these coefficients. */
  evaluate(coefficients: Float64Array): void {
    const ends = this.axis.places.length;
    drawLog(coefficients, this.log, ends);
    for (let end = 0; end < ends; end += 1) this.#density[end] = Math.exp(at(this.log, end));
    this.#weigh();
    this.#walk();
    this.#bringToOne();
  }

  /** Masses of the cells and of both tails. */
  #weigh(): void {
    const { places } = this.axis;
    const cells = places.length - 1;
    const scale = this.#scale;
    let mass = 0;
    let share = 0;
    for (let cell = 0; cell < cells; cell += 1) {
      const width = at(places, cell + 1) - at(places, cell);
      const rise = at(this.log, cell + 1) - at(this.log, cell);
      const low = at(this.#density, cell);
      const high = at(this.#density, cell + 1);
      const cellMass = width * meanBetween(low, high, rise);
      const cellShare =
        width *
        meanBetween(low * at(this.#growth, cell), high * at(this.#growth, cell + 1), rise + scale * width);
      this.#mass[cell] = cellMass;
      this.#share[cell] = cellShare;
      mass += cellMass;
      share += cellShare;
    }
    this.#fallBelow = Math.max(slopeFrom(this.log, places, 0), SLOWEST_FALL);
    this.#fallAbove = Math.max(-slopeFrom(this.log, places, cells - CELLS), SLOWEST_FALL + scale);
    const below = at(this.#density, 0);
    const above = at(this.#density, cells);
    this.#totalMass = mass + below / this.#fallBelow + above / this.#fallAbove;
    this.#totalShare =
      share +
      (below * at(this.#growth, 0)) / (this.#fallBelow + scale) +
      (above * at(this.#growth, cells)) / (this.#fallAbove - scale);
  }

  /** From the lowest price to the highest: what lies below each strike, and its change with the coefficients. */
  #walk(): void {
    const { axis, log } = this;
    const { places, splines } = axis;
    const cells = places.length - 1;
    const scale = this.#scale;
    const massChange = this.#massChange.fill(0);
    const shareChange = this.#shareChange.fill(0);
    const { strike, place } = this.#strikes;
    const moved = Math.log(this.#totalMass / this.#totalShare) / scale;
    let next = 0;
    let mass = at(this.#density, 0) / this.#fallBelow;
    let share = (at(this.#density, 0) * at(this.#growth, 0)) / (this.#fallBelow + scale);
    this.#tail(0, mass, share);
    for (; next < strike.length && at(place, next) - moved < at(places, 0); next += 1) {
      const beyond = at(place, next) - moved - at(places, 0);
      const massLeft = Math.exp(this.#fallBelow * beyond);
      const shareLeft = Math.exp((this.#fallBelow + scale) * beyond);
      this.#massBelow[next] = mass * massLeft;
      this.#shareBelow[next] = share * shareLeft;
      this.#spread(next, massLeft, shareLeft);
    }
    for (let cell = 0; cell < cells; cell += 1) {
      const interval = (cell / CELLS) | 0;
      const row = OVERLAP * (cell - CELLS * interval);
      const start = at(places, cell);
      const end = at(places, cell + 1);
      const rise = at(log, cell + 1) - at(log, cell);
      const shareRise = rise + scale * (end - start);
      while (next < strike.length && at(place, next) - moved < end) {
        const part = (at(place, next) - moved - start) / (end - start);
        const low = at(this.#density, cell);
        const high = low * Math.exp(rise * part);
        const width = part * (end - start);
        const lowShare = low * at(this.#growth, cell);
        const partMass = width * meanBetween(low, high, rise * part);
        const partShare =
          width * meanBetween(lowShare, high * Math.exp(scale * (start + width)), shareRise * part);
        this.#massBelow[next] = mass + partMass;
        this.#shareBelow[next] = share + partShare;
        this.#spread(next, 1, 1);
        const perMass = at(strike, next) / this.#totalMass;
        const perShare = this.#forward / this.#totalShare;
        const base = next * splines;
        const massHigh = partMass * part * middleOf(rise * part);
        const shareHigh = partShare * part * middleOf(shareRise * part);
        const lowWeight = perMass * (partMass - massHigh) - perShare * (partShare - shareHigh);
        const highWeight = perMass * massHigh - perShare * shareHigh;
        for (let a = 0; a < OVERLAP; a += 1) {
          const index = base + interval + a;
          this.gradient[index] =
            at(this.gradient, index) +
            lowWeight * at(SPLINE_WEIGHTS, row + a) +
            highWeight * at(SPLINE_WEIGHTS, row + OVERLAP + a);
        }
        next += 1;
      }
      const cellMass = at(this.#mass, cell);
      const cellShare = at(this.#share, cell);
      const massHigh = cellMass * middleOf(rise);
      const shareHigh = cellShare * middleOf(shareRise);
      for (let a = 0; a < OVERLAP; a += 1) {
        const low = at(SPLINE_WEIGHTS, row + a);
        const high = at(SPLINE_WEIGHTS, row + OVERLAP + a);
        const k = interval + a;
        massChange[k] = at(massChange, k) + (cellMass - massHigh) * low + massHigh * high;
        shareChange[k] = at(shareChange, k) + (cellShare - shareHigh) * low + shareHigh * high;
      }
      mass += cellMass;
      share += cellShare;
    }
    const massAbove = at(this.#density, cells) / this.#fallAbove;
    const shareAbove = (at(this.#density, cells) * at(this.#growth, cells)) / (this.#fallAbove - scale);
    this.#tail(cells, massAbove, shareAbove);
    for (; next < strike.length; next += 1) {
      const beyond = at(place, next) - moved - at(places, cells);
      const massLeft = Math.exp(-this.#fallAbove * beyond);
      const shareLeft = Math.exp((scale - this.#fallAbove) * beyond);
      this.#massBelow[next] = this.#totalMass - massAbove * massLeft;
      this.#shareBelow[next] = this.#totalShare - shareAbove * shareLeft;
      this.#spread(next, 1, 1);
    }
  }

  /** Writes a strike's row: what has been gathered of the changes so far, times what of it lies below the strike. */
  #spread(strike: number, massShare: number, shareShare: number): void {
    const { splines } = this.axis;
    const perMass = (massShare * at(this.#strikes.strike, strike)) / this.#totalMass;
    const perShare = (shareShare * this.#forward) / this.#totalShare;
    const base = strike * splines;
    for (let k = 0; k < splines; k += 1) {
      this.gradient[base + k] = perMass * at(this.#massChange, k) - perShare * at(this.#shareChange, k);
    }
  }

  /** Adds what a tail's mass does with the coefficients: through the density where it begins, and through its fall. */
  #tail(end: number, mass: number, share: number): void {
    const { places, splines } = this.axis;
    const isBelow = end === 0;
    const other = isBelow ? CELLS : end - CELLS;
    const fall = isBelow ? this.#fallBelow : this.#fallAbove;
    const isDrawn = isBelow ? fall > SLOWEST_FALL : fall > SLOWEST_FALL + this.#scale;
    const apart = Math.abs(at(places, other) - at(places, end));
    const steepening = isDrawn ? 1 / (fall * apart) : 0;
    const shareSteepening = isDrawn ? 1 / ((isBelow ? fall + this.#scale : fall - this.#scale) * apart) : 0;
    const interval = isBelow ? 0 : splines - OVERLAP;
    const endRow = isBelow ? 0 : OVERLAP * CELLS;
    const otherRow = isBelow ? OVERLAP * CELLS : 0;
    for (let a = 0; a < OVERLAP; a += 1) {
      const here = at(SPLINE_WEIGHTS, endRow + a);
      const there = at(SPLINE_WEIGHTS, otherRow + a);
      const k = interval + a;
      this.#massChange[k] = at(this.#massChange, k) + mass * (here + steepening * (here - there));
      this.#shareChange[k] = at(this.#shareChange, k) + share * (here + shareSteepening * (here - there));
    }
  }

  /** Values and changes of the density whose total is one and whose mean is the forward. */
  #bringToOne(): void {
    const { splines } = this.axis;
    const { strike } = this.#strikes;
    const forward = this.#forward;
    for (let n = 0; n < strike.length; n += 1) {
      const mass = at(this.#massBelow, n) / this.#totalMass;
      const share = at(this.#shareBelow, n) / this.#totalShare;
      const k = at(strike, n);
      this.value[n] = k < forward ? k * mass - forward * share : forward * (1 - share) - k * (1 - mass);
      const perMass = (k * mass) / this.#totalMass;
      const perShare = (forward * share) / this.#totalShare;
      for (let spline = 0; spline < splines; spline += 1) {
        const index = n * splines + spline;
        this.gradient[index] =
          at(this.gradient, index) -
          perMass * at(this.#massChange, spline) +
          perShare * at(this.#shareChange, spline);
      }
    }
  }
}

/** The log density at the ends of all cells. */
function drawLog(coefficients: Float64Array, log: Float64Array, ends: number): void {
  for (let end = 0; end < ends; end += 1) {
    const interval = Math.min((end / CELLS) | 0, coefficients.length - OVERLAP);
    const row = OVERLAP * (end - CELLS * interval);
    let sum = 0;
    for (let a = 0; a < OVERLAP; a += 1) sum += at(SPLINE_WEIGHTS, row + a) * at(coefficients, interval + a);
    log[end] = sum;
  }
}

/** Where the middle of such a mass lies, as a share of the way; by series, which a derivative may. */
const middleOf = (rise: number): number => 0.5 + rise / (12 + 0.2 * rise * rise);

/** Of the log density over the interval that begins at a cell's end. */
const slopeFrom = (log: Float64Array, places: Float64Array, end: number): number =>
  (at(log, end + CELLS) - at(log, end)) / (at(places, end + CELLS) - at(places, end));

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;
