import {
  ALL_INSTRUMENTS,
  HOWS,
  RECORD_BYTES,
  RECORD_KINDS,
  type How,
  type MarketBatch,
  type RecordKind,
} from "@smart0dte/domain";

const QUOTE = RECORD_KINDS.quote;
const GAP = RECORD_KINDS.gap;
const DROPPED = 0;
const FIRST_CAPACITY = 1024;

/** How each kind of record came to be, by its number. */
const HOW_BY_KIND: Readonly<Record<RecordKind, How>> = {
  quote: "quoted",
  trade: "traded",
  minuteBar: "traded",
  index: "derived",
  gap: "quoted",
  openInterest: "quoted",
  status: "quoted",
};
const HOW_CODES = new Uint8Array(16);
for (const [kind, how] of Object.entries(HOW_BY_KIND))
  HOW_CODES[RECORD_KINDS[kind as RecordKind]] = HOWS.indexOf(how);

/**
 * Market records that nobody has taken yet, in the order of their arrival.
 *
 * Beyond `maxPending` the newest quote of each instrument replaces the older ones, at the place of the newest; all
 * other kinds stay. A quote from before a gap of its instrument never leaves together with that gap.
 */
export class PendingRecords {
  readonly #maxPending: number;
  #bytes = new Uint8Array(FIRST_CAPACITY * RECORD_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #count = 0;
  #compactAt: number;
  #hasGap = false;
  /** By instrument: the walk in which a newer quote, or a gap, of it was met. */
  #newerIn = new Uint32Array(FIRST_CAPACITY);
  #gapIn = new Uint32Array(FIRST_CAPACITY);
  #walk = 0;
  /** Quotes that a newer one of their instrument replaced. */
  conflated = 0;
  /** Quotes that a gap behind them made worthless before they were taken. */
  overtakenByGaps = 0;

  constructor(maxPending: number) {
    this.#maxPending = maxPending;
    this.#compactAt = maxPending;
  }

  get count(): number {
    return this.#count;
  }

  /** Where the fields of the record just added are written, at the base that {@link add} returned. */
  get view(): DataView {
    return this.#view;
  }

  /** Adds a record with all its fields 0; returns its base in {@link view}. */
  add(kind: number, instrument: number, at: number): number {
    if (this.#count >= this.#compactAt) this.#conflate();
    const base = this.#count * RECORD_BYTES;
    if (base === this.#bytes.length) this.#grow();
    const view = this.#view;
    view.setUint32(base, kind | ((HOW_CODES[kind] ?? 0) << 8), true);
    view.setUint32(base + 4, instrument, true);
    view.setFloat64(base + 8, at, true);
    view.setInt32(base + 16, 0, true);
    view.setInt32(base + 20, 0, true);
    view.setInt32(base + 24, 0, true);
    view.setInt32(base + 28, 0, true);
    view.setFloat64(base + 32, 0, true);
    if (kind === GAP) this.#hasGap = true;
    this.#count += 1;
    return base;
  }

  /** Hands over everything in a buffer of its own. */
  take(): MarketBatch {
    if (this.#hasGap) this.#drop(false);
    const batch = { count: this.#count, bytes: this.#bytes.slice(0, this.#count * RECORD_BYTES) };
    this.#count = 0;
    this.#hasGap = false;
    this.#compactAt = this.#maxPending;
    return batch;
  }

  #conflate(): void {
    this.#drop(true);
    // what cannot be dropped must not be walked over and over
    this.#compactAt = Math.max(this.#maxPending, this.#count * 2);
  }

  /** From the newest record to the oldest: drops quotes behind which a gap, or where asked a newer quote, was met. */
  #drop(conflating: boolean): void {
    this.#walk += 1;
    const walk = this.#walk;
    const view = this.#view;
    let isGapOfAll = false;
    let dropped = 0;
    for (let base = (this.#count - 1) * RECORD_BYTES; base >= 0; base -= RECORD_BYTES) {
      const kind = view.getUint8(base);
      if (kind !== QUOTE && kind !== GAP) continue;
      const instrument = view.getUint32(base + 4, true);
      if (kind === GAP) {
        if (instrument === ALL_INSTRUMENTS) isGapOfAll = true;
        else this.#mark(instrument, true);
        continue;
      }
      if (isGapOfAll || this.#gapIn[instrument] === walk) {
        this.overtakenByGaps += 1;
      } else if (conflating && this.#newerIn[instrument] === walk) {
        this.conflated += 1;
      } else {
        if (conflating) this.#mark(instrument, false);
        continue;
      }
      view.setUint8(base, DROPPED);
      dropped += 1;
    }
    if (dropped > 0) this.#close();
  }

  /** Moves what stays together, in its order. */
  #close(): void {
    let to = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const from = i * RECORD_BYTES;
      if (this.#bytes[from] === DROPPED) continue;
      if (to !== from) this.#bytes.copyWithin(to, from, from + RECORD_BYTES);
      to += RECORD_BYTES;
    }
    this.#count = to / RECORD_BYTES;
  }

  #mark(instrument: number, gap: boolean): void {
    if (instrument >= this.#newerIn.length) {
      const size = Math.max(instrument + 1, this.#newerIn.length * 2);
      this.#newerIn = grown(new Uint32Array(size), this.#newerIn);
      this.#gapIn = grown(new Uint32Array(size), this.#gapIn);
    }
    (gap ? this.#gapIn : this.#newerIn)[instrument] = this.#walk;
  }

  #grow(): void {
    this.#bytes = grown(new Uint8Array(this.#bytes.length * 2), this.#bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }
}

function grown<Values extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  larger: Values,
  old: Values,
): Values {
  larger.set(old);
  return larger;
}
