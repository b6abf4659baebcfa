import {
  ALL_INSTRUMENTS,
  FLAG_BAD,
  FLAG_VOLUME_UNKNOWN,
  InvariantError,
  RECORD_BYTES,
  RECORD_KINDS,
  howOf,
  viewOf,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
  type MinuteMark,
  type SessionStart,
  type UsdE4,
} from "@smart0dte/domain";
import { CandleStore } from "./candle-store.ts";
import { IndexLevel } from "./index-level.ts";
import { InstrumentRegister } from "./instrument-register.ts";
import { QuoteBook } from "./quote-book.ts";
import { SignedFlow } from "./signed-flow.ts";

/**
 * Takes market records into the books that the engine answers from: quotes, prints, minutes, candles, open interest.
 *
 * The hot path: typed arrays, no object per quote. A record never moves desk time; its input does, at its end.
 */
export class RecordIntake {
  readonly book: QuoteBook;
  readonly candles: CandleStore;
  readonly vix: IndexLevel;
  readonly register: InstrumentRegister;
  readonly flow = new SignedFlow();
  readonly #minuteSource: boolean;
  readonly #volumes: number[] = [];
  readonly #openInterest: number[] = [];
  /** Desk time of the last input, and of the one that is being taken. */
  #now: EpochMicros;
  #arriving: EpochMicros;

  constructor({ session, ageLimits, minuteSource }: SessionStart) {
    this.book = new QuoteBook(ageLimits);
    this.candles = new CandleStore(session);
    this.vix = new IndexLevel(ageLimits.index);
    this.register = new InstrumentRegister(session);
    this.#minuteSource = minuteSource;
    this.#now = this.#arriving = 0 as EpochMicros;
  }

  get now(): EpochMicros {
    return this.#now;
  }

  /** Contracts printed today. */
  volumeOf(number: number): number {
    return this.#volumes[number] ?? 0;
  }

  /** Null until the source has told it. */
  openInterestOf = (number: number): number | null => this.#openInterest[number] ?? null;

  list(listings: readonly InstrumentListing[]): void {
    for (const listing of listings) {
      if (!this.register.add(listing)) continue;
      this.book.list(listing.number, listing.instrument);
      if (listing.instrument.kind === "index") this.vix.number = listing.number;
    }
    for (const { number, options } of this.register.listed())
      for (const option of options) this.book.follow(option, number);
  }

  /** Takes a batch and moves desk time to its own; returns the minutes that became known with it, unordered. */
  take(batch: MarketBatch, now: EpochMicros): MinuteMark[] {
    const view = viewOf(batch);
    const minutes: MinuteMark[] = [];
    this.#arriving = now;
    for (let i = 0, base = 0; i < batch.count; i += 1, base += RECORD_BYTES) {
      if (view.getUint8(base) === RECORD_KINDS.quote) this.#quote(view, base);
      else this.#record(view, base, minutes);
    }
    this.#advance(now, minutes);
    return minutes;
  }

  /** Moves time on without a record. */
  passTime(now: EpochMicros): MinuteMark[] {
    const minutes: MinuteMark[] = [];
    this.#advance(now, minutes);
    return minutes;
  }

