import type { DrawnShape, LognormalShape } from "./smile-shape.ts";
import type { Smile } from "./smile.ts";

/** Gauss-Legendre's four places and weights on -1 to 1. */
const PLACES = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
const WEIGHTS = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];
const LOG_ROOT_TWO_PI = 0.9189385332046727;
/** Panels of a lognormal, which ends where next to nothing is left. */
const PANELS = 200;
const FURTHEST = 9;
/** Falls by e of a tail after which nothing is left of it, each a panel. */
const TAIL_PANELS = 40;
/** No cell is taken in one piece over which the density changes by a larger power of e. */
const STEEPEST = 0.75;

/**
 * Mean of a payoff (dollars) over the price at expiry (dollars) under the market's own density.
 *
 * Smooth payoffs come out to nine digits; a kink costs up to 1e-4 of a deviation. Packages of options have
 * `structureOdds`, and steps `probabilityBelow`, both exact.
 */
export function expectationUnder(smile: Smile, payoff: (price: number) => number): number {
  const { shape, forward } = smile;
  return shape.kind === "drawn" ? overDrawn(shape, payoff) : overLognormal(shape, forward, payoff);
}

function overDrawn(shape: DrawnShape, payoff: (price: number) => number): number {
  const { places } = shape.axis;
  const { log, falls } = shape.mass;
  const last = places.length - 1;
  const at = (z: number): number => Math.exp(shape.mass.logDensity(z)) * payoff(shape.priceAt(z));
  let mean = 0;
  for (let cell = 0; cell < last; cell += 1) {
    const from = places[cell] ?? Number.NaN;
    const width = (places[cell + 1] ?? Number.NaN) - from;
    const rise = Math.abs((log[cell + 1] ?? Number.NaN) - (log[cell] ?? Number.NaN));
    const pieces = Math.ceil(rise / STEEPEST) || 1;
    for (let piece = 0; piece < pieces; piece += 1) {
      mean += quadrature(from + (width * piece) / pieces, width / pieces, at);
    }
  }
  for (let panel = 0; panel < TAIL_PANELS; panel += 1) {
    const low = 1 / falls.below;
    const high = 1 / (falls.above - shape.scale);
    mean += quadrature((places[0] ?? Number.NaN) - (panel + 1) * low, low, at);
    mean += quadrature((places[last] ?? Number.NaN) + panel * high, high, at);
  }
  return mean;
}

function overLognormal(
  { deviation }: LognormalShape,
  forward: number,
  payoff: (price: number) => number,
): number {
  const width = (2 * FURTHEST) / PANELS;
  const at = (y: number): number =>
    Math.exp(-0.5 * y * y - LOG_ROOT_TWO_PI) * payoff(forward * Math.exp(deviation * (y - 0.5 * deviation)));
  let mean = 0;
  for (let panel = 0; panel < PANELS; panel += 1) mean += quadrature(panel * width - FURTHEST, width, at);
  return mean;
}

function quadrature(from: number, width: number, at: (place: number) => number): number {
  let sum = 0;
  for (let node = 0; node < PLACES.length; node += 1) {
    const place = from + 0.5 * width * (1 + (PLACES[node] ?? Number.NaN));
    sum += (WEIGHTS[node] ?? Number.NaN) * at(place);
  }
  return 0.5 * width * sum;
}
