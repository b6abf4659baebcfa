import { open, unlink, type FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";

/** A file that is readable up to its last flush, whatever happens to the process. */
export interface DbnFileWriter {
  /** Takes a copy of bytes of whole records; they are in memory until the next flush. */
  append(bytes: Uint8Array): void;
  /** Writes what was appended and waits until the disk has it. After a failure the next one tries again. */
  flush(): Promise<void>;
  /** Flushes and closes. A file of which the disk took nothing is removed: without metadata it is no DBN file. */
  close(): Promise<void>;
  /** Bytes in the file. */
  readonly bytes: number;
  /** Bytes in memory, before compression. */
  readonly pendingBytes: number;
}

/** Creates a file, which must not exist, that begins with these metadata; Zstandard with a frame per flush. */
export function createDbnFile(
  path: string,
  options: { readonly metadata: Uint8Array; readonly zstd: boolean },
): DbnFileWriter {
  return new FileWriter(path, options);
}

const compress = promisify(zstdCompress);

class FileWriter implements DbnFileWriter {
  readonly #path: string;
  readonly #zstd: boolean;
  #file: FileHandle | null = null;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #bytes = 0;
  #closed = false;
  /** Flushes run one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(path: string, { metadata, zstd }: { readonly metadata: Uint8Array; readonly zstd: boolean }) {
    this.#path = path;
    this.#zstd = zstd;
    this.append(metadata);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  append(bytes: Uint8Array): void {
    if (this.#closed) throw new Error("The file is closed");
    this.#pending.push(new Uint8Array(bytes));
    this.#pendingBytes += bytes.length;
  }

  async flush(): Promise<void> {
    const flushed = this.#last.then(() => this.#write());
    this.#last = flushed.catch(() => undefined);
    return flushed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.flush();
    } finally {
      const file = this.#file;
      this.#file = null;
      await file?.close();
      if (file !== null && this.#bytes === 0) await unlink(this.#path);
    }
  }

  async #write(): Promise<void> {
    if (this.#pending.length === 0) return;
    const parts = this.#pending;
    const plain = Buffer.concat(parts);
    this.#pending = [];
    try {
      const written = this.#zstd
        ? await compress(plain, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
        : plain;
      this.#file ??= await open(this.#path, "wx");
      await writeAt(this.#file, written, this.#bytes);
      await this.#file.datasync();
      this.#bytes += written.length;
      this.#pendingBytes -= plain.length;
    } catch (error) {
      this.#pending = [...parts, ...this.#pending];
      // half a frame must not stay, whatever the next try writes; there is room for less
      await this.#file?.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
