/** Splits the text phase into lines, however they arrive; what follows the last line asked for is kept. */
export class LineReader {
  readonly #maxBytes: number;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(chunk: Uint8Array): void {
    // a copy: the caller reads its next chunk into the same memory
    this.#bytes = joined(this.#bytes, chunk);
  }

  /** The next line without its end; null until it is whole. Never longer than the limit. */
  next(): string | null {
    const end = this.#bytes.indexOf(NEWLINE);
    if (end < 0 || end > this.#maxBytes) return null;
    const line = TEXT.decode(this.#bytes.subarray(0, end));
    this.#bytes = this.#bytes.subarray(end + 1);
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }

  /** The bytes without line end are more than a line may have. */
  get overflows(): boolean {
    if (this.#bytes.length <= this.#maxBytes) return false;
    const end = this.#bytes.indexOf(NEWLINE);
    return end < 0 || end > this.#maxBytes;
  }

  get waiting(): number {
    return this.#bytes.length;
  }

  /** Hands over what is not read yet. */
  rest(): Uint8Array {
    const rest = this.#bytes;
    this.#bytes = new Uint8Array(0);
    return rest;
  }
}

const NEWLINE = 0x0a;
const TEXT = new TextDecoder();

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
