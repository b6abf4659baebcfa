import { FLAGS, emptyQuote } from "@smart0dte/databento";
import {
  FLAG_BAD,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  RECORD_BYTES,
  RECORD_KINDS,
  epochMicros,
  viewOf,
  type EpochMicros,
  type MarketBatch,
  type Session,
} from "@smart0dte/domain";
import type { ServedDataset } from "../served-datasets.ts";
import { ChangedSlots, ConsolidatedBook } from "./consolidated-book.ts";
import type { DatasetInstruments } from "./dataset-instruments.ts";
import { QUOTE_RTYPES, SHAPES, type DatasetShape, type QuoteSchema } from "./dataset-shape.ts";
import { IntervalBars } from "./interval-bars.ts";
import { SYSTEM_CODES, systemRecord } from "./message-encoder.ts";
import { NO_SLOT, RecordPage } from "./record-page.ts";
import {
  definitionRecord,
  laterOpenInterest,
  openInterestRecord,
  statusRecord,
} from "./reference-records.ts";

/** Definitions and open interest come out three hours before the open: 06:30 in New York. */
const MORNING_MICROS = 180 * MICROS_PER_MINUTE;
/** Venues that repeat an option's open interest, all with the same number. */
const REPEATING_VENUES = [37, 31, 23] as const;
/** A crossed quote's sides stand two cents the wrong way round, UsdE4. */
const CROSSED_BY = 200;
const TICK = 100;
const E9_PER_E4 = 100_000;

const ACTIONS = { add: charCode("A"), modify: charCode("M"), trade: charCode("T") } as const;
const SIDES = { ask: charCode("A"), bid: charCode("B"), none: charCode("N") } as const;

/**
 * The market's records as one dataset's, in every schema it announces: the same input, the same bytes.
 *
 * A tape begins with {@link morning} and is then given every batch from the open on.
 */
export class DatasetTape {
  /** Until this desk time quotes are written crossed, whatever the market says. */
  crossedUntil: EpochMicros = epochMicros(0);
  readonly #instruments: DatasetInstruments;
  readonly #dataset: ServedDataset;
  readonly #shape: DatasetShape;
  readonly #session: Session;
  readonly #page = new RecordPage();
  readonly #book: ConsolidatedBook;
  readonly #ofSecond: ChangedSlots;
  readonly #ofMinute: ChangedSlots;
  readonly #seconds: IntervalBars;
  readonly #minutes: IntervalBars;
  readonly #fields = emptyQuote();
  #nextSecond: number;
  #isWriting = true;
  #sequence = 0;

  constructor(dataset: ServedDataset, instruments: DatasetInstruments, session: Session) {
    const slots = instruments.all.length;
    this.#dataset = dataset;
    this.#instruments = instruments;
    this.#shape = SHAPES[dataset.name];
    this.#session = session;
    this.#book = new ConsolidatedBook(slots);
    this.#ofSecond = new ChangedSlots(slots);
    this.#ofMinute = new ChangedSlots(slots);
    this.#seconds = new IntervalBars("ohlcv-1s", instruments);
    this.#minutes = new IntervalBars("ohlcv-1m", instruments);
    this.#nextSecond = session.open + MICROS_PER_SECOND;
  }

