export interface Quadrature {
  /** On 0 to 1, ascending. */
  readonly places: Float64Array;
  /** Sum to 1. */
  readonly weights: Float64Array;
}

/** Gauss and Legendre's rule of `count` places on 0 to 1: exact for polynomials up to degree 2 count - 1. */
export function gaussLegendre(count: number): Quadrature {
  const places = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 12; round += 1) {
      let [before, value] = [1, x];
      for (let k = 2; k <= count; k += 1) {
        [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      }
      slope = (count * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    places[count - 1 - i] = (1 + x) / 2;
    weights[count - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { places, weights };
}