  #quote(view: DataView, base: number): void {
    const number = view.getUint32(base + 4, true);
    const isOption = this.register.isOption(number);
    const at = this.#stamp(view, base);
    this.book.take(view, base, at);
    if (!isOption) return;
    const known = this.#knownAt(at);
    const slot = this.candles.slotOf(known);
    if (slot < 0) return;
    const mid = this.book.admissibleMid(number, known);
    if (mid > 0) this.candles.candles(number).price(slot, mid, view.getUint8(base + 1));
  }

  #record(view: DataView, base: number, minutes: MinuteMark[]): void {
    const number = view.getUint32(base + 4, true);
    const at = this.#stamp(view, base);
    switch (view.getUint8(base)) {
      case RECORD_KINDS.trade:
        this.#trade(view, base, minutes);
        return;
      case RECORD_KINDS.minuteBar:
        this.#minute(view, base, minutes);
        return;
      case RECORD_KINDS.index:
        this.vix.take(view.getInt32(base + 16, true), at, howOf(view.getUint8(base + 1)));
        return;
      case RECORD_KINDS.gap:
        this.#gap(number, at);
        return;
      case RECORD_KINDS.openInterest: {
        const count = view.getFloat64(base + 32, true);
        if (count >= 0) this.#openInterest[number] = count;
        return;
      }
      case RECORD_KINDS.status: {
        const halted = view.getInt32(base + 16, true) === 1;
        this.book.setHalted(number, at, halted);
        this.register.byNumber(number)?.prices.setHalted(Math.max(at, this.#now), halted);
        return;
      }
      default:
        throw new InvariantError("Unknown kind of market record", { kind: view.getUint8(base) });
    }
  }

  #trade(view: DataView, base: number, minutes: MinuteMark[]): void {
    const number = view.getUint32(base + 4, true);
    const isOption = this.register.isOption(number);
    const price = view.getInt32(base + 16, true);
    const size = view.getInt32(base + 24, true);
    if (price <= 0 || size < 0 || (view.getUint8(base + 2) & FLAG_BAD) !== 0) return;
    const at = Math.max(this.#stamp(view, base), this.#now);
    const slot = this.candles.slotOf(at);
    const candles = this.candles.candles(number);
    if (slot >= 0) candles.volume(slot, size);
    if (isOption) {
      this.#volumes[number] = (this.#volumes[number] ?? 0) + size;
      this.flow.print(number, { price, size }, this.book.sideOf(number, price, this.#stamp(view, base)));
      return;
    }
    if (slot >= 0) candles.price(slot, price, view.getUint8(base + 1));
    const ended = this.register.byNumber(number)?.prices.print(at, price, size) ?? null;
    if (ended !== null) minutes.push(ended);
  }

  #minute(view: DataView, base: number, minutes: MinuteMark[]): void {
    const number = view.getUint32(base + 4, true);
    const end = view.getFloat64(base + 8, true) as EpochMicros;
    const underlying = this.register.byNumber(number);
    if (underlying === undefined || end > this.#arriving)
      throw new InvariantError("A minute bar of no underlying or before its end", { number, end });
    const price = (at: number): UsdE4 => view.getInt32(base + at, true) as UsdE4;
    const [open, high, low, close] = [price(16), price(20), price(24), price(28)];
    const told = view.getFloat64(base + 32, true);
    const isUnknown = (view.getUint8(base + 2) & FLAG_VOLUME_UNKNOWN) !== 0 || !(told >= 0);
    const volume = isUnknown ? null : told;
    const mark = underlying.prices.minute({ ticker: underlying.ticker, end, open, high, low, close, volume });
    if (mark !== null) minutes.push(mark);
    const how = view.getUint8(base + 1);
    this.candles.minute(number, end, { open, high, low, close, volume: volume ?? Number.NaN, how });
  }

  #gap(number: number, at: number): void {
    const isAll = number === ALL_INSTRUMENTS;
    this.book.gap(number, at);
    if (isAll || number === this.vix.number) this.vix.gap(at);
    for (const underlying of this.register.listed())
      if (isAll || number === underlying.number) underlying.prices.gap(Math.max(at, this.#now));
  }

  /** A record's own time; one that is undefined or later than its input takes the input's. */
  #stamp(view: DataView, base: number): number {
    const at = view.getFloat64(base + 8, true);
    return at > 0 && at <= this.#arriving ? at : this.#arriving;
  }

  /** When what a quote says counts as known: in its own minute where minutes are told at their end. */
  #knownAt(at: number): number {
    return this.#minuteSource ? at - 1 : Math.max(at, this.#now);
  }

  #advance(now: EpochMicros, minutes: MinuteMark[]): void {
    this.#now = this.#arriving = now;
    for (const { prices } of this.register.listed()) {
      const ended = prices.flush(now);
      if (ended !== null) minutes.push(ended);
    }
  }
}
