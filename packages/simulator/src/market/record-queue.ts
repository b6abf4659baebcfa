import {
  epochMicros,
  unreachable,
  usdE4,
  type EpochMicros,
  type How,
  type MarketBatchWriter,
} from "@smart0dte/domain";

export type QueuedKind = "quote" | "trade" | "index" | "gap" | "openInterest" | "status";
const KINDS: readonly QueuedKind[] = ["quote", "trade", "index", "gap", "openInterest", "status"];
const HOW: Readonly<Record<QueuedKind, How>> = {
  quote: "quoted",
  trade: "traded",
  index: "derived",
  gap: "quoted",
  openInterest: "quoted",
  status: "quoted",
};
const FIELDS = 4;

/** The numbers of a record: bid, ask, bid size, ask size; price, size; level; count; halted. */
export type RecordFields = readonly [number, number?, number?, number?];

/** Records that are made but not yet due, in typed arrays: no object per quote. */
export class RecordQueue {
  #kinds = new Uint8Array(1024);
  #flags = new Uint8Array(1024);
  #instruments = new Uint32Array(1024);
  #fields = new Int32Array(1024 * FIELDS);
  #at = new Float64Array(1024);
  #head = 0;
  #sealed = 0;
  #count = 0;

  /** Adds a record whose time is not yet known. */
  add(kind: QueuedKind, instrument: number, fields: RecordFields): void {
    this.#put(KINDS.indexOf(kind), instrument, 0);
    this.#fields.set([fields[0], fields[1] ?? 0, fields[2] ?? 0, fields[3] ?? 0], this.#count * FIELDS);
    this.#count += 1;
  }

  /** The same for a quote, without a list: this is the hot one. */
  addQuote(instrument: number, quote: QuoteFields, flags: number): void {
    this.#put(0, instrument, flags);
    const base = this.#count * FIELDS;
    this.#fields[base] = quote.bid;
    this.#fields[base + 1] = quote.ask;
    this.#fields[base + 2] = quote.bidSize;
    this.#fields[base + 3] = quote.askSize;
    this.#count += 1;
  }

  /** Spreads what was added since the last call over (start, start + micros], in order. */
  seal(start: number, micros: number): void {
    const fresh = this.#count - this.#sealed;
    for (let i = 0; i < fresh; i += 1)
      this.#at[this.#sealed + i] = start + 1 + Math.floor((i * (micros - 1)) / fresh);
    this.#sealed = this.#count;
  }

  /** The same with one time for all. */
  sealAt(at: number): void {
    this.#at.fill(at, this.#sealed, this.#count);
    this.#sealed = this.#count;
  }

  /** Hands over all that is due at `until`, or drops it where nobody reads. */
  drain(until: EpochMicros, into: MarketBatchWriter | null): void {
    while (this.#head < this.#sealed && (this.#at[this.#head] ?? 0) <= until) {
      if (into !== null) this.#write(this.#head, into);
      this.#head += 1;
    }
    if (this.#head === this.#count) this.#head = this.#sealed = this.#count = 0;
  }

  #write(i: number, into: MarketBatchWriter): void {
    const kind = KINDS[this.#kinds[i] ?? 0] ?? "quote";
    const stamp = {
      instrument: this.#instruments[i] ?? 0,
      at: epochMicros(this.#at[i] ?? 0),
      how: HOW[kind],
      flags: this.#flags[i] ?? 0,
    };
    const base = i * FIELDS;
    const a = this.#fields[base] ?? 0;
    const b = this.#fields[base + 1] ?? 0;
    switch (kind) {
      case "quote":
        return into.quote(
          stamp,
          { price: usdE4(a), size: this.#fields[base + 2] ?? 0 },
          { price: usdE4(b), size: this.#fields[base + 3] ?? 0 },
        );
      case "trade":
        return into.trade(stamp, usdE4(a), b);
      case "index":
        return into.index(stamp, a);
      case "gap":
        return into.gap(stamp);
      case "openInterest":
        return into.openInterest(stamp, a);
      case "status":
        return into.status(stamp, a === 1);
      default:
        return unreachable(kind);
    }
  }

  #put(kind: number, instrument: number, flags: number): void {
    if (this.#count === this.#kinds.length) this.#grow();
    this.#kinds[this.#count] = kind;
    this.#flags[this.#count] = flags;
    this.#instruments[this.#count] = instrument;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    this.#kinds = grown(new Uint8Array(size), this.#kinds);
    this.#flags = grown(new Uint8Array(size), this.#flags);
    this.#instruments = grown(new Uint32Array(size), this.#instruments);
    this.#fields = grown(new Int32Array(size * FIELDS), this.#fields);
    this.#at = grown(new Float64Array(size), this.#at);
  }
}

/** Prices in UsdE4, sizes in shares or contracts; an absent side is 0 and 0. Reused: read it at once. */
export interface QuoteFields {
  bid: number;
  ask: number;
  bidSize: number;
  askSize: number;
}

type Column =
  Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

function grown<Values extends Column>(larger: Values, old: Values): Values {
  larger.set(old);
  return larger;
}
