import { constants, createZstdDecompress, type ZstdDecompress } from "node:zlib";
import { DbnError } from "./dbn-error.ts";
import { ZstdFrameScanner } from "./zstd-frame-scanner.ts";

/**
 * Decompresses Zstandard that is pushed in, cut anywhere: one endless stream or frame after frame.
 * Tells bytes as soon as a block is whole, asynchronously and in order; after an error nothing more.
 */
export class ZstdInflater {
  readonly #scanner = new ZstdFrameScanner();
  readonly #inflate: ZstdDecompress;
  readonly #onError: (error: DbnError) => void;
  #told = 0;
  #failed = false;
  #ended = false;

  constructor(onBytes: (bytes: Uint8Array) => void, onError: (error: DbnError) => void) {
    this.#onError = onError;
    this.#inflate = createInflate();
    this.#inflate.on("data", (bytes: Uint8Array) => {
      if (this.#failed) return;
      this.#told += bytes.length;
      onBytes(bytes);
    });
    this.#inflate.on("error", (error) => {
      // the connection may end inside a frame: an endless stream always does
      if (!this.#ended || !isCutShort(error)) this.#fail(zstdError(error, this.#told));
    });
  }

  /** Compressed bytes that were pushed and are not yet decompressed. */
  get pendingBytes(): number {
    return this.#inflate.writableLength;
  }

  push(chunk: Uint8Array): void {
    if (this.#failed || this.#ended) return;
    try {
      for (const part of this.#scanner.scan(chunk)) this.#inflate.write(part.bytes);
    } catch (error) {
      if (!(error instanceof DbnError)) throw error;
      this.#fail(error);
    }
  }

  /** No more will be pushed; `onDone` is called when all that came has been told. */
  end(onDone?: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    if (onDone !== undefined) {
      if (this.#inflate.closed) queueMicrotask(onDone);
      else this.#inflate.once("close", onDone);
    }
    if (this.#failed) this.#inflate.destroy();
    else this.#inflate.end();
  }

  #fail(error: DbnError): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#inflate.destroy();
    this.#onError(error);
  }
}

/**
 * A decompressor of one frame after the other that takes no window above 128 MiB. `isBulk`: larger pieces, made ahead
 * of their being read.
 */
export function createInflate(isBulk = false): ZstdDecompress {
  return createZstdDecompress({
    ...(isBulk ? BULK : { chunkSize: CHUNK_SIZE }),
    params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
  });
}

/** The decompressor's error in this package's words; `offset` of the decompressed stream. */
export function zstdError(error: Error, offset: number): DbnError {
  return new DbnError("badZstd", `The compressed stream is corrupt: ${error.message}`, offset);
}

/** Whether the decompressor says that its input ended too early. */
export function isCutShort(error: Error): boolean {
  return "code" in error && error.code === "Z_BUF_ERROR";
}

const CHUNK_SIZE = 256 * 1024;
const BULK = { chunkSize: 512 * 1024, readableHighWaterMark: 4 * 1024 * 1024 };
const WINDOW_LOG_MAX = 27;