  /** What was published before the open; `batch` is the market's at the open itself. */
  morning(batch: MarketBatch): RecordPage {
    const page = this.#page;
    page.clear();
    const { publisher, latencyMicros } = this.#shape;
    const telling = { publisher, latencyMicros, at: epochMicros(this.#session.open - MORNING_MICROS) };
    const at = telling.at - latencyMicros;
    if (this.#dataset.schemas.includes("definition")) {
      for (const listed of this.#instruments.all)
        page.next("definition", listed.slot, at).bytes(definitionRecord(listed, telling));
    }
    if (!this.#dataset.schemas.includes("statistics")) return page.seal();
    const counts = openInterestOf(batch);
    for (const listed of this.#instruments.all) {
      const count = listed.number === null ? laterOpenInterest(listed) : counts.get(listed.number);
      if (count === undefined) continue;
      for (const venue of REPEATING_VENUES) {
        this.#sequence += 1;
        const record = openInterestRecord(
          listed,
          { ...telling, publisher: venue },
          { count, sequence: this.#sequence },
        );
        page.next("statistics", listed.slot, at).bytes(record);
      }
    }
    return page.seal();
  }

  /** The records that a batch comes to, and the intervals that are over at its end. Valid until the next call. */
  take(batch: MarketBatch, until: EpochMicros): RecordPage {
    this.#page.clear();
    const view = viewOf(batch);
    for (let base = 0; base < batch.count * RECORD_BYTES; base += RECORD_BYTES) {
      const slot = this.#instruments.slotOf(view.getUint32(base + 4, true));
      if (slot < 0) continue;
      const at = view.getFloat64(base + 8, true);
      this.#closeIntervals(at);
      this.#take(view, base, { slot, at });
    }
    this.#closeIntervals(until);
    return this.#page.seal();
  }

  /** Goes through a batch as {@link take} does, to be where it ends, without writing anything. */
  passOver(batch: MarketBatch, until: EpochMicros): void {
    this.#isWriting = false;
    this.take(batch, until);
    this.#isWriting = true;
  }

  #take(view: DataView, base: number, where: { slot: number; at: number }): void {
    const kind = view.getUint8(base);
    // told in the morning: a batch that begins before the open has them once more
    if (kind === RECORD_KINDS.openInterest) return;
    this.#sequence = (this.#sequence + 1) >>> 0;
    switch (kind) {
      case RECORD_KINDS.quote:
        this.#quote(view, base, where);
        return;
      case RECORD_KINDS.gap:
        this.#gap(where);
        return;
      case RECORD_KINDS.trade:
      case RECORD_KINDS.index:
        this.#print(view.getInt32(base + 16, true), view.getInt32(base + 24, true), where);
        return;
      case RECORD_KINDS.status:
        this.#status(view.getInt32(base + 16, true) === 1, where);
        return;
      default:
        return;
    }
  }

  #quote(view: DataView, base: number, { slot, at }: { slot: number; at: number }): void {
    const book = this.#book;
    const bid = view.getInt32(base + 16, true);
    const bidSize = view.getInt32(base + 24, true);
    const isBid = book.bids[slot] !== bid || book.bidSizes[slot] !== bidSize;
    book.bids[slot] = bid;
    book.asks[slot] = view.getInt32(base + 20, true);
    book.bidSizes[slot] = bidSize;
    book.askSizes[slot] = view.getInt32(base + 28, true);
    book.doubts[slot] = (view.getUint8(base + 2) & FLAG_BAD) === 0 ? 0 : FLAGS.badTsRecv;
    this.#change(slot, at, isBid);
  }

  #gap({ slot, at }: { slot: number; at: number }): void {
    const book = this.#book;
    book.bids[slot] = book.asks[slot] = book.bidSizes[slot] = book.askSizes[slot] = 0;
    book.doubts[slot] = FLAGS.maybeBadBook;
    this.#change(slot, at, true);
  }

  #change(slot: number, at: number, isBid: boolean): void {
    const fields = this.#fields;
    this.#ofSecond.mark(slot);
    this.#ofMinute.mark(slot);
    if (!this.#isWriting) return;
    this.#showBook(slot, at);
    fields.priceE9 = Number.NaN;
    fields.size = 0;
    fields.action = this.#shape.sides ? ACTIONS.modify : ACTIONS.add;
    fields.side = SIDES.none;
    if (this.#shape.sides) {
      fields.side = isBid ? SIDES.bid : SIDES.ask;
      fields.priceE9 = isBid ? fields.bidE9 : fields.askE9;
      fields.size = isBid ? fields.bidSize : fields.askSize;
    }
    this.#write(this.#shape.quotes, slot);
  }

  #print(price: number, size: number, { slot, at }: { slot: number; at: number }): void {
    const fields = this.#fields;
    const { prints, quotes, sampled, hasBars, venues } = this.#shape;
    this.#showBook(slot, at);
    fields.publisherId = venues[Math.floor(slot * 31 + (at % 9_973) + price / TICK) % venues.length] ?? 0;
    fields.priceE9 = price * E9_PER_E4;
    fields.size = size;
    fields.action = ACTIONS.trade;
    fields.side = this.#aggressor();
    if (this.#isWriting) this.#page.next("trades", slot, fields.tsEventMicros).trade(fields);
    // an index has no book: its level is told as a print in both schemas
    this.#write(prints ?? quotes, slot);
    this.#book.printPrices[slot] = price;
    this.#book.printSizes[slot] = size;
    this.#book.printTimes[slot] = fields.tsEventMicros;
    if (sampled !== null) {
      this.#ofSecond.mark(slot);
      this.#ofMinute.mark(slot);
    }
    if (!hasBars) return;
    const print = { slot, venue: fields.publisherId, price, size };
    this.#seconds.print(print);
    this.#minutes.print(print);
  }

  #aggressor(): number {
    const { priceE9, bidE9, askE9 } = this.#fields;
    if (!this.#shape.sides) return SIDES.none;
    if (priceE9 >= askE9) return SIDES.bid;
    return priceE9 <= bidE9 ? SIDES.ask : SIDES.none;
  }

  #status(isHalted: boolean, { slot, at }: { slot: number; at: number }): void {
    if (!this.#shape.hasStatus || !this.#isWriting) return;
    const { publisher, latencyMicros } = this.#shape;
    const telling = { publisher, latencyMicros, at: epochMicros(at) };
    const record = statusRecord(this.#instruments.at(slot), telling, isHalted);
    this.#page.next("status", slot, at - latencyMicros).bytes(record);
  }

  #write(schema: QuoteSchema, slot: number): void {
    if (!this.#isWriting) return;
    this.#page.next(schema, slot, this.#fields.tsEventMicros).quote(QUOTE_RTYPES[schema], this.#fields);
  }

  /** Puts the slot's book and the stamps of a record that was received at `at` into the fields in hand. */
  #showBook(slot: number, at: number): void {
    const fields = this.#fields;
    const book = this.#book;
    const { publisher, flags, latencyMicros } = this.#shape;
    const isCrossed = at <= this.crossedUntil;
    const [bid, ask] = [book.bids[slot] ?? 0, book.asks[slot] ?? 0];
    fields.publisherId = publisher;
    fields.instrumentId = this.#instruments.at(slot).id;
    fields.tsRecvMicros = at;
    fields.tsEventMicros = at - latencyMicros;
    fields.bidE9 = priceE9(isCrossed && bid > 0 && ask > 0 ? ask + CROSSED_BY : bid);
    fields.askE9 = priceE9(isCrossed && bid > 0 && ask > 0 ? bid : ask);
    fields.bidSize = book.bidSizes[slot] ?? 0;
    fields.askSize = book.askSizes[slot] ?? 0;
    fields.bidFrom = this.#venueOf(slot, bid);
    fields.askFrom = this.#venueOf(slot, ask);
    fields.flags = flags | (book.doubts[slot] ?? 0);
    fields.sequence = this.#sequence;
  }

  /** Who stands at a price: any venue, but always the same one. */
  #venueOf(slot: number, price: number): number {
    const { isConsolidated, venues } = this.#shape;
    return isConsolidated && price > 0 ? (venues[(slot + price / TICK) % venues.length] ?? 0) : 0;
  }

  /** Samples and bars of every interval that ends at or before `at`. */
  #closeIntervals(at: number): void {
    while (this.#nextSecond <= at) {
      const end = this.#nextSecond;
      const { sampled, hasBars } = this.#shape;
      if (sampled !== null) this.#sample(sampled.second, this.#ofSecond, end);
      if (hasBars) this.#closeBars("ohlcv-1s", this.#seconds, end - MICROS_PER_SECOND);
      if (end % MICROS_PER_MINUTE === 0) {
        if (sampled !== null) this.#sample(sampled.minute, this.#ofMinute, end);
        if (hasBars) this.#closeBars("ohlcv-1m", this.#minutes, end - MICROS_PER_MINUTE);
      }
      this.#nextSecond += MICROS_PER_SECOND;
    }
  }

