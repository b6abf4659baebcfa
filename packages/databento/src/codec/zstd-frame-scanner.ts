import { DbnError } from "./dbn-error.ts";

/** A part of a frame, and whether the frame ends with it. */
export interface FramePart {
  readonly bytes: Uint8Array;
  readonly ends: boolean;
}

/**
 * Finds the ends of concatenated Zstandard frames by their headers alone (RFC 8878), cut anywhere.
 * Decompressors stop silently at the end of a frame: each frame has to be given to them apart.
 */
export class ZstdFrameScanner {
  #step: Step = "magic";
  readonly #header = new Uint8Array(LONGEST_HEADER);
  #headerSize = 0;
  #headerNeeded = MAGIC_SIZE;
  /** Bytes to pass over before the next step. */
  #toSkip = 0;
  #hasChecksum = false;
  #isSingleSegment = false;
  #contentSizeBytes = 0;
  #scanned = 0;

  /** Whether all bytes so far are whole frames. */
  get betweenFrames(): boolean {
    return this.#step === "magic" && this.#headerSize === 0;
  }

  /** Compressed bytes seen. */
  get scanned(): number {
    return this.#scanned;
  }

  /** The parts of frames in these bytes, in order. Offsets in refusals are those of the compressed stream. */
  *scan(chunk: Uint8Array): Generator<FramePart> {
    let from = 0;
    let at = 0;
    const start = this.#scanned;
    this.#scanned += chunk.length;
    for (;;) {
      const skipped = Math.min(this.#toSkip, chunk.length - at);
      at += skipped;
      this.#toSkip -= skipped;
      if (this.#toSkip > 0) break;
      if (this.#step === "end") {
        this.#expect("magic", MAGIC_SIZE);
        yield { bytes: chunk.subarray(from, at), ends: true };
        from = at;
      }
      at += this.#fillHeader(chunk, at);
      if (this.#headerSize < this.#headerNeeded) break;
      this.#advance(start + at);
    }
    if (from < chunk.length) yield { bytes: chunk.subarray(from), ends: false };
  }

  #fillHeader(chunk: Uint8Array, at: number): number {
    const size = Math.min(this.#headerNeeded - this.#headerSize, chunk.length - at);
    this.#header.set(chunk.subarray(at, at + size), this.#headerSize);
    this.#headerSize += size;
    return size;
  }

  #expect(step: Step, size: number): void {
    this.#step = step;
    this.#headerNeeded = size;
    this.#headerSize = 0;
  }

  /** Reads the header that is now whole and ends at `offset`. */
  #advance(offset: number): void {
    switch (this.#step) {
      case "magic":
        return this.#readMagic(offset - MAGIC_SIZE);
      case "skippable":
        this.#toSkip = littleEndian(this.#header, 0, 4);
        return this.#expect("end", 0);
      case "descriptor":
        return this.#readDescriptor(offset - 1);
      case "frame":
        return this.#readFrameHeader(offset);
      case "block":
        return this.#readBlockHeader(offset - BLOCK_HEADER_SIZE);
      case "end":
        return;
    }
  }

  #readMagic(offset: number): void {
    const magic = littleEndian(this.#header, 0, 4);
    if (magic === ZSTD_MAGIC) return this.#expect("descriptor", 1);
    if (Math.floor(magic / 16) !== SKIPPABLE_MAGIC / 16) {
      throw new DbnError("badZstd", "What follows a frame is not one", offset);
    }
    if (offset === 0) throw new DbnError("dbz", "The obsolete .dbz format is not read; convert it to DBN", 0);
    this.#expect("skippable", 4);
  }

  #readDescriptor(offset: number): void {
    const descriptor = this.#header[0] ?? 0;
    if ((descriptor & 8) !== 0) throw new DbnError("badZstd", "A reserved bit of a frame is set", offset);
    this.#hasChecksum = (descriptor & 4) !== 0;
    this.#isSingleSegment = (descriptor & 32) !== 0;
    if ((descriptor & 3) !== 0) throw new DbnError("badZstd", "A frame needs a dictionary", offset);
    this.#contentSizeBytes = [this.#isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    this.#expect("frame", this.#contentSizeBytes + (this.#isSingleSegment ? 0 : 1));
  }

  #readFrameHeader(offset: number): void {
    const window = this.#isSingleSegment
      ? littleEndian(this.#header, 0, this.#contentSizeBytes)
      : windowSize(this.#header[0] ?? 0);
    if (window > MAX_WINDOW) {
      throw new DbnError("tooLarge", `A frame wants ${String(window)} bytes of memory`, offset);
    }
    this.#expect("block", BLOCK_HEADER_SIZE);
  }

  #readBlockHeader(offset: number): void {
    const header = littleEndian(this.#header, 0, BLOCK_HEADER_SIZE);
    const type = (header >> 1) & 3;
    if (type === RESERVED_BLOCK) throw new DbnError("badZstd", "A block is of no known type", offset);
    this.#toSkip = type === RLE_BLOCK ? 1 : header >> 3;
    if ((header & 1) === 0) return this.#expect("block", BLOCK_HEADER_SIZE);
    if (this.#hasChecksum) this.#toSkip += CHECKSUM_SIZE;
    this.#expect("end", 0);
  }
}

type Step = "magic" | "skippable" | "descriptor" | "frame" | "block" | "end";

/** The largest window that is accepted, as in the official decoders. */
const MAX_WINDOW = 128 * 1024 * 1024;
const ZSTD_MAGIC = 0xfd2f_b528;
const SKIPPABLE_MAGIC = 0x184d_2a50;
const MAGIC_SIZE = 4;
const LONGEST_HEADER = 9;
const BLOCK_HEADER_SIZE = 3;
const CHECKSUM_SIZE = 4;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = at + size - 1; i >= at; i -= 1) value = value * 256 + (bytes[i] ?? 0);
  return value;
}
