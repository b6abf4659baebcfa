import { normalBelow } from "../elementary/mills-ratio.ts";
import { gaussLegendre } from "./gauss-legendre.ts";

/** An American put on a stock with a continuous yield: rate above zero, deviation above zero. */
export interface PutTerms {
  /** Dollars. */
  readonly strike: number;
  readonly years: number;
  readonly volatility: number;
  /** More than zero: without interest nobody exercises a put early. */
  readonly rate: number;
  /** Zero or more. */
  readonly dividendYield: number;
}

/** Chebyshev places of the boundary over the root of time. */
const DEGREE = 20;
const ROUNDS = 40;
const RULE = gaussLegendre(64);

/**
 * The spot below which the put is exercised, as a function of the time that is left.
 *
 * A fixed point of the boundary's own integral equation, interpolated in the root of time where it is smooth; both
 * ends of each integral are smoothed by a sine substitution.
 *
 * @see Andersen, Lake, Offengenden, High-performance American option pricing, J. Computational Finance 20 (2016).
 */
export class ExerciseBoundary {
  /** Boundary at the moment of expiry, dollars. */
  readonly atExpiry: number;
  readonly #terms: PutTerms;
  /** ln(boundary / atExpiry)² at the Chebyshev places, from the whole time down to none. */
  #heights: Float64Array;

  constructor(terms: PutTerms) {
    const { strike, rate, dividendYield, years } = terms;
    this.#terms = terms;
    this.atExpiry = strike * (dividendYield > rate ? rate / dividendYield : 1);
    const places = Float64Array.from({ length: DEGREE + 1 }, (_, i) => timeAt(i) * years);
    this.#heights = places.map((time) => this.#height(guess(terms, time, this.atExpiry)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const next = places.map((time, i) => (i === DEGREE ? 0 : this.#height(this.#improved(time))));
      const moved = next.reduce((most, height, i) => {
        return Math.max(most, Math.abs(Math.sqrt(height) - Math.sqrt(this.#heights[i] ?? 0)));
      }, 0);
      this.#heights = next;
      if (moved < 1e-13) break;
    }
  }

  /** Dollars; `years` left, from 0 to the whole time. */
  at(years: number): number {
    const z = 2 * Math.sqrt(years / this.#terms.years) - 1;
    return this.atExpiry * Math.exp(-Math.sqrt(Math.max(this.#interpolated(z), 0)));
  }

  #height(boundary: number): number {
    return Math.log(Math.min(boundary / this.atExpiry, 1)) ** 2;
  }

  /** One step of the fixed point: what the boundary must be if it is what it is everywhere before. */
  #improved(time: number): number {
    const { strike, volatility, rate, dividendYield } = this.#terms;
    const carry = rate - dividendYield;
    const here = this.at(time);
    const root = volatility * Math.sqrt(time);
    const whole = (Math.log(here / strike) + carry * time) / root;
    let held = normalBelow(whole - 0.5 * root);
    let owed = normalBelow(whole + 0.5 * root);
    for (let n = 0; n < RULE.places.length; n += 1) {
      const angle = 0.5 * Math.PI * (RULE.places[n] ?? 0);
      const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
      // so long before: left is the time between the two moments
      const [left, before] = [time * sine * sine, time * cosine * cosine];
      const mass = 0.5 * Math.PI * (RULE.weights[n] ?? 0) * 2 * time * sine * cosine;
      const spread = volatility * Math.sqrt(left);
      const centre = (Math.log(here / this.at(before)) + carry * left) / spread;
      held += mass * rate * Math.exp(rate * before) * normalBelow(centre - 0.5 * spread);
      owed += mass * dividendYield * Math.exp(dividendYield * before) * normalBelow(centre + 0.5 * spread);
    }
    // so far below the strike that a chance underflows: it stays where it was guessed
    const boundary = (strike * Math.exp(-carry * time) * held) / owed;
    return boundary > 0 ? boundary : here;
  }

  /** Barycentric, on Chebyshev's extremal places. */
  #interpolated(z: number): number {
    let [over, under] = [0, 0];
    for (let i = 0; i <= DEGREE; i += 1) {
      const apart = z - placeAt(i);
      const height = this.#heights[i] ?? 0;
      if (Math.abs(apart) < 1e-15) return height;
      const weight = (i % 2 === 0 ? 1 : -1) * (i === 0 || i === DEGREE ? 0.5 : 1);
      over += (weight * height) / apart;
      under += weight / apart;
    }
    return over / under;
  }
}

const placeAt = (i: number): number => Math.cos((Math.PI * i) / DEGREE);

/** Share of the whole time at a place; the root of time runs evenly over -1 to 1. */
const timeAt = (i: number): number => ((1 + placeAt(i)) / 2) ** 2;

/** Bjerksund and Stensland's flat boundary (1993) of the mirrored call: near enough for the fixed point to hold. */
function guess(
  { strike, volatility, rate, dividendYield }: PutTerms,
  time: number,
  atExpiry: number,
): number {
  if (time === 0) return atExpiry;
  const variance = volatility * volatility;
  // the put on S at K is the call on K at S with rate and yield exchanged
  const tilt = 0.5 - (dividendYield - rate) / variance;
  const beta =
    tilt + Math.sqrt(tilt * tilt + (2 * dividendYield) / variance + (2 * (rate - dividendYield)) / variance);
  const perpetual = strike * (beta > 1 ? (beta - 1) / beta : 0.5);
  const start = atExpiry;
  const fade = Math.exp(
    (-2 * volatility * Math.sqrt(time) * start) / Math.max(start - perpetual, 1e-9 * start),
  );
  return perpetual + (start - perpetual) * fade;
}
