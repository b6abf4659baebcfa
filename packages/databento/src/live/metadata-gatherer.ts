import { decodePrelude, PRELUDE_SIZE } from "../codec/metadata-decoder.ts";

/** Gathers prelude and metadata of a stream, however they arrive, without trusting their length. */
export class MetadataGatherer {
  readonly #maxBytes: number;
  #bytes = new Uint8Array(FIRST_SIZE);
  #used = 0;
  #size: number | null = null;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * How many bytes of the chunk belong to the metadata; `whole` has them all once they are there.
   *
   * @throws DbnError when this is no such stream, or too much of one.
   */
  push(chunk: Uint8Array): number {
    let taken = 0;
    if (this.#size === null) {
      taken = this.#take(chunk, PRELUDE_SIZE);
      if (this.#used < PRELUDE_SIZE) return taken;
      const { length } = decodePrelude(this.#bytes.subarray(0, PRELUDE_SIZE), this.#maxBytes);
      this.#size = PRELUDE_SIZE + length;
    }
    return taken + this.#take(chunk.subarray(taken), this.#size);
  }

  get whole(): Uint8Array | null {
    return this.#used === this.#size ? this.#bytes.subarray(0, this.#used) : null;
  }

  #take(chunk: Uint8Array, upTo: number): number {
    const taken = Math.min(chunk.length, upTo - this.#used);
    const used = this.#used + taken;
    if (used > this.#bytes.length) {
      // grows with what has come, never with what is announced
      const larger = new Uint8Array(Math.max(used, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk.subarray(0, taken), this.#used);
    this.#used = used;
    return taken;
  }
}

const FIRST_SIZE = 512;