  #sample(schema: QuoteSchema, changed: ChangedSlots, end: number): void {
    const fields = this.#fields;
    const book = this.#book;
    changed.drain((slot) => {
      if (!this.#isWriting) return;
      this.#showBook(slot, end);
      fields.tsEventMicros = book.printTimes[slot] ?? Number.NaN;
      fields.priceE9 = priceE9(book.printPrices[slot] ?? 0);
      fields.size = book.printSizes[slot] ?? 0;
      fields.side = SIDES.none;
      this.#page.next(schema, slot, end).quote(QUOTE_RTYPES[schema], fields);
    });
    this.#tellEnd(schema, end, end);
  }

  #closeBars(schema: "ohlcv-1s" | "ohlcv-1m", bars: IntervalBars, start: number): void {
    bars.close(start, this.#isWriting ? this.#page : null);
    this.#tellEnd(schema, start, this.#nextSecond);
  }

  #tellEnd(schema: QuoteSchema | "ohlcv-1s" | "ohlcv-1m", at: number, end: number): void {
    if (!this.#isWriting) return;
    const told = systemRecord(SYSTEM_CODES.endOfInterval, `End of interval for ${schema}`, end);
    this.#page.next(schema, NO_SLOT, at).bytes(told);
  }
}

function openInterestOf(batch: MarketBatch): ReadonlyMap<number, number> {
  const view = viewOf(batch);
  const counts = new Map<number, number>();
  for (let base = 0; base < batch.count * RECORD_BYTES; base += RECORD_BYTES) {
    if (view.getUint8(base) === RECORD_KINDS.openInterest)
      counts.set(view.getUint32(base + 4, true), view.getFloat64(base + 32, true));
  }
  return counts;
}

const priceE9 = (usdE4: number): number => (usdE4 === 0 ? Number.NaN : usdE4 * E9_PER_E4);

function charCode(char: string): number {
  return char.charCodeAt(0);
}
