const HEADER_BYTES = 16;
const BYTES_PER_WORD = 4;
const NOTHING = new Uint8Array(0);

/** Finds where records end in bytes that arrive in any pieces, so that a file only ever holds whole ones. */
export class RecordWalk {
  #tail: Uint8Array = NOTHING;
  #records = 0;
  #corrupt = false;
  readonly #rtypes = new Float64Array(256);

  /** Whole records so far. */
  get records(): number {
    return this.#records;
  }

  /** A length that no record has was met: where records end is no longer known, nothing more is taken. */
  get isCorrupt(): boolean {
    return this.#corrupt;
  }

  /** The records that these bytes complete; a view, good until the bytes are written to again. */
  take(bytes: Uint8Array): Uint8Array {
    if (this.#corrupt) return NOTHING;
    const joined = this.#tail.length === 0 ? bytes : concatenated(this.#tail, bytes);
    const end = this.#walk(joined);
    this.#tail = this.isCorrupt ? NOTHING : joined.slice(end);
    return joined.subarray(0, end);
  }

  /** Counts by kind since the last call, kinds as `0xb1`. */
  takeKinds(): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const [rtype, count] of this.#rtypes.entries())
      if (count > 0) found.set(`0x${rtype.toString(16).padStart(2, "0")}`, count);
    this.#rtypes.fill(0);
    return found;
  }

  #walk(bytes: Uint8Array): number {
    let at = 0;
    while (at + 1 < bytes.length) {
      const length = (bytes[at] ?? 0) * BYTES_PER_WORD;
      if (length < HEADER_BYTES) {
        this.#corrupt = true;
        break;
      }
      if (at + length > bytes.length) break;
      const rtype = bytes[at + 1] ?? 0;
      this.#rtypes[rtype] = (this.#rtypes[rtype] ?? 0) + 1;
      this.#records += 1;
      at += length;
    }
    return at;
  }
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
