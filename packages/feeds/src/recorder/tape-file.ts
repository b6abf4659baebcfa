import type { RecordWalk } from "./record-walk.ts";
import type { RecordingFile } from "./recorder-ports.ts";
import type { RecordingSet } from "./recording-set.ts";

/** One file while it is written: how much of it waits, and how much the disk is known to hold. */
export class TapeFile {
  readonly place: number;
  readonly #file: RecordingFile;
  readonly #set: RecordingSet;
  readonly #kinds = new Map<string, number>();
  #records = 0;
  #bytes: number;
  #waiting: number;
  #failure: unknown = null;
  #running: Promise<void> = Promise.resolve();

  constructor(
    file: RecordingFile,
    { set, place, bytes }: { set: RecordingSet; place: number; bytes: number },
  ) {
    this.#file = file;
    this.#set = set;
    this.place = place;
    this.#bytes = bytes;
    this.#waiting = bytes;
  }

  get set(): RecordingSet {
    return this.#set;
  }

  /** Bytes that the disk does not hold yet. */
  get waiting(): number {
    return this.#waiting;
  }

  append(bytes: Uint8Array, records: number, walk: RecordWalk): void {
    this.#file.append(bytes);
    this.#records += records;
    this.#bytes += bytes.length;
    this.#waiting += bytes.length;
    for (const [kind, count] of walk.takeKinds()) this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + count);
  }

  /** One frame on disk, after those before it. */
  flush(): Promise<void> {
    const done = this.#running.then(() => this.#flushNow());
    this.#running = done.catch(() => {});
    return done;
  }

  /** Ends the file and says how many records the disk does not hold. */
  async close({ why, closedAt }: { why: string; closedAt: string }): Promise<number> {
    await this.#running;
    const reached = this.#snapshot();
    try {
      // one more try where the disk refused before
      await this.#file.close();
      this.#set.update(this.place, reached);
    } catch (error) {
      this.#failure = error;
    }
    const { records, lost } = this.#set.file(this.place);
    const unwritten = this.#records - records;
    this.#waiting = 0;
    this.#set.update(this.place, { closedAt, why, complete: lost + unwritten === 0, lost: lost + unwritten });
    return unwritten;
  }

  /** What the disk said when it did not take the rest at the end. */
  get failure(): unknown {
    return this.#failure;
  }

  async #flushNow(): Promise<void> {
    if (this.#waiting === 0) return;
    const reached = this.#snapshot();
    const flushed = this.#waiting;
    await this.#file.flush();
    this.#waiting -= flushed;
    this.#set.update(this.place, reached);
  }

  #snapshot(): { records: number; bytes: number; rtypes: Record<string, number> } {
    return { records: this.#records, bytes: this.#bytes, rtypes: Object.fromEntries(this.#kinds) };
  }
}
