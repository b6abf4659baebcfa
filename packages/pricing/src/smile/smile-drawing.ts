import { NormalEquations, ROWS_AT_ONCE } from "../elementary/normal-equations.ts";
import { smileAxis, spreadOut, type SmileAxis } from "./smile-axis.ts";
import { SmileModel, type ModelTerms } from "./smile-model.ts";
import type { SmileReadings } from "./smile-readings.ts";
import type { Drawing } from "./smile-shape.ts";

/** Third derivative over u that a log density is expected to have, before any quote is seen. */
const TYPICAL_TURN = 2;
/** Misses, in uncertainties, from which on a quote counts in proportion less. */
const APART = 2;
const MOST_ROUNDS = 30;
/** The search ends when a round takes less than this share off the cost. */
const CLOSE = 1e-5;
/** Far from the quotes every miss is apart; only near them does the cost's own curvature hold. */
const NEAR = 0.03;
/** Of the far rounds' curvature, what the near ones keep. */
const KEPT = 0.1;
/** No step changes a coefficient by more. */
const FURTHEST_STEP = 4;
const DAMPING = { first: 1e-3, least: 1e-5, most: 1e6, down: 0.1, up: 30 };
/** The start's slopes are taken over so many knots either side, and bend the density down to this share at most. */
const STENCIL = 3;
const LEAST_BEND = 0.2;
/** Of a mid: no value is taken as less, so that every miss is a number. */
const LEAST_VALUE = 1e-12;
const TURN = Float64Array.of(-1, 3, -3, 1);

/**
 * The smoothest log density that meets the quotes within their spreads.
 *
 * Least squares on the logarithms of the values, softened where a quote stands apart; the third differences of the
 * spline's coefficients are the price of roughness, so that what no quote tells is a lognormal's parabola drawn on. As
 * total and mean are set afterwards, two coefficients in the middle stay where the start has them.
 *
 * @see Eilers and Marx, Flexible smoothing with B-splines and penalties, Statistical Science 11 (1996).
 */
export function drawDensity(readings: SmileReadings, terms: ModelTerms): Drawing {
  const { scale } = terms;
  const place = readings.moneyness.map((moneyness) => moneyness / scale);
  const axis = smileAxis(place[0] ?? 0, place[readings.count - 1] ?? 0);
  search.prepare(readings, axis, { place, terms });
  const log = search.run(startOf(axis, place, { deviation: readings.deviation, scale }));
  return { axis, log, ...terms };
}

/** Log density that the quotes' deviations would have if they changed slowly. */
function startOf(
  { splines, knotDistance, start }: SmileAxis,
  place: Float64Array,
  { deviation, scale }: { readonly deviation: Float64Array; readonly scale: number },
): Float64Array {
  const knots = Float64Array.from({ length: splines }, (_, k) => spreadOut(start + (k - 1) * knotDistance));
  const local = knots.map((z) => drawnBetween(place, deviation, z) / scale);
  return knots.map((z, k) => {
    const here = local[k] ?? Number.NaN;
    const before = Math.max(k - STENCIL, 0);
    const after = Math.min(k + STENCIL, splines - 1);
    const rise = (local[after] ?? Number.NaN) - (local[before] ?? Number.NaN);
    const slope = rise / ((knots[after] ?? Number.NaN) - (knots[before] ?? Number.NaN));
    const bend = Math.min(Math.max(1 - (z * slope) / here, LEAST_BEND), 1);
    return -0.5 * (z / here) ** 2 - Math.log(here) + 2 * Math.log(bend);
  });
}

/** Straight between the places, level beyond. */
function drawnBetween(places: Float64Array, values: Float64Array, z: number): number {
  const above = places.findIndex((place) => place >= z);
  if (above === 0) return values[0] ?? Number.NaN;
  if (above === -1) return values[values.length - 1] ?? Number.NaN;
  const [from, to] = [places[above - 1] ?? Number.NaN, places[above] ?? Number.NaN];
  const share = (z - from) / (to - from);
  return (1 - share) * (values[above - 1] ?? Number.NaN) + share * (values[above] ?? Number.NaN);
}

const NO_READINGS: SmileReadings = {
  count: 0,
  strike: new Float64Array(0),
  bid: new Float64Array(0),
  ask: new Float64Array(0),
  mid: new Float64Array(0),
  uncertainty: new Float64Array(0),
  moneyness: new Float64Array(0),
  deviation: new Float64Array(0),
  vega: new Float64Array(0),
};

/** Levenberg and Marquardt's search, each round from the one before; its room serves one fit after another. */
class DrawingSearch {
  readonly #model = new SmileModel();
  readonly #equations = new NormalEquations();
  #readings = NO_READINGS;
  /** Of each quote: change of its weighted miss with each coefficient, and that miss. */
  #rows = new Float64Array(0);
  #misses = new Float64Array(0);
  /** Price of a unit of squared third difference. */
  #roughness = Number.NaN;

