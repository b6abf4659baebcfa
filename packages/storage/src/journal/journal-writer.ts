import { closeSync, fdatasync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { InvariantError, RECORD_BYTES } from "@smart0dte/domain";
import { encodeEntry, encodeMarket, MARKET_HEAD_BYTES } from "./entry-codec.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { MAX_PAYLOAD_BYTES, RECORD_HEAD_BYTES, RECORD_TYPES, sealRecord } from "./journal-format.ts";
import { MARK_PAYLOAD_BYTES, writeMark } from "./sync-mark.ts";

/**
 * Writes a journal, append-only.
 *
 * After a write or a sync has failed nothing is written any more and every call says so: what is not on disk is
 * never passed off as journalled.
 */
export interface JournalWriter {
  /** Into memory, synchronously; a full buffer goes to the kernel. */
  append(entry: JournalEntry): void;
  /** Resolves when everything appended so far is on disk. Waiters that come together share one sync. */
  flush(): Promise<void>;
  /** Hands what is buffered to the kernel: it survives the end of this process, not a power cut. */
  spill(): void;
  /** Length of the file once everything is written. */
  readonly bytes: number;
  /** Flushes and ends the file. A second call changes nothing. */
  close(): Promise<void>;
}

/** The disk did not take what was to be journalled: full, gone or forbidden. */
export class JournalWriteError extends Error {
  override readonly name = "JournalWriteError";
}

const BUFFER_BYTES = 256 * 1024;
const sync = promisify(fdatasync);

/** A file opened for appending. */
export interface JournalFile {
  readonly path: string;
  readonly fd: number;
  /** Its length. */
  readonly at: number;
  /** How much of it is known to be on disk. */
  readonly syncedTo: number;
}

export class FileJournalWriter implements JournalWriter {
  readonly #path: string;
  readonly #fd: number;
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #used = 0;
  /** Bytes of the file that the kernel has. */
  #written: number;
  /** End of the last entry, marks not counted. */
  #entriesEnd: number;
  #syncedTo: number;
  #failure: JournalWriteError | null = null;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #closing: Promise<void> | null = null;

  constructor({ path, fd, at, syncedTo }: JournalFile) {
    this.#path = path;
    this.#fd = fd;
    this.#written = at;
    this.#entriesEnd = at;
    this.#syncedTo = syncedTo;
  }

  get bytes(): number {
    return this.#written + this.#used;
  }

  append(entry: JournalEntry): void {
    if (this.#closing !== null) throw new InvariantError("Append to a closed journal", { path: this.#path });
    this.#refuseAfterFailure();
    if (entry.kind === "input" && entry.input.what.kind === "market") {
      const { batch } = entry.input.what;
      const record = this.#reserve(MARKET_HEAD_BYTES + batch.count * RECORD_BYTES);
      encodeMarket(record.subarray(RECORD_HEAD_BYTES), entry.input, batch);
      this.#seal(record, RECORD_TYPES.market);
    } else {
      const { type, text } = encodeEntry(entry);
      const record = this.#reserve(Buffer.byteLength(text));
      record.write(text, RECORD_HEAD_BYTES, "utf8");
      this.#seal(record, type);
    }
    this.#entriesEnd = this.bytes;
  }

  spill(): void {
    this.#refuseAfterFailure();
    try {
      for (let from = 0; from < this.#used;)
        from += writeSync(this.#fd, this.#buffer, from, this.#used - from);
    } catch (error) {
      throw this.#fail(error);
    }
    this.#written += this.#used;
    this.#used = 0;
  }

  flush(): Promise<void> {
    if (this.#next !== null) return this.#next;
    this.#next = this.#running.then(() => {
      this.#next = null;
      return this.#sync();
    });
    // the next one starts after this one whether that fails or not
    this.#running = this.#next.catch(() => {});
    return this.#next;
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #sync(): Promise<void> {
    this.#refuseAfterFailure();
    if (this.#entriesEnd <= this.#syncedTo) return;
    this.spill();
    const reached = this.#written;
    try {
      await sync(this.#fd);
    } catch (error) {
      throw this.#fail(error);
    }
    this.#syncedTo = reached;
    this.#mark();
  }

  #mark(): void {
    const record = this.#reserve(MARK_PAYLOAD_BYTES);
    writeMark(record.subarray(RECORD_HEAD_BYTES), { synced: this.#syncedTo, at: this.bytes });
    this.#seal(record, RECORD_TYPES.mark);
    this.spill();
  }

  async #end(): Promise<void> {
    try {
      await this.flush();
      // the last mark too, so that damage anywhere in a closed journal is known as such
      await sync(this.#fd);
    } finally {
      closeSync(this.#fd);
    }
  }

  /** Room for a record at the end of the buffer; not part of it until sealed. */
  #reserve(payloadBytes: number): Buffer {
    const length = RECORD_HEAD_BYTES + payloadBytes;
    if (payloadBytes > MAX_PAYLOAD_BYTES)
      throw new InvariantError("A journal entry of this length is a bug", { length });
    if (this.#used + length > this.#buffer.length) {
      this.spill();
      if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length);
    }
    return this.#buffer.subarray(this.#used, this.#used + length);
  }

  #seal(record: Buffer, type: number): void {
    sealRecord(record, type, this.bytes);
    this.#used += record.length;
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #fail(cause: unknown): JournalWriteError {
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new JournalWriteError(`The journal ${this.#path} cannot be written: ${why}`, { cause });
    return this.#failure;
  }
}
