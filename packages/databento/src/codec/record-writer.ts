import { DbnError } from "./dbn-error.ts";
import type { DbnRecord } from "./dbn-record.ts";
import { encodeRecord } from "./record-encoder.ts";
import { RTYPES } from "./wire-ids.ts";

/**
 * What a trade or quote record is written from; one object can be filled again and again.
 * Times are whole microseconds, prices whole 1e-9 dollars, NaN where there is none.
 */
export interface QuoteFields {
  publisherId: number;
  instrumentId: number;
  tsEventMicros: number;
  tsRecvMicros: number;
  /** Written only by a writer of send times. */
  tsOutMicros: number;
  priceE9: number;
  size: number;
  /** Character codes; cbbo and bbo have no action. */
  action: number;
  side: number;
  flags: number;
  /** Of trades and mbp-1. */
  depth: number;
  tsInDelta: number;
  /** Of trades, mbp-1 and bbo. */
  sequence: number;
  bidE9: number;
  askE9: number;
  bidSize: number;
  askSize: number;
  /** Orders at the bid in mbp-1 and bbo, its publisher in cmbp-1, tcbbo and cbbo. */
  bidFrom: number;
  askFrom: number;
}

/** The rtypes that {@link RecordWriter.quote} writes. */
export type QuoteRtype = (typeof RTYPES)[
  "mbp1" | "cmbp1" | "tcbbo" | "cbbo1s" | "cbbo1m" | "bbo1s" | "bbo1m"];

/** Fields with nothing in them: no times, no prices, no sizes, side "N", action "N". */
export function emptyQuote(): QuoteFields {
  return {
    publisherId: 0,
    instrumentId: 0,
    tsEventMicros: NaN,
    tsRecvMicros: NaN,
    tsOutMicros: NaN,
    priceE9: NaN,
    size: 0,
    action: NONE,
    side: NONE,
    flags: 0,
    depth: 0,
    tsInDelta: 0,
    sequence: 0,
    bidE9: NaN,
    askE9: NaN,
    bidSize: 0,
    askSize: 0,
    bidFrom: 0,
    askFrom: 0,
  };
}

/** Writes records of version 3 into a growing buffer, quotes and trades without an object for each. */
export class RecordWriter {
  readonly #tsOut: boolean;
  #bytes = new Uint8Array(FIRST_SIZE);
  #i32 = new Int32Array(this.#bytes.buffer);
  #size = 0;

  constructor(options: { readonly tsOut?: boolean } = {}) {
    this.#tsOut = options.tsOut ?? false;
  }

  /** Bytes written since the last {@link take}. */
  get size(): number {
    return this.#size;
  }

  /** An 80-byte quote: mbp-1, cmbp-1, tcbbo, cbbo or bbo. */
  quote(rtype: QuoteRtype, fields: QuoteFields): void {
    const word = this.#begin(rtype, QUOTE_SIZE, fields) >> 2;
    const snapshot = rtype >= RTYPES.cbbo1s && rtype !== RTYPES.tcbbo;
    const consolidated = rtype !== RTYPES.mbp1 && rtype < RTYPES.bbo1s;
    const i32 = this.#i32;
    if (snapshot) i32[word + 7] = (fields.side << 8) | (fields.flags << 16);
    else this.#writeEvent(word, fields, consolidated ? 0 : fields.depth);
    i32[word + 10] = snapshot ? 0 : fields.tsInDelta;
    i32[word + 11] = consolidated ? 0 : fields.sequence;
    this.#price(word + 12, fields.bidE9);
    this.#price(word + 14, fields.askE9);
    i32[word + 16] = fields.bidSize;
    i32[word + 17] = fields.askSize;
    i32[word + 18] = consolidated ? fields.bidFrom & 0xffff : fields.bidFrom;
    i32[word + 19] = consolidated ? fields.askFrom & 0xffff : fields.askFrom;
    this.#finish(QUOTE_SIZE, fields);
  }

  /** A trade of 48 bytes. */
  trade(fields: QuoteFields): void {
    const word = this.#begin(RTYPES.trades, TRADE_SIZE, fields) >> 2;
    this.#writeEvent(word, fields, fields.depth);
    this.#i32[word + 10] = fields.tsInDelta;
    this.#i32[word + 11] = fields.sequence;
    this.#finish(TRADE_SIZE, fields);
  }

  /** Any record. Its send time must be there if this writer writes them, and must not if not. */
  record(record: DbnRecord): void {
    if (record.kind !== "unknown" && (record.tsOut !== undefined) !== this.#tsOut) {
      const rule = this.#tsOut ? "needs a send time" : "has no place for a send time";
      throw new DbnError("notEncodable", `A record in this stream ${rule}`, this.#size);
    }
    this.bytes(encodeRecord(record));
  }

  /** Bytes of whole records as they are. */
  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** What was written since the last time, as bytes of their own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#size);
    this.#size = 0;
    return taken;
  }

  /** Writes the fields that trades and quotes share at the same places; returns where the record begins. */
  #begin(rtype: number, size: number, fields: QuoteFields): number {
    const whole = size + (this.#tsOut ? 8 : 0);
    this.#reserve(whole);
    const at = this.#size;
    const word = at >> 2;
    const i32 = this.#i32;
    i32[word] = (whole >> 2) | (rtype << 8) | (fields.publisherId << 16);
    i32[word + 1] = fields.instrumentId;
    this.#time(word + 2, fields.tsEventMicros);
    this.#price(word + 4, fields.priceE9);
    i32[word + 6] = fields.size;
    this.#time(word + 8, fields.tsRecvMicros);
    return at;
  }

  #writeEvent(word: number, { action, side, flags }: QuoteFields, depth: number): void {
    this.#i32[word + 7] = action | (side << 8) | (flags << 16) | (depth << 24);
  }

  #finish(size: number, fields: QuoteFields): void {
    if (this.#tsOut) this.#time((this.#size + size) >> 2, fields.tsOutMicros);
    this.#size += size + (this.#tsOut ? 8 : 0);
  }

  #price(word: number, e9: number): void {
    const i32 = this.#i32;
    if (Number.isNaN(e9)) {
      i32[word] = -1;
      i32[word + 1] = 0x7fff_ffff;
    } else {
      const high = Math.floor(e9 / TWO_32);
      i32[word] = e9 - high * TWO_32;
      i32[word + 1] = high;
    }
  }

  /** Nanoseconds of whole microseconds, without a number that is not exact. */
  #time(word: number, micros: number): void {
    const i32 = this.#i32;
    if (Number.isNaN(micros)) {
      i32[word] = i32[word + 1] = -1;
    } else {
      const high = Math.floor(micros / TWO_32);
      const low = (micros - high * TWO_32) * 1000;
      const carried = Math.floor(low / TWO_32);
      i32[word] = low - carried * TWO_32;
      i32[word + 1] = high * 1000 + carried;
    }
  }

  #reserve(size: number): void {
    const needed = this.#size + size;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed + 1024, this.#bytes.length * 2) & ~3);
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
    this.#i32 = new Int32Array(grown.buffer);
  }
}

const FIRST_SIZE = 64 * 1024;
const QUOTE_SIZE = 80;
const TRADE_SIZE = 48;
const TWO_32 = 4_294_967_296;
const NONE = "N".charCodeAt(0);
