import type { ZstdDecompress } from "node:zlib";
import { ZstdFrameScanner, type FramePart } from "./zstd-frame-scanner.ts";
import { createInflate, zstdError } from "./zstd-inflater.ts";

/**
 * Decompresses what is pushed and gives back what came of it: of small frames when they are whole, of large ones
 * always without the last block, since damage can make a frame look cut with that block wrong.
 */
export class FrameInflater {
  readonly #scanner = new ZstdFrameScanner();
  readonly #inflate: ZstdDecompress = createInflate(true);
  /** Output of the current frame whose checksum is still to come. */
  readonly #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Whether it became too much to hold all of it. */
  #isLarge = false;
  #told = 0;
  #error: Error | null = null;
  #wake: () => void = () => undefined;

  constructor() {
    this.#inflate.on("readable", () => {
      this.#wake();
    });
    this.#inflate.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  /** Whether the input so far ends inside a frame. */
  get insideFrame(): boolean {
    return !this.#scanner.betweenFrames;
  }

  /** Output that can be trusted, or that is too much to be held back. Memory of `bytes` is free afterwards. */
  async *push(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    for (const part of this.#scanner.scan(bytes)) {
      yield* this.#inflatePart(part);
      if (part.ends) {
        yield* this.#tellAllBut(0);
        this.#isLarge = false;
      }
    }
  }

  /** What came of a frame inside which the input has ended: unproven, for its checksum is missing. */
  *release(): Generator<Uint8Array, void, undefined> {
    yield* this.#tellAllBut(0);
  }

  close(): void {
    this.#inflate.destroy();
  }

  async *#inflatePart({ bytes }: FramePart): AsyncGenerator<Uint8Array, void, undefined> {
    const written = { done: false };
    this.#inflate.write(bytes, () => {
      written.done = true;
      this.#wake();
    });
    for (;;) {
      if (this.#error !== null) throw zstdError(this.#error, this.#told);
      const output = this.#inflate.read() as Buffer | null;
      if (output !== null) yield* this.#hold(output);
      else if (written.done) return;
      else await this.#woken();
    }
  }

  *#hold(output: Uint8Array): Generator<Uint8Array, void, undefined> {
    this.#held.push(output);
    this.#heldBytes += output.length;
    if (this.#heldBytes > MOST_HELD) this.#isLarge = true;
    if (this.#isLarge) yield* this.#tellAllBut(LARGEST_BLOCK);
  }

  *#tellAllBut(kept: number): Generator<Uint8Array, void, undefined> {
    let surplus = this.#heldBytes - kept;
    while (surplus > 0) {
      const oldest = this.#held.shift();
      if (oldest === undefined) return;
      const told = oldest.subarray(0, surplus);
      if (told.length < oldest.length) this.#held.unshift(oldest.subarray(told.length));
      surplus -= told.length;
      this.#heldBytes -= told.length;
      this.#told += told.length;
      yield told;
    }
  }

  async #woken(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}

const MOST_HELD = 32 * 1024 * 1024;
const LARGEST_BLOCK = 128 * 1024;
