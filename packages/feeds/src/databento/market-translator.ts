import { RTYPES, type RecordCursor } from "@smart0dte/databento";
import {
  epochMicros,
  isTicker,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
  type Session,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { definitionOf, mappingOf, tellsOfSkippedRecords } from "./record-fields.ts";
import { DeskInstruments, NOT_OURS, type ExpiringContract } from "./desk-instruments.ts";
import { dayNumberOfExpiration, dayNumberOfSession } from "./expiry-day.ts";
import { InstrumentIds } from "./instrument-ids.ts";
import { InstrumentStates } from "./instrument-states.ts";
import { MarketRecords, type PrintChoice } from "./market-records.ts";
import { PendingRecords } from "./pending-records.ts";
import { RecordTimes } from "./record-times.ts";
import { noCounts, type TranslatorCounts } from "./translator-counts.ts";

export interface TranslatorOptions {
  readonly session: Session;
  /** Already numbered, of a run that is taken over: they keep their numbers, and their old quotes are dead. */
  readonly listings?: readonly InstrumentListing[];
  /** Records that may wait before quotes are conflated; 8192 unless said otherwise, Infinity for never. */
  readonly maxPending?: number;
  readonly prints?: PrintChoice;
}

const DAY_MICROS = 86_400_000_000;
const DEFAULT_MAX_PENDING = 8192;
const UNDEFINED_EXPIRATION = 0xffff_ffff_ffff_ffffn;

/**
 * DBN records in, the desk's market records out. Without I/O and clocks; the live thread and file replays use it alike.
 *
 * Ids belong to a connection, numbers to the desk. A quote's own time stays its own: merged connections never make it
 * younger. Nothing is allocated per quote.
 */
export class MarketTranslator {
  readonly #instruments: DeskInstruments;
  readonly #times: RecordTimes;
  readonly #pending: PendingRecords;
  readonly #records: MarketRecords;
  readonly #states = new InstrumentStates();
  readonly #connections: InstrumentIds[] = [];
  readonly #counts = noCounts();
  readonly #underlyings = new Map<Ticker, number>();
  /** Days since 1970-01-01. */
  readonly #today: number;
  #batchAt = 0;

  constructor({ session, listings = [], maxPending = DEFAULT_MAX_PENDING, prints = {} }: TranslatorOptions) {
    this.#instruments = new DeskInstruments(session, listings);
    this.#times = new RecordTimes(session);
    this.#pending = new PendingRecords(maxPending);
    this.#today = dayNumberOfSession(session.date);
    this.#states.reserve(this.#instruments.size);
    this.#records = new MarketRecords({
      instruments: this.#instruments,
      states: this.#states,
      times: this.#times,
      pending: this.#pending,
      counts: this.#counts,
      prints,
      takenOver: listings.length > 0,
    });
  }

  get counts(): TranslatorCounts {
    const { conflated, overtakenByGaps } = this.#pending;
    return { ...this.#counts, conflated, overtakenByGaps, undefinedTime: this.#times.undefinedTimes };
  }

  /** Records that wait for {@link takeBatch}. */
  get pending(): number {
    return this.#pending.count;
  }

  /** Today's contracts as definitions and mappings named them, in the order in which they came. */
  expiring(ticker: Ticker): readonly ExpiringContract[] {
    return this.#instruments.expiring(ticker);
  }

  /** The middle of the underlying's last quote, or its last print where no two sides stand; null before either. */
  spot(ticker: Ticker): UsdE4 | null {
    const number = this.#underlyings.get(ticker) ?? NOT_OURS;
    const { bid, ask, last } = this.#states;
    const [low = 0, high = 0] = [bid[number], ask[number]];
    const price = low > 0 && high > 0 ? Math.floor((low + high) / 2) : (last[number] ?? 0);
    return price > 0 ? (price as UsdE4) : null;
  }

  /** One record: the one on which the cursor stands. */
  take(connection: number, cursor: RecordCursor): void {
    this.#counts.records += 1;
    switch (cursor.rtype) {
      case RTYPES.cmbp1:
      case RTYPES.mbp1:
      case RTYPES.cbbo1s:
      case RTYPES.cbbo1m:
      case RTYPES.bbo1s:
      case RTYPES.bbo1m: {
        const number = this.#numberOf(connection, cursor);
        if (number !== NOT_OURS) this.#records.quote(connection, cursor, number);
        return;
      }
      case RTYPES.trades:
      case RTYPES.tcbbo: {
        const number = this.#numberOf(connection, cursor);
        if (number !== NOT_OURS) this.#records.trade(connection, cursor, number);
        return;
      }
      case RTYPES.statistics: {
        const number = this.#numberOf(connection, cursor);
        if (number !== NOT_OURS) this.#records.statistic(connection, cursor, number);
        return;
      }
      case RTYPES.status: {
        const number = this.#numberOf(connection, cursor);
        if (number !== NOT_OURS) this.#records.status(connection, cursor, number);
        return;
      }
      case RTYPES.definition:
        this.#definition(connection, cursor);
        return;
      case RTYPES.symbolMapping:
        this.#mapping(connection, cursor);
        return;
      case RTYPES.error:
        if (tellsOfSkippedRecords(cursor)) this.gap(connection, null, 0);
        return;
      default:
        return;
    }
  }

  /**
   * Kills what was quoted so far: of these instrument ids, or of all that the connection feeds.
   *
   * `atMicros` is when the feed knows that it broke; the gap never stands before the connection's last record.
   */
  gap(connection: number, instruments: readonly number[] | null, atMicros: number): void {
    const ids = this.#ids(connection);
    const at = Math.max(Math.min(atMicros, this.#times.newest), this.#times.last(connection));
    const numbers =
      instruments === null ? ids.numbers() : instruments.map((id) => ids.numberOf(id) ?? NOT_OURS);
    for (const number of numbers) if (number !== NOT_OURS) this.#records.gap(number, at);
  }

  /** Says what an instrument id means, where the records do not (a file's metadata). Returns its number or -1. */
  assign(connection: number, instrumentId: number, rawSymbol: string): number {
    const number = this.#instruments.numberOf(rawSymbol);
    this.#ids(connection).assign(instrumentId, number);
    this.#states.reserve(this.#instruments.size);
    if (isTicker(rawSymbol)) this.#underlyings.set(rawSymbol, number);
    return number;
  }

  /** New instruments since the last call, to be put before the batch. */
  takeListings(): readonly InstrumentListing[] {
    return this.#instruments.takeListings();
  }

  /** Null when nothing is pending. `at` is the newest desk time of all records so far; it never goes back. */
  takeBatch(): { readonly batch: MarketBatch; readonly at: EpochMicros } | null {
    if (this.#pending.count === 0) return null;
    this.#batchAt = Math.max(this.#batchAt, this.#times.reached);
    return { batch: this.#pending.take(), at: epochMicros(this.#batchAt) };
  }

  #definition(connection: number, cursor: RecordCursor): void {
    if (cursor.tsRecvMicros < this.#today * DAY_MICROS) {
      this.#counts.otherDay += 1;
      return;
    }
    const { rawSymbol, expiration, deleted } = definitionOf(cursor);
    const isDated = expiration !== 0n && expiration !== UNDEFINED_EXPIRATION;
    if (!isDated || dayNumberOfExpiration(expiration) === this.#today) {
      const number = this.assign(connection, cursor.instrumentId, rawSymbol);
      if (deleted) this.#instruments.withdraw(number);
      return;
    }
    // it expires on another day, whatever its symbol says
    if (this.#instruments.isOfToday(rawSymbol)) this.#counts.contradictoryDefinitions += 1;
    const ids = this.#ids(connection);
    this.#instruments.withdraw(ids.numberOf(cursor.instrumentId) ?? NOT_OURS);
    ids.assign(cursor.instrumentId, NOT_OURS);
  }

  #mapping(connection: number, cursor: RecordCursor): void {
    const { asked, resolved } = mappingOf(cursor);
    const number = this.assign(connection, cursor.instrumentId, resolved);
    if (number === NOT_OURS) this.assign(connection, cursor.instrumentId, asked);
  }

  #numberOf(connection: number, cursor: RecordCursor): number {
    const number = this.#connections[connection]?.numberOf(cursor.instrumentId);
    if (number === undefined) {
      this.#counts.unknownInstrument += 1;
      return NOT_OURS;
    }
    if (number === NOT_OURS) this.#counts.otherInstrument += 1;
    return number;
  }

  #ids(connection: number): InstrumentIds {
    const known = this.#connections[connection];
    if (known !== undefined) return known;
    const made = new InstrumentIds();
    this.#connections[connection] = made;
    return made;
  }
}