  prepare(
    readings: SmileReadings,
    axis: SmileAxis,
    { place, terms }: { readonly place: Float64Array; readonly terms: ModelTerms },
  ): void {
    const rows = ROWS_AT_ONCE * Math.ceil(readings.count / ROWS_AT_ONCE);
    this.#model.prepare(axis, { strike: readings.strike, place }, terms);
    this.#readings = readings;
    this.#roughness = 1 / (TYPICAL_TURN * TYPICAL_TURN * axis.knotDistance ** 5);
    if (this.#misses.length < rows) this.#misses = new Float64Array(rows);
    if (this.#rows.length < rows * axis.splines) this.#rows = new Float64Array(rows * axis.splines);
    this.#rows.fill(0, readings.count * axis.splines, rows * axis.splines);
    this.#misses.fill(0, readings.count, rows);
  }

  /** The log density at the ends of the cells. */
  run(start: Float64Array): Float64Array {
    let best: Float64Array = start;
    let trial: Float64Array = start.slice();
    let damping = DAMPING.first;
    let isNear = false;
    this.#model.evaluate(best);
    let cost = this.#cost(best);
    this.#gather(best, isNear);
    for (let round = 0; round < MOST_ROUNDS && damping < DAMPING.most; round += 1) {
      const step = this.#equations.step(damping);
      const reached = step === null ? Number.NaN : this.#try(trial, best, step);
      if (!(reached <= cost)) {
        damping *= DAMPING.up;
        continue;
      }
      const gain = cost - reached;
      [best, trial] = [trial, best];
      cost = reached;
      damping = Math.max(damping * DAMPING.down, DAMPING.least);
      if (gain < NEAR * cost) isNear = true;
      if (gain < CLOSE * (1 + cost)) break;
      this.#gather(best, isNear);
    }
    this.#model.evaluate(best);
    return this.#model.log.slice(0, this.#model.axis.places.length);
  }

  #try(trial: Float64Array, from: Float64Array, step: Float64Array): number {
    let longest = 0;
    for (let k = 0; k < trial.length; k += 1) longest = Math.max(longest, Math.abs(step[k] ?? Number.NaN));
    const share = Math.min(1, FURTHEST_STEP / longest);
    for (let k = 0; k < trial.length; k += 1) {
      trial[k] = (from[k] ?? Number.NaN) + share * (step[k] ?? Number.NaN);
    }
    this.#model.evaluate(trial);
    return this.#cost(trial);
  }

  /** By how many uncertainties the logarithm of a value misses. */
  #missOf(n: number): number {
    const mid = this.#readings.mid[n] ?? Number.NaN;
    const value = Math.max(this.#model.value[n] ?? Number.NaN, LEAST_VALUE * mid);
    return (Math.log(value / mid) * mid) / (this.#readings.uncertainty[n] ?? Number.NaN);
  }

  #cost(coefficients: Float64Array): number {
    let sum = 0;
    for (let n = 0; n < this.#readings.count; n += 1) {
      const miss = this.#missOf(n) / APART;
      sum += 2 * APART * APART * (Math.sqrt(1 + miss * miss) - 1);
    }
    for (let k = 0; k + 3 < coefficients.length; k += 1)
      sum += this.#roughness * turnAt(coefficients, k) ** 2;
    return sum;
  }

  #gather(coefficients: Float64Array, isNear: boolean): void {
    const equations = this.#equations;
    const size = coefficients.length;
    const { mid, uncertainty, count } = this.#readings;
    const { value, gradient, axis } = this.#model;
    const rows = this.#rows;
    for (let n = 0; n < count; n += 1) {
      const known = mid[n] ?? Number.NaN;
      const sure =
        known / ((uncertainty[n] ?? Number.NaN) * Math.max(value[n] ?? Number.NaN, LEAST_VALUE * known));
      const miss = this.#missOf(n);
      const root = Math.sqrt(1 + (miss / APART) ** 2);
      const weight = Math.sqrt(isNear ? 1 / (root * root * root) + KEPT / root : 1 / root);
      this.#misses[n] = miss / (root * weight);
      const scaled = sure * weight;
      const base = n * size;
      for (let k = 0; k < size; k += 1) rows[base + k] = scaled * (gradient[base + k] ?? Number.NaN);
    }
    equations.clear(size);
    equations.addRows(rows, this.#misses, count);
    for (let k = 0; k + 3 < size; k += 1) {
      const force = this.#roughness * turnAt(coefficients, k);
      equations.addPart(TURN, { from: k, weight: this.#roughness, force });
    }
    const middle = Math.round(-axis.start / axis.knotDistance) + 1;
    equations.pin(middle);
    equations.pin(middle - 1);
  }
}

/** Third difference of four coefficients in a row. */
const turnAt = (c: Float64Array, k: number): number =>
  (c[k + 3] ?? Number.NaN) -
  3 * (c[k + 2] ?? Number.NaN) +
  3 * (c[k + 1] ?? Number.NaN) -
  (c[k] ?? Number.NaN);

const search = new DrawingSearch();
