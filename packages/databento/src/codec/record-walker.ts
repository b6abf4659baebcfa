import { viewsOf, type BufferViews } from "./buffer-views.ts";
import { DbnError } from "./dbn-error.ts";
import { HEADER_SIZE, TS_OUT_SIZE } from "./record-layout.ts";
import { needsUpgrade, RecordUpgrader, type RecordForm } from "./record-upgrader.ts";
import { structOf, versionBySize } from "./record-structs.ts";
import type { DbnVersion } from "./wire-ids.ts";

/** How the records of a stream are framed. Null: told record by record from their lengths. */
export interface Framing {
  readonly version: DbnVersion | null;
  readonly tsOut: boolean | null;
  readonly upgrade: boolean;
}

const NOTHING = viewsOf(new ArrayBuffer(0));

/**
 * Walks over the records of one chunk after the other: in the chunk's own memory where its records are
 * aligned to four bytes, else in an aligned copy. A record cut by the chunk's end waits for the next one.
 */
export class RecordWalker {
  // not #private: V8 inlines what reads these on the hot path only if it is small
  /** All of the buffer the current record is in, and where in it: `at` in bytes, `word` in words. */
  protected octets = NOTHING.u8;
  protected words = NOTHING.u32;
  protected at = 0;
  protected word = 0;
  protected views: BufferViews = NOTHING;
  /** Where the next record begins and where the piece that is shown ends, in bytes. */
  protected following = 0;
  protected end = 0;
  /** By rtype: from how many words on a record needs no closer look. */
  protected readonly fewestWords = new Uint16Array(256);
  /** Of the current record. */
  protected version: DbnVersion = 3;
  protected hasTsOut = false;

  #framing: Framing = { version: 3, tsOut: false, upgrade: false };
  /** Stream offset of byte 0 of the piece's buffer. */
  #base = 0;
  #chunk: Uint8Array = NOTHING.u8;
  /** Where in the chunk the bytes that no piece has shown begin, and the stream offset of its first byte. */
  #chunkAt = 0;
  #chunkOffset = 0;
  #chunkViews: BufferViews = NOTHING;
  #showsChunk = false;
  readonly #carry = viewsOf(new ArrayBuffer(MOST_WORDS * 4 + 4));
  #carried = 0;
  #carryOffset = 0;
  #own: BufferViews | null = null;
  #upgrader: RecordUpgrader | null = null;
  /** Where the record before its upgrade is, while the current one is upgraded; else null. */
  #received: BufferViews | null = null;
  #receivedAt = 0;
  #receivedEnd = 0;
  #failure: DbnError | null = null;

  /** Moves to the next record; false behind the chunk's last whole one, whose memory may then be reused. */
  next(): boolean {
    const at = this.following;
    // there is a header, of 16 bytes: an imported name would make this too large to be inlined
    if (at + 16 <= this.end) {
      const octets = this.octets;
      const words = octets[at] as number;
      const following = at + words * 4;
      if (following <= this.end && words >= (this.fewestWords[octets[at + 1] as number] as number)) {
        this.at = at;
        this.word = at >>> 2;
        this.following = following;
        return true;
      }
    }
    return this.#turn();
  }

  /** Bytes from the start of the stream to the current record as received. */
  get streamOffset(): number {
    return this.#base + (this.#received === null ? this.at : this.#receivedAt);
  }

  /** The current record as received: a view, good as long as the record is current. */
  bytes(): Uint8Array {
    const { u8 } = this.#received ?? this.views;
    const at = this.#received === null ? this.at : this.#receivedAt;
    return u8.subarray(at, at + (u8[at] ?? 0) * 4);
  }

  /** For the decoder: how the records to come are framed, and where in the stream they begin. */
  frame(framing: Framing, offset: number): void {
    this.#framing = framing;
    this.#chunkOffset = offset;
    this.version = framing.version ?? 3;
    this.hasTsOut = framing.tsOut === true;
    for (let rtype = 0; rtype < 256; rtype += 1) this.fewestWords[rtype] = fewestWords(rtype, framing);
  }

