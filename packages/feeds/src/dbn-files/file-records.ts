import { DbnError, openDbn, type DbnStream, type RecordCursor } from "@smart0dte/databento";
import { recordTime } from "./record-time.ts";

/** The records of one file, one after the other, with the time at which each became known. Constant memory. */
export class FileRecords {
  readonly path: string;
  readonly #onFault: (text: string) => void;
  #stream: DbnStream | null = null;
  #chunks: AsyncIterator<RecordCursor> | null = null;
  #cursor: RecordCursor | null = null;
  #time = 0;
  #count = 0;
  #isClosed = false;
  #isDamaged = false;

  /** `onFault` hears of what cut the file short. */
  constructor(path: string, onFault: (text: string) => void) {
    this.path = path;
    this.#onFault = onFault;
  }

  /** Stands on the record that {@link step} went to. */
  get cursor(): RecordCursor {
    if (this.#cursor === null) throw new RangeError("No record has been read");
    return this.#cursor;
  }

  /** Whole microseconds; never before that of the record before. */
  get time(): number {
    return this.#time;
  }

  get count(): number {
    return this.#count;
  }

  /** Goes to the next record; false where more of the file has to be read first. */
  step(): boolean {
    const cursor = this.#cursor;
    if (cursor === null) return false;
    try {
      if (!cursor.next()) return false;
    } catch (error) {
      this.#tell(error);
      return false;
    }
    this.#count += 1;
    const time = recordTime(cursor);
    if (time > this.#time) this.#time = time;
    return true;
  }

  /** Reads more; false at the file's end. */
  async more(): Promise<boolean> {
    if (this.#isClosed) return false;
    try {
      if (!this.#isDamaged && (await this.#read())) return true;
      if (!this.#isDamaged) this.#tellEnd();
    } catch (error) {
      this.#tell(error);
    }
    await this.close();
    return false;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cursor = null;
    await this.#stream?.close();
    this.#stream = null;
  }

  async #read(): Promise<boolean> {
    this.#stream ??= await openDbn(this.path);
    this.#chunks ??= this.#stream.cursors()[Symbol.asyncIterator]();
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#cursor = next.value;
    return true;
  }

  #tellEnd(): void {
    const end = this.#stream?.truncated ?? null;
    if (end === null) return;
    this.#onFault(
      `${this.path} is truncated inside a ${end.inside}: it ends after ${this.#count} whole records (byte ${end.offset})`,
    );
  }

  #tell(error: unknown): void {
    if (!(error instanceof DbnError)) throw error;
    this.#onFault(
      `${this.path} is damaged after ${this.#count} records, the rest is not read: ${error.message}`,
    );
    this.#isDamaged = true;
    this.#cursor = null;
  }
}
