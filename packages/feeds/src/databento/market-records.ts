import { FLAGS, RTYPES, type RecordCursor } from "@smart0dte/databento";
import { ALL_INSTRUMENTS, FLAG_BAD, RECORD_KINDS } from "@smart0dte/domain";
import { haltOf, openInterestOf } from "./record-fields.ts";
import { INDEX, OPTION, UNDERLYING, type DeskInstruments } from "./desk-instruments.ts";
import type { InstrumentStates } from "./instrument-states.ts";
import type { PendingRecords } from "./pending-records.ts";
import { askE4, BEYOND, bidE4, printE4, sizeOf } from "./price-steps.ts";
import { OF_ANOTHER_DAY, type RecordTimes } from "./record-times.ts";
import type { MutableCounts } from "./translator-counts.ts";

/** Schemas whose records can be prints; a trade that comes in several counts in one of them. */
export type PrintSchema = "trades" | "tcbbo" | "mbp-1" | "cmbp-1";
const PRINT_RTYPES: Readonly<Record<PrintSchema, number>> = {
  trades: RTYPES.trades,
  tcbbo: RTYPES.tcbbo,
  "mbp-1": RTYPES.mbp1,
  "cmbp-1": RTYPES.cmbp1,
};

/** Which schema's prints count; of each instrument the one that prints first unless said. `mbp-1` is tbbo too. */
export interface PrintChoice {
  readonly option?: PrintSchema;
  readonly underlying?: PrintSchema;
}

export interface RecordSink {
  readonly instruments: DeskInstruments;
  readonly states: InstrumentStates;
  readonly times: RecordTimes;
  readonly pending: PendingRecords;
  readonly counts: MutableCounts;
  readonly prints: PrintChoice;
  /** A run that is taken over holds quotes from before: the first record is preceded by a gap of all. */
  readonly takenOver: boolean;
}

const TRADE_ACTION = "T".charCodeAt(0);
const {
  quote: QUOTE,
  trade: TRADE,
  index: LEVEL,
  gap: GAP,
  openInterest: INTEREST,
  status: STATUS,
} = RECORD_KINDS;

/** Writes the market records of instruments that are known. Nothing is allocated per quote. */
export class MarketRecords {
  readonly #instruments: DeskInstruments;
  readonly #states: InstrumentStates;
  readonly #times: RecordTimes;
  readonly #pending: PendingRecords;
  readonly #counts: MutableCounts;
  /** The rtype plus 1 whose prints count; 0 where the first one decides. */
  readonly #optionPrints: number;
  readonly #underlyingPrints: number;
  #owesGapOfAll: boolean;

  constructor({ instruments, states, times, pending, counts, prints, takenOver }: RecordSink) {
    this.#instruments = instruments;
    this.#states = states;
    this.#times = times;
    this.#pending = pending;
    this.#counts = counts;
    this.#optionPrints = prints.option === undefined ? 0 : PRINT_RTYPES[prints.option] + 1;
    this.#underlyingPrints = prints.underlying === undefined ? 0 : PRINT_RTYPES[prints.underlying] + 1;
    this.#owesGapOfAll = takenOver;
  }

  quote(connection: number, cursor: RecordCursor, number: number): void {
    const { rtype } = cursor;
    const isSnapshot = rtype !== RTYPES.cmbp1 && rtype !== RTYPES.mbp1;
    const kind = this.#instruments.kindOf(number);
    if (!isSnapshot && cursor.action === TRADE_ACTION && kind !== INDEX)
      this.#print(connection, cursor, number);
    if (kind === INDEX) {
      this.#level(connection, cursor, number);
      return;
    }
    const { flags } = cursor;
    const isUnsure = (flags & FLAGS.badTsRecv) !== 0;
    const at = isUnsure
      ? this.#times.stampUnsure(connection, cursor.tsRecvMicros)
      : this.#times.stamp(connection, cursor.tsRecvMicros);
    if (at === OF_ANOTHER_DAY) {
      this.#counts.otherDay += 1;
      return;
    }
    const states = this.#states;
    if ((flags & FLAGS.maybeBadBook) !== 0) {
      this.#counts.bad += 1;
      this.gap(number, at);
      return;
    }
    const before = states.quotedAt[number] ?? 0;
    // a snapshot confirms or renews; what came tick by tick at its very moment is later than it
    if (!isUnsure && (at < before || (isSnapshot && at === before))) {
      this.#counts.outdated += 1;
      return;
    }
    const stamp = at > before ? at : before;
    states.quotedAt[number] = stamp;
    states.isQuoted[number] = 1;
    const bid = bidE4(cursor.bidE9, cursor.bidSize);
    const ask = askE4(cursor.askE9, cursor.askSize);
    const isBad = isUnsure || bid === BEYOND || ask === BEYOND;
    if (kind === UNDERLYING && !isBad) {
      states.bid[number] = bid;
      states.ask[number] = ask;
    }
    this.#counts.quotes += 1;
    const base = this.#add(QUOTE, number, stamp);
    const { view } = this.#pending;
    if (isBad) {
      this.#counts.bad += 1;
      view.setUint8(base + 2, FLAG_BAD);
    }
    if (bid > 0) {
      view.setInt32(base + 16, bid, true);
      view.setInt32(base + 24, sizeOf(cursor.bidSize), true);
    }
    if (ask > 0) {
      view.setInt32(base + 20, ask, true);
      view.setInt32(base + 28, sizeOf(cursor.askSize), true);
    }
  }

