const TS_OUT_BYTES = 8;
/** Up to here a loop is quicker than a view. */
const SHORT_BYTES = 320;
const NANOS_PER_MICRO = 1_000n;

/** Gathers records for one client; with a send time behind each where the client asked for it. */
export class OutgoingBuffer {
  readonly #hasTsOut: boolean;
  #bytes = new Uint8Array(65_536);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  constructor(hasTsOut: boolean) {
    this.#hasTsOut = hasTsOut;
  }

  get size(): number {
    return this.#end;
  }

  /** Appends the record from `from` to before `to`; `now` is desk time in microseconds. */
  add(bytes: Uint8Array, span: { readonly from: number; readonly to: number }, now: number): void {
    const size = span.to - span.from;
    while (this.#end + size + TS_OUT_BYTES > this.#bytes.length) this.#grow();
    copy(bytes, span, { bytes: this.#bytes, at: this.#end });
    if (this.#hasTsOut) {
      this.#bytes[this.#end] = (size + TS_OUT_BYTES) / 4;
      this.#view.setBigUint64(this.#end + size, BigInt(now) * NANOS_PER_MICRO, true);
      this.#end += TS_OUT_BYTES;
    }
    this.#end += size;
  }

  /** Appends whole records that follow one another. */
  addRun(bytes: Uint8Array, { from, to }: { readonly from: number; readonly to: number }, now: number): void {
    if (this.#hasTsOut || to - from <= SHORT_BYTES) {
      for (let at = from; at < to;) {
        const end = at + (bytes[at] ?? 0) * 4;
        this.add(bytes, { from: at, to: end }, now);
        at = end;
      }
      return;
    }
    while (this.#end + to - from > this.#bytes.length) this.#grow();
    this.#bytes.set(bytes.subarray(from, to), this.#end);
    this.#end += to - from;
  }

  /** Hands over what was gathered as bytes of their own. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#end);
    this.#end = 0;
    return taken;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Records are short: a loop is quicker than a view of each. */
function copy(
  source: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  target: { readonly bytes: Uint8Array; readonly at: number },
): void {
  const { bytes, at } = target;
  for (let i = from; i < to; i += 1) bytes[at + i - from] = source[i] ?? 0;
}
