import type { ConnectionTape } from "./recorder-port.ts";
import { RecordWalk } from "./record-walk.ts";
import type { TapeFile } from "./tape-file.ts";
import type { Arrival } from "./cut-line.ts";

/** What a tape asks of its recorder. */
export interface TapeDesk {
  /** A new file that begins with this metadata; null while nothing is recorded. */
  begin(dataset: string, metadata: Uint8Array): TapeFile | null;
  end(file: TapeFile, why: string): void;
  arrived(arrival: Arrival): void;
  appended(records: number, bytes: number): void;
  lost(file: TapeFile | null, records: number): void;
}

/** The bytes of one connection after another, cut at records, into a file each. */
export class FileTape implements ConnectionTape {
  readonly #dataset: string;
  readonly #desk: TapeDesk;
  #metadata: Uint8Array | null = null;
  #walk = new RecordWalk();
  #file: TapeFile | null = null;
  /** The file whose records came last, closed or not. */
  #last: TapeFile | null = null;

  constructor(dataset: string, desk: TapeDesk) {
    this.#dataset = dataset;
    this.#desk = desk;
  }

  get file(): TapeFile | null {
    return this.#file;
  }

  raw(bytes: Uint8Array, what: "metadata" | "records", repeated = false): void {
    if (what === "metadata") this.#begin(bytes);
    else this.#take(bytes, repeated);
  }

  gap(instruments: readonly number[] | null, at: number): void {
    if (this.#last === null) return;
    this.#desk.arrived({ kind: "gap", connection: this.#last.place, at, instruments });
  }

  end(why: string): void {
    this.close(why);
    this.#metadata = null;
  }

  /** Ends the file; what still comes on this connection begins another with the same metadata. */
  close(why: string): void {
    if (this.#file === null) return;
    this.#desk.end(this.#file, why);
    this.#file = null;
  }

  #begin(metadata: Uint8Array): void {
    this.close("a new connection");
    this.#metadata = metadata.slice();
    this.#walk = new RecordWalk();
    this.#open(this.#metadata);
  }

  #open(metadata: Uint8Array): void {
    this.#file = this.#desk.begin(this.#dataset, metadata);
    if (this.#file !== null) this.#last = this.#file;
  }

  #take(bytes: Uint8Array, repeated: boolean): void {
    if (this.#metadata === null) return;
    const before = this.#walk.records;
    const whole = this.#walk.take(bytes);
    const records = this.#walk.records - before;
    if (records > 0) this.#keep(whole, records, repeated);
    if (this.#walk.isCorrupt) this.close("a record of impossible length");
  }

  #keep(whole: Uint8Array, records: number, repeated: boolean): void {
    if (this.#file === null && this.#metadata !== null) this.#open(this.#metadata);
    if (this.#file === null) {
      this.#walk.takeKinds();
      if (this.#last !== null && !repeated)
        this.#desk.arrived({ kind: "lost", connection: this.#last.place, count: records });
      this.#desk.lost(this.#last, records);
      return;
    }
    this.#file.append(whole, records, this.#walk);
    const kind = repeated ? "repeated" : "records";
    this.#desk.arrived({ kind, connection: this.#file.place, count: records });
    this.#desk.appended(records, whole.length);
  }
}
