import { outOfTheMoneyValue } from "@smart0dte/pricing";
import { atTheMoney, smileAt } from "./expiry-smile.ts";

/** The strikes of one ticker's expiry and what each right is worth. Dollars. */
export class OptionChain {
  readonly strikes: Float64Array;
  /** Call and put of strike i at 2i and 2i + 1. */
  readonly #values: Float64Array;
  readonly #intrinsics: Float64Array;

  constructor(strikes: readonly number[]) {
    this.strikes = Float64Array.from(strikes);
    this.#values = new Float64Array(2 * strikes.length);
    this.#intrinsics = new Float64Array(2 * strikes.length);
  }

  valueOf(option: number): number {
    return this.#values[option] ?? Number.NaN;
  }

  intrinsicOf(option: number): number {
    return this.#intrinsics[option] ?? Number.NaN;
  }

  /** Index of the strike nearest to a price, within the list. Strikes are a dollar apart. */
  indexNear(price: number): number {
    const index = Math.round(price - (this.strikes[0] ?? 0));
    return Math.min(Math.max(index, 0), this.strikes.length - 1);
  }

  /**
   * Values strikes `from` to before `to`. Rates are zero (same-day expiry), so parity is exact:
   * the out-of-the-money side is priced, the other is it plus the distance.
   */
  value(
    { forward, variance }: { readonly forward: number; readonly variance: number },
    from: number,
    to: number,
  ): void {
    const middle = atTheMoney(variance);
    for (let i = from; i < to; i += 1) {
      const strike = this.strikes[i] ?? Number.NaN;
      const distance = forward - strike;
      const timeValue =
        middle === 0
          ? 0
          : outOfTheMoneyValue(forward, strike, middle * smileAt(Math.log(strike / forward) / middle));
      this.#intrinsics[2 * i] = Math.max(distance, 0);
      this.#intrinsics[2 * i + 1] = Math.max(-distance, 0);
      this.#values[2 * i] = Math.max(distance, 0) + timeValue;
      this.#values[2 * i + 1] = Math.max(-distance, 0) + timeValue;
    }
  }
}
