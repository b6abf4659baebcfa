import { InvariantError } from "../errors.ts";
import { HOWS, type How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";

/**
 * Market records as the pipeline consumes them, in one fixed layout of 40 bytes, little endian:
 *
 * | at | what |
 * |---|---|
 * | 0  u8  | kind ({@link RECORD_KINDS}) |
 * | 1  u8  | how (index into HOWS) |
 * | 2  u8  | flags ({@link FLAG_BAD}, {@link FLAG_VOLUME_UNKNOWN}) |
 * | 4  u32 | instrument number, dense, as announced by an `instruments` input |
 * | 8  f64 | desk time of the record, whole microseconds |
 * | 16 i32 | a: bid, price, open, index value, begin/halt flag |
 * | 20 i32 | b: ask, high |
 * | 24 i32 | c: bid size, low, trade size |
 * | 28 i32 | d: ask size, close |
 * | 32 f64 | e: volume of a bar, open interest |
 *
 * Prices are UsdE4; a side that is absent is 0. The journal keeps these bytes as they are.
 */
export const RECORD_BYTES = 40;

/** `index` is an index level times 10,000. `gap` with a = 1: every quote of the instrument is dead until refreshed. */
export const RECORD_KINDS = {
  quote: 1,
  trade: 2,
  minuteBar: 3,
  index: 4,
  gap: 5,
  openInterest: 6,
  status: 7,
} as const;
export type RecordKind = keyof typeof RECORD_KINDS;

/** The feed itself says that this quote must not be used. */
export const FLAG_BAD = 1;
/** The bar's prices are real, its volume is not known (a zero-volume row with moving prices). */
export const FLAG_VOLUME_UNKNOWN = 2;
/** Instrument number of a gap that concerns all instruments. */
export const ALL_INSTRUMENTS = 0xffff_ffff;

export interface MarketBatch {
  readonly count: number;
  /** At least `count` records; never written again after the batch is made. */
  readonly bytes: Uint8Array;
}

interface Stamp {
  readonly instrument: number;
  readonly at: EpochMicros;
  readonly how: How;
  readonly flags?: number;
}

/** Gathers records into batches. One writer, reused; each batch owns its bytes. */
export class MarketBatchWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #count = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity * RECORD_BYTES);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get count(): number {
    return this.#count;
  }

  /** An absent side is price 0 and size 0. */
  quote(stamp: Stamp, bid: { price: UsdE4; size: number }, ask: { price: UsdE4; size: number }): void {
    this.#put(RECORD_KINDS.quote, stamp, [bid.price, ask.price, bid.size, ask.size, 0]);
  }

  trade(stamp: Stamp, price: UsdE4, size: number): void {
    this.#put(RECORD_KINDS.trade, stamp, [price, 0, size, 0, 0]);
  }

  /** `at` is the bar's end, when it becomes known. A null volume is unknown, not zero. */
  minuteBar(
    stamp: Stamp,
    bar: { open: UsdE4; high: UsdE4; low: UsdE4; close: UsdE4; volume: number | null },
  ): void {
    const flags = bar.volume === null ? FLAG_VOLUME_UNKNOWN : 0;
    const withFlags = { ...stamp, flags: (stamp.flags ?? 0) | flags };
    this.#put(RECORD_KINDS.minuteBar, withFlags, [bar.open, bar.high, bar.low, bar.close, bar.volume ?? 0]);
  }

  index(stamp: Stamp, levelE4: number): void {
    this.#put(RECORD_KINDS.index, stamp, [levelE4, 0, 0, 0, 0]);
  }

  gap(stamp: Stamp): void {
    this.#put(RECORD_KINDS.gap, stamp, [1, 0, 0, 0, 0]);
  }

  openInterest(stamp: Stamp, count: number): void {
    this.#put(RECORD_KINDS.openInterest, stamp, [0, 0, 0, 0, count]);
  }

  status(stamp: Stamp, halted: boolean): void {
    this.#put(RECORD_KINDS.status, stamp, [halted ? 1 : 0, 0, 0, 0, 0]);
  }

  /** Hands over what was gathered and starts afresh. */
  take(): MarketBatch {
    const batch = { count: this.#count, bytes: this.#bytes.slice(0, this.#count * RECORD_BYTES) };
    this.#count = 0;
    return batch;
  }

  #put(kind: number, stamp: Stamp, values: readonly [number, number, number, number, number]): void {
    if ((this.#count + 1) * RECORD_BYTES > this.#bytes.length) this.#grow();
    const view = this.#view;
    const base = this.#count * RECORD_BYTES;
    view.setUint8(base, kind);
    view.setUint8(base + 1, HOWS.indexOf(stamp.how));
    view.setUint8(base + 2, stamp.flags ?? 0);
    view.setUint8(base + 3, 0);
    view.setUint32(base + 4, stamp.instrument, true);
    view.setFloat64(base + 8, stamp.at, true);
    view.setInt32(base + 16, values[0], true);
    view.setInt32(base + 20, values[1], true);
    view.setInt32(base + 24, values[2], true);
    view.setInt32(base + 28, values[3], true);
    view.setFloat64(base + 32, values[4], true);
    this.#count += 1;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

export const viewOf = ({ bytes }: MarketBatch): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The origin named by a record's second byte; an unknown code is a broken batch. */
export function howOf(code: number): How {
  const how = HOWS[code];
  if (how === undefined) throw new InvariantError("Unknown origin code in a market record", { code });
  return how;
}
