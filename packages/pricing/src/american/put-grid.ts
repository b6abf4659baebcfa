import type { DividendTerms } from "./dividend-terms.ts";

const PLACES = 1_200;
const STEPS = 600;
/** Steps after a kink that are taken fully implicit: half steps would ring. */
const CALM_STEPS = 4;
const REACH = 7;

/**
 * American put over one cash dividend on a grid of log spots: Crank and Nicolson's scheme, exercise taken inside each
 * solve (Brennan and Schwartz), the dividend as a shift of the spot.
 */
export function putWithDividend(terms: Omit<DividendTerms, "right">): number {
  const { spot, strike, years, exYears, dividend } = terms;
  const grid = new PutGrid(terms);
  const after = Math.max(20, Math.round((STEPS * (years - exYears)) / years));
  grid.goBack(years - exYears, after);
  grid.payDividend(dividend);
  grid.goBack(exYears, Math.max(20, STEPS - after));
  return Math.min(strike, Math.max(strike - spot, grid.at(spot)));
}

class PutGrid {
  readonly #spots: Float64Array;
  readonly #payoff: Float64Array;
  readonly #low: number;
  readonly #width: number;
  readonly #terms: Omit<DividendTerms, "right">;
  #values: Float64Array;

  constructor(terms: Omit<DividendTerms, "right">) {
    const { spot, strike, volatility, years } = terms;
    this.#terms = terms;
    const reach = REACH * volatility * Math.sqrt(years);
    const [low, high] = [Math.min(spot, strike), Math.max(spot, strike)];
    this.#low = Math.log(low) - reach - 2 * (terms.dividend / low);
    this.#width = (Math.log(high) + reach - this.#low) / (PLACES - 1);
    this.#spots = Float64Array.from({ length: PLACES }, (_, i) => Math.exp(this.#low + i * this.#width));
    this.#payoff = this.#spots.map((at) => Math.max(strike - at, 0));
    this.#values = this.#payoff.slice();
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

  payDividend(dividend: number): void {
    const before = this.#spots.map((spot) => this.at(spot - dividend));
    this.#values = before.map((value, i) => Math.max(value, this.#payoff[i] ?? 0));
  }

  /** Cubic between the places; intrinsic below them. */
  at(spot: number): number {
    if (spot <= (this.#spots[1] ?? 0)) return this.#terms.strike - Math.max(spot, 0);
    const place = (Math.log(spot) - this.#low) / this.#width;
    const from = Math.min(Math.max(Math.floor(place) - 1, 0), PLACES - 4);
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
    const right = new Float64Array(PLACES);
    const known = step * (1 - share);
    for (let i = 1; i < PLACES - 1; i += 1) {
      const here = old[i] ?? 0;
      right[i] = here + known * (down * (old[i - 1] ?? 0) + middle * here + up * (old[i + 1] ?? 0));
    }
    const sought = step * share;
    const next = new Float64Array(PLACES);
    // the lowest place is exercised, the highest worthless
    next[0] = this.#payoff[0] ?? 0;
    const [lower, pivot, upper] = [-sought * down, 1 - sought * middle, -sought * up];
    const diagonal = new Float64Array(PLACES).fill(pivot);
    // eliminate from the worthless side so that the exercised side is filled in last
    for (let i = PLACES - 3; i >= 1; i -= 1) {
      const factor = upper / (diagonal[i + 1] ?? 1);
      diagonal[i] = pivot - factor * lower;
      right[i] = (right[i] ?? 0) - factor * (right[i + 1] ?? 0);
    }
    for (let i = 1; i < PLACES - 1; i += 1) {
      const value = ((right[i] ?? 0) - lower * (next[i - 1] ?? 0)) / (diagonal[i] ?? 1);
      next[i] = Math.max(value, this.#payoff[i] ?? 0);
    }
    this.#values = next;
  }
}
