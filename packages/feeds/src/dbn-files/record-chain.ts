import { RTYPES, type RecordCursor } from "@smart0dte/databento";
import { SeenRecords } from "@smart0dte/databento/live";
import { FileRecords } from "./file-records.ts";

/** What is asked for again after a reconnect; quotes are restored by the next ones. */
const REPLAYED: ReadonlySet<number> = new Set([
  RTYPES.trades,
  RTYPES.tcbbo,
  RTYPES.definition,
  RTYPES.statistics,
  RTYPES.status,
]);

/** What one dataset brought in one file after another: the files of a recording's connections, or a single file. */
export class RecordChain {
  /** Ids of instruments mean the same in all chains of one number. */
  readonly connection: number;
  readonly #files: readonly FileRecords[];
  #place = 0;
  #time = 0;
  #breakAt: number | null = null;
  /** Tells what a reconnect brought again; null where there was none. */
  #seen: SeenRecords | null = null;

  /** Repetitions are passed over where several files are given. */
  constructor(connection: number, paths: readonly string[], onFault: (text: string) => void) {
    this.connection = connection;
    this.#files = paths.map((path) => new FileRecords(path, onFault));
    if (paths.length > 1) this.#seen = new SeenRecords();
  }

  get cursor(): RecordCursor {
    return this.#file.cursor;
  }

  /** Whole microseconds at which the current record became known; never back, also from file to file. */
  get time(): number {
    return this.#time;
  }

  /** Goes to the next record; false where more has to be read first. */
  step(): boolean {
    do {
      if (!this.#file.step()) return false;
    } while (this.#isRepeated());
    if (this.#file.time > this.#time) this.#time = this.#file.time;
    return true;
  }

  /** Reads until there is a next record; false at the end of the last file. */
  async next(): Promise<boolean> {
    for (;;) {
      if (this.step()) return true;
      if (await this.#file.more()) continue;
      if (this.#place === this.#files.length - 1) return false;
      this.#place += 1;
      this.#breakAt = this.#time;
      this.#seen?.begin(REPLAYED);
    }
  }

  /** The last time before the connection broke, where the current record is the first after that; once. */
  takeBreak(): number | null {
    const at = this.#breakAt;
    this.#breakAt = null;
    return at;
  }

  async close(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.close()));
  }

  #isRepeated(): boolean {
    if (this.#seen === null) return false;
    const { cursor } = this.#file;
    return REPLAYED.has(cursor.rtype) && !this.#seen.take(cursor.bytes(), 0);
  }

  get #file(): FileRecords {
    const file = this.#files[this.#place];
    if (file === undefined) throw new RangeError("A chain without files");
    return file;
  }
}
