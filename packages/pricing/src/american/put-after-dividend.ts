import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { AmericanPut } from "./american-put.ts";
import type { DividendTerms } from "./dividend-terms.ts";

/** Chebyshev places of the value over the log of the spot. */
const DEGREE = 72;
/** Deviations above the strike from which early exercise is worth nothing. */
const REACH = 9;

/** The American put right after the ex date as a function of the share's price right before it, of the dividend's drop. */
export class PutAfterDividend {
  /** Price right before the ex date at and below which the put is exercised as soon as the share has fallen. */
  readonly critical: number;
  readonly #strike: number;
  readonly #dividend: number;
  readonly #put: AmericanPut;
  readonly #european: (spot: number) => number;
  readonly #low: number;
  readonly #high: number;
  readonly #premiums: Float64Array;

  constructor({ strike, years, exYears, volatility, rate, dividend }: Omit<DividendTerms, "right">) {
    const left = years - exYears;
    this.#strike = strike;
    this.#dividend = dividend;
    this.#put = new AmericanPut({ strike, years: left, volatility, rate, dividendYield: 0 });
    this.#european = (spot) =>
      priceOf({ right: "P", spot, strike, years: left, volatility, rate, dividendYield: 0 });
    const { critical } = this.#put;
    this.critical = dividend + (critical ?? 0);
    this.#low = Math.log(critical ?? strike);
    this.#high = Math.log(strike) + REACH * volatility * Math.sqrt(left);
    const count = critical === null ? 0 : DEGREE + 1;
    this.#premiums = Float64Array.from({ length: count }, (_, i) => {
      const spot = Math.exp(this.#low + ((1 + placeAt(i)) / 2) * (this.#high - this.#low));
      const european = this.#european(spot);
      return this.#put.at(spot, european) - european;
    });
  }

  /** Dollars. A share that is worth no more than its dividend is worth nothing after it. */
  at(before: number): number {
    const spot = before - this.#dividend;
    if (spot <= 0) return this.#strike;
    if (before <= this.critical) return this.#strike - spot;
    const european = this.#european(spot);
    if (this.#premiums.length === 0) return this.#put.at(spot, european);
    const z = (2 * (Math.log(spot) - this.#low)) / (this.#high - this.#low) - 1;
    return z >= 1 ? european : Math.max(this.#strike - spot, european + this.#premiumAt(z));
  }

  /** Barycentric, on Chebyshev's extremal places. */
  #premiumAt(z: number): number {
    let [over, under] = [0, 0];
    for (let i = 0; i <= DEGREE; i += 1) {
      const apart = z - placeAt(i);
      const premium = this.#premiums[i] ?? 0;
      if (Math.abs(apart) < 1e-15) return premium;
      const weight = ((i % 2 === 0 ? 1 : -1) * (i === 0 || i === DEGREE ? 0.5 : 1)) / apart;
      over += weight * premium;
      under += weight;
    }
    return over / under;
  }
}

const PLACES = Float64Array.from({ length: DEGREE + 1 }, (_, i) => Math.cos((Math.PI * i) / DEGREE));
const placeAt = (i: number): number => PLACES[i] ?? 0;