  /** For the decoder: goes on with these bytes. All records of the chunk before have been walked over. */
  feed(chunk: Uint8Array): void {
    this.#chunkOffset += this.#chunk.length;
    this.#chunk = chunk;
    this.#chunkAt = 0;
    if (this.#carried === 0) return;
    const size = (this.#carry.u8[0] ?? 0) * 4;
    const taken = Math.min(size - this.#carried, chunk.length);
    this.#carry.u8.set(taken === chunk.length ? chunk : chunk.subarray(0, taken), this.#carried);
    this.#carried += taken;
    this.#chunkAt = taken;
    if (this.#carried < size) return;
    this.#carried = 0;
    this.#base = this.#carryOffset;
    this.#show(this.#carry, 0, size);
  }

  /** For the decoder: the record of which only the beginning has come, if any. */
  get unfinished(): { readonly offset: number; readonly bytes: number } | null {
    return this.#carried === 0 ? null : { offset: this.#carryOffset, bytes: this.#carried };
  }

  /**
   * Where the fast way does not apply: the piece's end, or a record to be looked at closely.
   * One long function on purpose: V8 would inline short ones into next() and then no getters beside it.
   */
  #turn(): boolean {
    if (this.#failure !== null) throw this.#failure;
    if (this.#received !== null) {
      this.#see(this.#received);
      this.#received = null;
      this.end = this.#receivedEnd;
      this.version = this.#framing.version ?? this.version;
      return this.next();
    }
    const at = this.following;
    const left = this.end - at;
    const size = left > 0 ? (this.octets[at] ?? 0) * 4 : HEADER_SIZE;
    if (size < HEADER_SIZE) this.#fail(`A record of ${String(size)} bytes is shorter than its header`);
    if (left <= 0 || size > left) return this.#showMore(Math.max(0, left)) && this.next();

    const { version: knownVersion, tsOut: knownTsOut, upgrade } = this.#framing;
    const struct = structOf(this.octets[at + 1] ?? 0);
    this.at = at;
    this.word = at >>> 2;
    if (struct === null) {
      this.hasTsOut = knownTsOut === true;
    } else {
      const tsOut = knownTsOut ?? struct.sizes.includes(size - TS_OUT_SIZE);
      const body = tsOut ? size - TS_OUT_SIZE : size;
      const version = knownVersion ?? versionBySize(struct, body);
      if (version === null || body < struct.sizes[(version - 1) as 0]) {
        this.#fail(`A ${struct.kind} record of ${String(size)} bytes is too short`);
      }
      this.hasTsOut = tsOut;
      this.version = version;
      if (upgrade && needsUpgrade(struct, version)) this.#upgrade({ struct, version, tsOut });
    }
    this.following = at + size;
    return true;
  }

  /** Shows the chunk's next piece; false if it has no whole record, whose beginning is then kept. */
  #showMore(left: number): boolean {
    if (this.#showsChunk) this.#chunkAt -= left;
    this.#showsChunk = false;
    this.following = this.end = 0;
    const chunk = this.#chunk;
    const at = this.#chunkAt;
    const rest = chunk.length - at;
    if (rest === 0) return false;
    const words = chunk[at] ?? 0;
    if (words > 3 && words * 4 > rest) {
      this.#carry.u8.set(chunk.subarray(at), 0);
      this.#carried = rest;
      this.#carryOffset = this.#chunkOffset + at;
      this.#chunkAt = chunk.length;
      return false;
    }
    this.#showsChunk = true;
    if (((chunk.byteOffset + at) & 3) === 0) this.#showInPlace(chunk, at);
    else this.#showCopy(chunk, at);
    return true;
  }

  #showInPlace(chunk: Uint8Array, at: number): void {
    if (this.#chunkViews.u8.buffer !== chunk.buffer) this.#chunkViews = viewsOf(chunk.buffer);
    this.#base = this.#chunkOffset - chunk.byteOffset;
    this.#chunkAt = chunk.length;
    this.#show(this.#chunkViews, chunk.byteOffset + at, chunk.byteOffset + chunk.length);
  }

  #showCopy(chunk: Uint8Array, at: number): void {
    this.#own ??= viewsOf(new ArrayBuffer(OWN_SIZE));
    const size = Math.min(chunk.length - at, OWN_SIZE);
    this.#own.u8.set(chunk.subarray(at, at + size), 0);
    this.#base = this.#chunkOffset + at;
    this.#chunkAt = at + size;
    this.#show(this.#own, 0, size);
  }

  #show(views: BufferViews, from: number, to: number): void {
    this.#see(views);
    this.following = from;
    this.end = to;
  }

  #see(views: BufferViews): void {
    this.views = views;
    this.octets = views.u8;
    this.words = views.u32;
  }

  #upgrade(form: RecordForm): void {
    this.#upgrader ??= new RecordUpgrader();
    const upgraded = this.#upgrader.upgrade(this.views, this.at, form);
    this.#received = this.views;
    this.#receivedAt = this.at;
    this.#receivedEnd = this.end;
    this.#see(upgraded);
    this.at = 0;
    this.word = 0;
    this.version = 3;
    // ends the piece, so that the next call comes back
    this.end = -1;
  }

  #fail(message: string): never {
    this.#failure = new DbnError("badRecord", message, this.#base + this.following);
    this.end = -1;
    throw this.#failure;
  }
}

const MOST_WORDS = 255;
const OWN_SIZE = 256 * 1024;

/** From how many words on a record needs no closer look. More than there can be: it always does. */
function fewestWords(rtype: number, { version, tsOut, upgrade }: Framing): number {
  const struct = structOf(rtype);
  if (struct === null) return HEADER_SIZE / 4;
  if (version === null || tsOut === null) return MOST_WORDS + 1;
  if (upgrade && needsUpgrade(struct, version)) return MOST_WORDS + 1;
  return (struct.sizes[(version - 1) as 0] + (tsOut ? TS_OUT_SIZE : 0)) / 4;
}
