import { constants as flags } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import { DbnError } from "../codec/dbn-error.ts";
import { ZstdFrameScanner } from "../codec/zstd-frame-scanner.ts";
import { diskProblem, unreadable } from "./disk-problem.ts";

const compress = promisify(zstdCompress);

/**
 * A growing file of whole Zstandard frames: whatever happens to the process, what was flushed can be read,
 * and the next one goes on behind it.
 */
export class PartFile {
  readonly path: string;
  readonly #file: FileHandle;
  #bytes: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;

  private constructor(path: string, file: FileHandle, bytes: number) {
    this.path = path;
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Opens or creates it; a frame that was cut off by a kill is taken away. */
  static async open(path: string): Promise<PartFile> {
    let file: FileHandle | null = null;
    try {
      file = await open(path, flags.O_RDWR | flags.O_CREAT);
      const bytes = await wholeFrames(file);
      await file.truncate(bytes);
      return new PartFile(path, file, bytes);
    } catch (problem) {
      await file?.close();
      throw problem instanceof DbnError ? unreadable(path, problem) : diskProblem(problem, path);
    }
  }

  /** Compressed bytes in the file. */
  get bytes(): number {
    return this.#bytes;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Takes bytes that nobody changes until the next flush. */
  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  /** Writes what was appended as one frame; what cannot be written whole is taken back from the file. */
  async flush(): Promise<void> {
    if (this.#pendingBytes === 0) return;
    const plain = Buffer.concat(this.#pending);
    const frame = await compress(plain, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    try {
      for (let written = 0; written < frame.length;) {
        const { bytesWritten } = await this.#file.write(
          frame,
          written,
          frame.length - written,
          this.#bytes + written,
        );
        written += bytesWritten;
      }
    } catch (problem) {
      await this.#file.truncate(this.#bytes).catch(() => {});
      throw diskProblem(problem, this.path);
    }
    this.#bytes += frame.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  /** Waits until the disk has what was flushed. */
  async sync(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (problem) {
      throw diskProblem(problem, this.path);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

const READ_SIZE = 1024 * 1024;

/** Bytes of the whole frames from the file's beginning on. */
async function wholeFrames(file: FileHandle): Promise<number> {
  const scanner = new ZstdFrameScanner();
  const memory = new Uint8Array(READ_SIZE);
  let seen = 0;
  let whole = 0;
  for (;;) {
    const { bytesRead } = await file.read(memory, 0, READ_SIZE, seen);
    if (bytesRead === 0) return whole;
    let at = seen;
    for (const part of scanner.scan(memory.subarray(0, bytesRead))) {
      at += part.bytes.length;
      if (part.ends) whole = at;
    }
    seen += bytesRead;
  }
}
