import { RTYPES, type DbnVersion } from "../codec/wire-ids.ts";
import { gatewayMessage, type GatewayMessage } from "./gateway-message.ts";
import { HEADER_WORDS, leastWords, LONGEST_RECORD, WORD } from "./record-bytes.ts";
import type { SeenRecords } from "./seen-records.ts";

export interface ScanOutput {
  /** Whole records in the stream's order. */
  records(run: RecordRun): void;
  /** Before the records from this message on; false: it is to be the last. */
  message(message: GatewayMessage): boolean;
  /** After the record of such a message. */
  finished(): void;
  /** The stream cannot be read any further. */
  corrupt(why: string): void;
}

export interface RecordRun {
  readonly bytes: Uint8Array;
  /** False: they repeat what was delivered. */
  readonly fresh: boolean;
}

export interface ScanOrder {
  readonly version: DbnVersion;
  readonly tsOut: boolean;
  /** Record types whose repetitions are to be told from what is new; may change while the stream runs. */
  readonly tracked: ReadonlySet<number>;
  readonly seen: SeenRecords;
}

/** Cuts the record stream into runs of whole records, at the gateway's messages and around repeated records. */
export class RecordScanner {
  readonly #order: ScanOrder;
  readonly #out: ScanOutput;
  readonly #least: Uint8Array;
  readonly #use = new Uint8Array(256);
  readonly #carry = new Uint8Array(LONGEST_RECORD);
  #carried = 0;
  #ended = false;
  #tracked = 0;

  constructor(order: ScanOrder, out: ScanOutput) {
    this.#order = order;
    this.#out = out;
    this.#least = leastWords(order.version, order.tsOut);
    this.#readUse();
  }

  push(chunk: Uint8Array): void {
    if (this.#ended) return;
    if (this.#order.tracked.size !== this.#tracked) this.#readUse();
    if (this.#carried === 0) this.#scan(chunk, 0);
    else this.#complete(chunk);
  }

  #readUse(): void {
    const { tracked } = this.#order;
    this.#tracked = tracked.size;
    this.#use.fill(0);
    for (const rtype of tracked) this.#use[rtype] = TRACKED;
    this.#use[RTYPES.error] = SPOKEN;
    this.#use[RTYPES.system] = SPOKEN;
  }

  /** The record that the chunk before began is completed in memory of its own. */
  #complete(chunk: Uint8Array): void {
    const size = (this.#carry[0] ?? 0) * WORD;
    const taken = Math.min(size - this.#carried, chunk.length);
    this.#carry.set(chunk.subarray(0, taken), this.#carried);
    this.#carried += taken;
    if (this.#carried < size) return;
    this.#carried = 0;
    this.#scan(this.#carry.slice(0, size), 0);
    this.push(chunk.subarray(taken));
  }

  #scan(bytes: Uint8Array, from: number): void {
    const least = this.#least;
    const use = this.#use;
    const end = bytes.length;
    let begin = from;
    let at = from;
    let fresh = true;
    while (at < end && !this.#ended) {
      const words = bytes[at] ?? 0;
      const next = at + words * WORD;
      if (words >= HEADER_WORDS && next > end) break;
      const rtype = bytes[at + 1] ?? 0;
      if (words < HEADER_WORDS || words < (least[rtype] ?? 0)) {
        this.#flush({ bytes: bytes.subarray(begin, at), fresh });
        this.#refuse(words, rtype);
        return;
      }
      const told = use[rtype] ?? 0;
      const keep = told !== TRACKED || this.#order.seen.take(bytes, at);
      if (keep !== fresh || told === SPOKEN) {
        this.#flush({ bytes: bytes.subarray(begin, at), fresh });
        begin = at;
        fresh = keep;
      }
      if (told === SPOKEN) this.#ended = !this.#out.message(gatewayMessage(bytes, at, this.#order.version));
      at = next;
    }
    this.#flush({ bytes: bytes.subarray(begin, at), fresh });
    if (this.#ended) {
      this.#out.finished();
      return;
    }
    this.#carry.set(bytes.subarray(at));
    this.#carried = end - at;
  }

  #flush(run: RecordRun): void {
    if (run.bytes.length > 0) this.#out.records(run);
  }

  #refuse(words: number, rtype: number): void {
    this.#ended = true;
    const size = `a record of ${String(words * WORD)} bytes`;
    this.#out.corrupt(words < HEADER_WORDS ? `${size} came` : `${size} came for type ${String(rtype)}`);
  }
}

const TRACKED = 1;
const SPOKEN = 2;
