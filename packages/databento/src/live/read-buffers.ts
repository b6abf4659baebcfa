/** Memory that one socket reads into: one piece used again and again, or pieces that are never written to twice. */
export class ReadBuffers {
  readonly #kept: boolean;
  #slab: Uint8Array<ArrayBuffer>;
  #used = 0;

  /** `kept`: what was read may be held on to. */
  constructor(kept: boolean) {
    this.#kept = kept;
    this.#slab = new Uint8Array(kept ? SLAB_SIZE : READ_SIZE);
  }

  /** Where the next read goes. */
  next(): Uint8Array {
    if (!this.#kept) return this.#slab;
    if (this.#slab.length - this.#used < READ_SIZE) {
      this.#slab = new Uint8Array(SLAB_SIZE);
      this.#used = 0;
    }
    return this.#slab.subarray(this.#used, this.#used + READ_SIZE);
  }

  /** The bytes of a read into the last `next()`. */
  read(size: number): Uint8Array {
    const from = this.#used;
    if (this.#kept) this.#used += size;
    return this.#slab.subarray(from, from + size);
  }
}

const READ_SIZE = 262_144;
const SLAB_SIZE = 4 * READ_SIZE;