  trade(connection: number, cursor: RecordCursor, number: number): void {
    if (this.#instruments.kindOf(number) === INDEX) this.#level(connection, cursor, number);
    else if (cursor.action === TRADE_ACTION) this.#print(connection, cursor, number);
    else this.#counts.notPrints += 1;
  }

  statistic(connection: number, cursor: RecordCursor, number: number): void {
    const count = openInterestOf(cursor);
    if (count === null) return;
    const at = this.#times.stampPublished(connection, cursor.tsRecvMicros);
    if (at === OF_ANOTHER_DAY) {
      this.#counts.otherDay += 1;
      return;
    }
    const known = this.#states.openInterest[number] ?? Number.NaN;
    if (!Number.isNaN(known)) {
      // every venue repeats the same number: it is one open interest, never a sum
      if (known !== count) this.#counts.openInterestDiffers += 1;
      return;
    }
    this.#states.openInterest[number] = count;
    const base = this.#add(INTEREST, number, at);
    this.#pending.view.setFloat64(base + 32, count, true);
  }

  status(connection: number, cursor: RecordCursor, number: number): void {
    const halted = haltOf(cursor);
    if (halted === null) return;
    const at = this.#coldStamp(connection, cursor);
    const state = halted ? 1 : 0;
    if (at === OF_ANOTHER_DAY || this.#states.halted[number] === state) return;
    this.#states.halted[number] = state;
    const base = this.#add(STATUS, number, at);
    this.#pending.view.setInt32(base + 16, state, true);
  }

  /**
   * Whatever was quoted of the instrument up to here is dead, and so is what arrives late from before.
   *
   * An option without a living quote has none to lose; an underlying's gap breaks its prints too.
   */
  gap(number: number, at: number): void {
    const states = this.#states;
    if (states.isQuoted[number] === 0 && this.#instruments.kindOf(number) === OPTION) return;
    const stamp = Math.max(at, states.quotedAt[number] ?? 0);
    states.quotedAt[number] = stamp;
    states.isQuoted[number] = 0;
    this.#counts.gaps += 1;
    const base = this.#add(GAP, number, stamp);
    this.#pending.view.setInt32(base + 16, 1, true);
  }

  #print(connection: number, cursor: RecordCursor, number: number): void {
    const isOption = this.#instruments.kindOf(number) === OPTION;
    const states = this.#states;
    const code = cursor.rtype + 1;
    const counted = (isOption ? this.#optionPrints : this.#underlyingPrints) || (states.prints[number] ?? 0);
    if (counted === 0) states.prints[number] = code;
    else if (counted !== code) {
      this.#counts.otherPrints += 1;
      return;
    }
    const price = printE4(cursor.priceE9);
    if (price <= 0) {
      this.#counts.notPrints += 1;
      return;
    }
    const isUnsure = (cursor.flags & FLAGS.badTsRecv) !== 0;
    const at = isUnsure
      ? this.#times.stampUnsure(connection, cursor.tsRecvMicros)
      : this.#times.stamp(connection, cursor.tsRecvMicros);
    if (at === OF_ANOTHER_DAY) {
      this.#counts.otherDay += 1;
      return;
    }
    if (!isOption && !isUnsure) states.last[number] = price;
    this.#counts.trades += 1;
    const base = this.#add(TRADE, number, at);
    const { view } = this.#pending;
    if (isUnsure) view.setUint8(base + 2, FLAG_BAD);
    view.setInt32(base + 16, price, true);
    view.setInt32(base + 24, sizeOf(cursor.size), true);
  }

  #level(connection: number, cursor: RecordCursor, number: number): void {
    const at = this.#coldStamp(connection, cursor);
    if (at === OF_ANOTHER_DAY) return;
    const { flags } = cursor;
    if ((flags & FLAGS.maybeBadBook) !== 0) {
      this.gap(number, at);
      return;
    }
    const level = printE4(cursor.priceE9);
    if (level <= 0 || (flags & FLAGS.badTsRecv) !== 0) {
      this.#counts.bad += 1;
      return;
    }
    if (at < (this.#states.quotedAt[number] ?? 0)) {
      this.#counts.outdated += 1;
      return;
    }
    this.#states.quotedAt[number] = at;
    const base = this.#add(LEVEL, number, at);
    this.#pending.view.setInt32(base + 16, level, true);
  }

  #add(kind: number, number: number, at: number): number {
    if (this.#owesGapOfAll && kind !== GAP) {
      this.#owesGapOfAll = false;
      const base = this.#pending.add(GAP, ALL_INSTRUMENTS, Math.max(at - 1, 0));
      this.#pending.view.setInt32(base + 16, 1, true);
    }
    return this.#pending.add(kind, number, at);
  }

  /** The stamp of a record kind that is rare. */
  #coldStamp(connection: number, cursor: RecordCursor): number {
    const at = this.#times.stamp(connection, cursor.tsRecvMicros);
    if (at === OF_ANOTHER_DAY) this.#counts.otherDay += 1;
    return at;
  }
}
