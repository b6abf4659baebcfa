import type { DividendTerms } from "./dividend-terms.ts";

const PLACES = 1_201;
const STEPS = 600;
/** Steps after a kink that are taken fully implicit: half steps would ring. */
const CALM_STEPS = 4;
const REACH = 7;

type PutTerms = Omit<DividendTerms, "right">;

/**
 * American put up to a cash dividend, from what it is worth right before the ex date: Crank and Nicolson's scheme on a
 * grid of log spots, exercise taken inside each solve (Brennan and Schwartz), on two grids whose leading error is
 * extrapolated away.
 */
export function putUpToDividend(terms: PutTerms, atEx: (spot: number) => number): number {
  const [coarse, fine] = [2, 1].map((part) => {
    const grid = new PutGrid(terms, { places: (PLACES - 1) / part + 1, atEx });
    grid.goBack(terms.exYears, STEPS / part);
    return grid.at(terms.spot);
  }) as [number, number];
  return fine + (fine - coarse) / 3;
}

class PutGrid {
  readonly #spots: Float64Array;
  readonly #payoff: Float64Array;
  readonly #low: number;
  readonly #width: number;
  readonly #terms: PutTerms;
  readonly #places: number;
  #values: Float64Array;

  constructor(terms: PutTerms, { places, atEx }: { places: number; atEx: (spot: number) => number }) {
    const { spot, strike, volatility, years } = terms;
    this.#terms = terms;
    this.#places = places;
    const reach = REACH * volatility * Math.sqrt(years);
    const [low, high] = [Math.min(spot, strike), Math.max(spot, strike)];
    this.#low = Math.log(low) - reach - 2 * (terms.dividend / low);
    this.#width = (Math.log(high) + reach - this.#low) / (places - 1);
    this.#spots = Float64Array.from({ length: places }, (_, i) => Math.exp(this.#low + i * this.#width));
    this.#payoff = this.#spots.map((at) => Math.max(strike - at, 0));
    this.#values = this.#spots.map((at, i) => Math.max(atEx(at), this.#payoff[i] ?? 0));
  }

  /** Values so much earlier. */
  goBack(years: number, steps: number): void {
    const step = years / steps;
    for (let n = 0; n < steps; n += 1) {
      if (n < CALM_STEPS) {
        this.#solve(step / 2, 1);
        this.#solve(step / 2, 1);
      } else this.#solve(step, 0.5);
    }
  }

  /** Cubic between the places; intrinsic below them. */
  at(spot: number): number {
    if (spot <= (this.#spots[1] ?? 0)) return this.#terms.strike - Math.max(spot, 0);
    const place = (Math.log(spot) - this.#low) / this.#width;
    const from = Math.min(Math.max(Math.floor(place) - 1, 0), this.#places - 4);
    const t = place - from;
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => this.#values[from + i] ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    const [t1, t2, t3] = [t - 1, t - 2, t - 3];
    return (-a * t1 * t2 * t3) / 6 + (b * t * t2 * t3) / 2 - (c * t * t1 * t3) / 2 + (d * t * t1 * t2) / 6;
  }

  /** One step; `share` 1 is fully implicit, 0.5 half and half. */
  #solve(step: number, share: number): void {
    const { volatility, rate } = this.#terms;
    const variance = volatility * volatility;
    const diffusion = (0.5 * variance) / (this.#width * this.#width);
    const drift = (rate - 0.5 * variance) / (2 * this.#width);
    const [down, up] = [diffusion - drift, diffusion + drift];
    const middle = -2 * diffusion - rate;
    const old = this.#values;
    const right = new Float64Array(this.#places);
    const known = step * (1 - share);
    for (let i = 1; i < this.#places - 1; i += 1) {
      const here = old[i] ?? 0;
      right[i] = here + known * (down * (old[i - 1] ?? 0) + middle * here + up * (old[i + 1] ?? 0));
    }
    const sought = step * share;
    const next = new Float64Array(this.#places);
    // the lowest place is exercised, the highest worthless
    next[0] = this.#payoff[0] ?? 0;
    const [lower, pivot, upper] = [-sought * down, 1 - sought * middle, -sought * up];
    const diagonal = new Float64Array(this.#places).fill(pivot);
    // eliminate from the worthless side so that the exercised side is filled in last
    for (let i = this.#places - 3; i >= 1; i -= 1) {
      const factor = upper / (diagonal[i + 1] ?? 1);
      diagonal[i] = pivot - factor * lower;
      right[i] = (right[i] ?? 0) - factor * (right[i + 1] ?? 0);
    }
    for (let i = 1; i < this.#places - 1; i += 1) {
      const value = ((right[i] ?? 0) - lower * (next[i - 1] ?? 0)) / (diagonal[i] ?? 1);
      next[i] = Math.max(value, this.#payoff[i] ?? 0);
    }
    this.#values = next;
  }
}
