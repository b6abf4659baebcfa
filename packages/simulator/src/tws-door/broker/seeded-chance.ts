import { RandomStream } from "../../market/random-stream.ts";

/** Numbers from 0 to below 1, the same for the same seed. */
export class SeededChance {
  readonly #stream: RandomStream;
  #drawn = 0;

  constructor(seed: number) {
    this.#stream = new RandomStream(`${seed}/tws`);
  }

  get drawn(): number {
    return this.#drawn;
  }

  next(): number {
    this.#drawn += 1;
    return this.#stream.uniform();
  }

  /** Draws until so many are drawn. */
  skipTo(drawn: number): void {
    while (this.#drawn < drawn) this.next();
  }
}
