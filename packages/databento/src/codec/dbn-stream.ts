import { open, type FileHandle } from "node:fs/promises";
import { DbnDecoder, type DecoderOptions } from "./dbn-decoder.ts";
import type { Truncation } from "./dbn-error.ts";
import type { DbnRecord } from "./dbn-record.ts";
import { decompressed, type DecompressedStream } from "./decompressed-stream.ts";
import type { Metadata } from "./metadata.ts";
import type { RecordCursor } from "./record-cursor.ts";

/** A path, all bytes, or bytes as they come. */
export type DbnInput = string | Uint8Array | AsyncIterable<Uint8Array>;

/** An opened stream, to be walked over once. */
export interface DbnStream {
  /** Null for a fragment, and for a stream that ended before its records: then `truncated` says where. */
  readonly metadata: Metadata | null;
  /** Objects, one after the other. */
  records(): AsyncIterable<DbnRecord>;
  /** One cursor per chunk, always the same, to be walked with `next()`; what is not walked over is passed over. */
  cursors(): AsyncIterable<RecordCursor>;
  /** After the end: null if the stream ended where a record does. */
  readonly truncated: Truncation | null;
  close(): Promise<void>;
}

/** How to read a file or a stream. */
export interface OpenOptions extends DecoderOptions {
  /**
   * Also tell records of a Zstandard frame that was cut off before its checksum, which could tell whether they
   * are right. By default such a frame's records are told only where it has more than 32 MiB.
   */
  readonly salvage?: boolean;
}

/**
 * Opens DBN, plain or Zstandard as its first bytes tell, and reads its metadata.
 * A path that ends in `.frag` or `.frag.zst` has records only, whose version is told from their lengths.
 */
export async function openDbn(input: DbnInput, options: OpenOptions = {}): Promise<DbnStream> {
  const isFragment = typeof input === "string" && /\.frag(\.zst)?$/.test(input);
  const fragment = isFragment ? { version: null, tsOut: null } : undefined;
  const decoder = new DbnDecoder({ ...(fragment === undefined ? {} : { fragment }), ...options });
  const source = decompressed(chunksOf(input), { withholdCut: options.salvage !== true });
  const stream = new OpenStream(source, decoder);
  try {
    await stream.readMetadata(isFragment || options.fragment !== undefined);
  } catch (error) {
    await stream.close();
    throw error;
  }
  return stream;
}

class OpenStream implements DbnStream {
  readonly #source: DecompressedStream;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder: DbnDecoder;
  /** The cursor that the metadata's last chunk left behind. */
  #first: RecordCursor | null = null;
  #received = 0;
  #ended = false;
  #truncated: Truncation | null = null;

  constructor(source: DecompressedStream, decoder: DbnDecoder) {
    this.#source = source;
    this.#chunks = source[Symbol.asyncIterator]();
    this.#decoder = decoder;
  }

  get metadata(): Metadata | null {
    return this.#decoder.metadata;
  }

  get truncated(): Truncation | null {
    return this.#truncated;
  }

  async readMetadata(isFragment: boolean): Promise<void> {
    while (!isFragment && this.metadata === null && !this.#ended) this.#first = await this.#nextCursor();
  }

  async *records(): AsyncGenerator<DbnRecord, void, undefined> {
    for await (const cursor of this.cursors()) {
      while (cursor.next()) yield cursor.record();
    }
  }

  async *cursors(): AsyncGenerator<RecordCursor, void, undefined> {
    for (;;) {
      const cursor = this.#first ?? (await this.#nextCursor());
      this.#first = null;
      if (cursor === null) return;
      yield cursor;
      // the chunk's memory is used again for the next one
      let more = true;
      while (more) more = cursor.next();
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#first = null;
    await this.#chunks.return?.();
  }

  async #nextCursor(): Promise<RecordCursor | null> {
    if (this.#ended) return null;
    const { done, value } = await this.#chunks.next();
    if (done !== true) {
      this.#received += value.length;
      return this.#decoder.push(value);
    }
    this.#ended = true;
    const unfinished = this.#decoder.end();
    const isInFrame = this.#source.cut && (unfinished === null || unfinished.bytes === 0);
    this.#truncated = isInFrame ? { offset: this.#received, bytes: 0, inside: "frame" } : unfinished;
    return null;
  }
}

function chunksOf(input: DbnInput): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof input === "string") return fileChunks(input);
  return input instanceof Uint8Array ? slices(input) : input;
}

/** Reads ahead by one chunk, into two memories by turns: what was told is good until the next one is asked for. */
async function* fileChunks(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path, "r");
  let [told, ahead] = [new Uint8Array(READ_SIZE), new Uint8Array(READ_SIZE)];
  let reading = readInto(file, ahead);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      [told, ahead] = [ahead, told];
      reading = readInto(file, ahead);
      yield told.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => undefined);
    await file.close();
  }
}

function readInto(file: FileHandle, memory: Uint8Array): Promise<{ readonly bytesRead: number }> {
  const reading = file.read(memory, 0, memory.length, null);
  // it is looked at when the next chunk is asked for, which may be long after it has failed
  reading.catch(() => undefined);
  return reading;
}

function* slices(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += SLICE_SIZE) yield bytes.subarray(at, at + SLICE_SIZE);
}

const READ_SIZE = 512 * 1024;
/** Large: between two slices the decompressor stands idle. */
const SLICE_SIZE = 4 * 1024 * 1024;
