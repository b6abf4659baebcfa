import { normalBelow, normalDensity } from "./mills-ratio.ts";
import { butterflyFactor, curvePoint } from "./smile-curve.ts";
import type { Smile } from "./smile.ts";

/** Gauss-Legendre's four places and weights on -1 to 1. */
const PLACES = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
const WEIGHTS = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];
const PANELS = 200;
/** Deviations up to which panels are about equally wide; beyond, they grow with the distance. */
const EVEN_UP_TO = 3;
/** Probability that may lie outside of what is integrated. */
const LEFT_OUT = 1e-14;
const WIDEST = 1_000;

/**
 * Mean of a payoff (dollars) over the price at expiry (dollars) under the market's own density.
 *
 * Smooth payoffs come out to ten digits; a kink costs up to 1e-4 of a deviation. Packages of options have
 * `structureOdds`, and steps `probabilityBelow`, both exact.
 */
export function expectationUnder(smile: Smile, payoff: (price: number) => number): number {
  const { forward, curve } = smile;
  const reach = Math.asinh(reachOf(smile) / EVEN_UP_TO);
  const half = reach / PANELS;
  let mean = 0;
  for (let panel = 0; panel < PANELS; panel += 1) {
    const middle = (2 * panel + 1) * half - reach;
    for (let node = 0; node < PLACES.length; node += 1) {
      const place = middle + half * (PLACES[node] ?? Number.NaN);
      const moneyness = curve.scale * EVEN_UP_TO * Math.sinh(place);
      const stretch = curve.scale * EVEN_UP_TO * Math.cosh(place);
      const mass = half * (WEIGHTS[node] ?? Number.NaN) * stretch * densityAt(smile, moneyness);
      if (mass > 0) mean += mass * payoff(forward * Math.exp(moneyness));
    }
  }
  return mean;
}

/** Density of ln(price / forward). */
function densityAt({ curve }: Smile, moneyness: number): number {
  const point = curvePoint(curve, moneyness);
  const d2 = -moneyness / point.deviation - 0.5 * point.deviation;
  return (butterflyFactor(point, moneyness) * normalDensity(d2)) / point.deviation;
}

/** Deviations from the money beyond which next to nothing is left on either side, times the price as well. */
function reachOf({ curve }: Smile): number {
  let reach = 8;
  while (reach < WIDEST) {
    const below = curvePoint(curve, -reach * curve.scale).deviation;
    const above = curvePoint(curve, reach * curve.scale).deviation;
    const left = normalBelow((-reach * curve.scale) / below + 0.5 * below);
    const right = normalBelow((-reach * curve.scale) / above + 0.5 * above);
    if (Math.max(left, right) < LEFT_OUT) break;
    reach *= 1.25;
  }
  return reach;
}
