import { DbnError, type Truncation } from "./dbn-error.ts";
import { decodeMetadata, decodePrelude, PRELUDE_SIZE } from "./metadata-decoder.ts";
import { upgradedMetadata, type Metadata } from "./metadata.ts";
import { RecordCursor } from "./record-cursor.ts";
import type { DbnVersion } from "./wire-ids.ts";

/** How to read a stream. */
export interface DecoderOptions {
  /** Whether versions 1 and 2 are told as version 3; as they are by default. */
  readonly upgrade?: boolean;
  /** The stream has records only. Null: told record by record from their lengths. */
  readonly fragment?: FragmentOptions;
  /** Longer metadata is refused; 64 MiB by default. */
  readonly maxMetadataBytes?: number;
}

/** What the missing metadata of a fragment would say. */
export interface FragmentOptions {
  readonly version: DbnVersion | null;
  readonly tsOut: boolean | null;
}

/** Decodes an uncompressed stream that is pushed in, cut anywhere. Does no I/O. */
export class DbnDecoder {
  readonly #upgrade: boolean;
  readonly #maxMetadataBytes: number;
  readonly #cursor = new RecordCursor();
  /** What has come of prelude and metadata; null when the records have begun. */
  #head: Uint8Array | null = new Uint8Array(PRELUDE_SIZE);
  #headSize = 0;
  #prelude: { readonly version: DbnVersion; readonly length: number } | null = null;
  #metadata: Metadata | null = null;
  #failure: unknown = null;

  constructor(options: DecoderOptions = {}) {
    this.#upgrade = options.upgrade ?? false;
    this.#maxMetadataBytes = options.maxMetadataBytes ?? DEFAULT_MAX_METADATA;
    if (options.fragment === undefined) return;
    this.#head = null;
    this.#cursor.frame({ ...options.fragment, upgrade: this.#upgrade }, 0);
  }

  /** Once it is complete; never for a fragment. */
  get metadata(): Metadata | null {
    return this.#metadata;
  }

  /**
   * Goes on with the next bytes. The cursor, always the same, stands before the first record that they make
   * whole; it and the chunk's memory are in use until `next()` has returned false, or until the next push.
   */
  push(chunk: Uint8Array): RecordCursor {
    if (this.#failure !== null) throw this.#failure;
    try {
      this.#skipRest();
      this.#cursor.feed(this.#head === null ? chunk : this.#behindHead(chunk, this.#head));
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    return this.#cursor;
  }

  /** Null if the stream ended behind a record. Refuses again what was refused. */
  end(): Truncation | null {
    if (this.#failure !== null) throw this.#failure;
    this.#skipRest();
    if (this.#head !== null) {
      return this.#prelude === null
        ? { offset: 0, bytes: this.#headSize, inside: "prelude" }
        : { offset: PRELUDE_SIZE, bytes: this.#headSize - PRELUDE_SIZE, inside: "metadata" };
    }
    const unfinished = this.#cursor.unfinished;
    return unfinished === null ? null : { ...unfinished, inside: "record" };
  }

  #skipRest(): void {
    let more = true;
    while (more) more = this.#cursor.next();
  }

  /** Takes what still belongs to prelude and metadata; returns what is behind it. */
  #behindHead(chunk: Uint8Array, head: Uint8Array): Uint8Array {
    let rest = chunk;
    if (this.#prelude === null) {
      rest = this.#take(rest, head, PRELUDE_SIZE);
      if (!mayBeDbn(head, this.#headSize)) {
        throw new DbnError("notDbn", "The stream does not begin with DBN", 0);
      }
      if (this.#headSize < PRELUDE_SIZE) return rest;
      this.#prelude = decodePrelude(head, this.#maxMetadataBytes);
    }
    const { version, length } = this.#prelude;
    const whole = PRELUDE_SIZE + length;
    const room = this.#room(head, Math.min(whole, this.#headSize + rest.length), whole);
    rest = this.#take(rest, room, whole);
    if (this.#headSize < whole) return rest;
    const metadata = decodeMetadata(room, version);
    this.#head = null;
    this.#metadata = this.#upgrade ? upgradedMetadata(metadata) : metadata;
    this.#cursor.frame({ version, tsOut: metadata.tsOut, upgrade: this.#upgrade }, whole);
    return rest;
  }

  /** Grows with what has come, not with what is announced. */
  #room(head: Uint8Array, needed: number, whole: number): Uint8Array {
    if (head.length >= needed) return head;
    const grown = new Uint8Array(Math.min(whole, Math.max(needed, head.length * 2)));
    grown.set(head);
    this.#head = grown;
    return grown;
  }

  #take(chunk: Uint8Array, into: Uint8Array, until: number): Uint8Array {
    const taken = Math.min(chunk.length, until - this.#headSize);
    into.set(chunk.subarray(0, taken), this.#headSize);
    this.#headSize += taken;
    return chunk.subarray(taken);
  }
}

const DEFAULT_MAX_METADATA = 64 * 1024 * 1024;
const MAGIC = [0x44, 0x42, 0x4e];

/** Whether what has come so far is how a stream begins. */
function mayBeDbn(head: Uint8Array, size: number): boolean {
  return MAGIC.every((byte, at) => at >= size || head[at] === byte);
}
