import type { SignedVolume } from "@smart0dte/domain";

/** Which side of the market a print was on: the buyer's, the seller's, at the middle, or no market to say. */
export type PrintSide = "bought" | "sold" | "middle" | "unknown";

/**
 * Today's option prints by who is taken to have started them, in typed arrays by instrument number.
 *
 * The quote rule: above the middle of the market that stood the buyer did, below it the seller. At the middle the tick
 * test: higher than the last other price of the contract bought, lower sold. What neither tells stays unsigned.
 */
export class SignedFlow {
  readonly #bought: number[] = [];
  readonly #sold: number[] = [];
  readonly #unsigned: number[] = [];
  readonly #last: number[] = [];
  /** Of the last change of price: 1 up, -1 down. */
  readonly #direction: number[] = [];

  /** Price in UsdE4, size in contracts. */
  print(
    number: number,
    { price, size }: { readonly price: number; readonly size: number },
    side: PrintSide,
  ): void {
    const last = this.#last[number] ?? 0;
    if (last > 0 && price !== last) this.#direction[number] = price > last ? 1 : -1;
    this.#last[number] = price;
    const direction = side === "middle" ? (this.#direction[number] ?? 0) : 0;
    const count =
      side === "bought" || direction > 0
        ? this.#bought
        : side === "sold" || direction < 0
          ? this.#sold
          : this.#unsigned;
    count[number] = (count[number] ?? 0) + size;
  }

  /** Contracts so far. */
  of(number: number): SignedVolume {
    return {
      bought: this.#bought[number] ?? 0,
      sold: this.#sold[number] ?? 0,
      unsigned: this.#unsigned[number] ?? 0,
    };
  }
}
