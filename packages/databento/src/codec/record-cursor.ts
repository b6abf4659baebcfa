import type { DbnRecord } from "./dbn-record.ts";
import { exactAt, microsAt } from "./exact-values.ts";
import { TS_OUT_SIZE } from "./record-layout.ts";
import { readRecord, readText } from "./record-reader.ts";
import { structOf } from "./record-structs.ts";
import { RecordWalker } from "./record-walker.ts";
import type { DbnVersion } from "./wire-ids.ts";

/**
 * The current record of a chunk, field by field, without an object per record.
 *
 * `priceE9` to `askSize` are right for the 80-byte quotes (mbp-1, tbbo, bbo, cmbp-1, tcbbo, cbbo) and mean
 * nothing for other records, but `priceE9` to `flags` are right for trades too. Every field can be read by
 * its offset in the specification: that of the record's own version, or of version 3 if the decoder upgrades.
 */
export class RecordCursor extends RecordWalker {
  /** Size on the wire in words of four bytes. */
  get length(): number {
    return this.octets[this.at] as number;
  }

  get rtype(): number {
    return this.octets[this.at + 1] as number;
  }

  get publisherId(): number {
    return (this.words[this.word] as number) >>> 16;
  }

  get instrumentId(): number {
    return this.words[this.word + 1] as number;
  }

  /** The version whose layout the record is in. */
  get recordVersion(): DbnVersion {
    return this.version;
  }

  /** Nanoseconds; `UNDEF_TIMESTAMP` if there is none. */
  get tsEvent(): bigint {
    return this.#unsigned(this.word + 2);
  }

  /** Nanoseconds; `tsEvent` where the record has no receive time. */
  get tsRecv(): bigint {
    return this.#unsigned(this.word + (TS_RECV_WORD[this.rtype] ?? 2));
  }

  /** Nanoseconds of the gateway's sending; null where the stream does not carry it. */
  get tsOut(): bigint | null {
    if (!this.hasTsOut || this.length < 6) return null;
    return this.#unsigned(this.word + this.length - TS_OUT_SIZE / 4);
  }

  /** Whole microseconds, rounded down; NaN if undefined. */
  get tsEventMicros(): number {
    return microsAt(this.words, this.word + 2);
  }

  /** Whole microseconds, rounded down; NaN if undefined. The event's where the record has no receive time. */
  get tsRecvMicros(): number {
    return microsAt(this.words, this.word + (TS_RECV_WORD[this.rtype] as number));
  }

  /** In 1e-9 dollars, exact below 2^53; NaN if undefined. The last trade's in cbbo and bbo. */
  get priceE9(): number {
    return exactAt(this.words, this.word + 4);
  }

  get size(): number {
    return this.words[this.word + 6] as number;
  }

  /** Character code; of no meaning in cbbo and bbo. */
  get action(): number {
    return this.octets[this.at + 28] as number;
  }

  /** Character code. */
  get side(): number {
    return this.octets[this.at + 29] as number;
  }

  /** Bits of `FLAGS`. */
  get flags(): number {
    return this.octets[this.at + 30] as number;
  }

  /** In 1e-9 dollars, exact below 2^53; NaN if there is no bid. */
  get bidE9(): number {
    return exactAt(this.words, this.word + 12);
  }

  /** In 1e-9 dollars, exact below 2^53; NaN if there is no ask. */
  get askE9(): number {
    return exactAt(this.words, this.word + 14);
  }

  get bidSize(): number {
    return this.words[this.word + 16] as number;
  }

  get askSize(): number {
    return this.words[this.word + 17] as number;
  }

  /** The byte at an offset from the record's start, as are all below. */
  u8(at: number): number {
    return this.octets[this.#offset(at, 1)] as number;
  }

  u16(at: number): number {
    const from = this.#offset(at, 2);
    return (this.octets[from] ?? 0) | ((this.octets[from + 1] ?? 0) << 8);
  }

  u32(at: number): number {
    const from = this.#offset(at, 4);
    return (from & 3) === 0
      ? (this.words[from >>> 2] as number)
      : this.views.source().view.getUint32(from, true);
  }

  i32(at: number): number {
    return this.u32(at) | 0;
  }

  i64(at: number): bigint {
    return this.views.source().view.getBigInt64(this.#offset(at, 8), true);
  }

  u64(at: number): bigint {
    return this.views.source().view.getBigUint64(this.#offset(at, 8), true);
  }

  /** A signed 64-bit price or quantity as a number, exact below 2^53; NaN if undefined. */
  e9(at: number): number {
    return exactAt(this.words, this.#aligned(at));
  }

  /** A time in whole microseconds, rounded down; NaN if undefined. */
  micros(at: number): number {
    return microsAt(this.words, this.#aligned(at));
  }

  /** Text up to the first NUL of a field of `size` bytes. */
  text(at: number, size: number): string {
    return readText(this.views.source().text, this.#offset(at, size), size);
  }

  /** The record as an object of its own, in version 3 if the decoder upgrades. */
  record(): DbnRecord {
    const place = { at: this.at, version: this.version, tsOut: this.hasTsOut && this.length >= 6 };
    return readRecord(this.views.source(), place);
  }

  /** The word at which a 64-bit field is: all are aligned. */
  #aligned(at: number): number {
    const from = this.#offset(at, 8);
    if ((from & 3) !== 0) throw new RangeError(`No 64-bit field is at byte ${String(at)}`);
    return from >>> 2;
  }

  #offset(at: number, size: number): number {
    if (at < 0 || at + size > this.length * 4) {
      throw new RangeError(`Bytes ${String(at)} to ${String(at + size)} are outside of the record`);
    }
    return this.at + at;
  }

  #unsigned(word: number): bigint {
    return (BigInt(this.words[word + 1] ?? 0) << 32n) | BigInt(this.words[word] ?? 0);
  }
}

const TS_RECV_WORD = Uint8Array.from({ length: 256 }, (_, rtype) => (structOf(rtype)?.tsRecvAt ?? 8) / 4);
