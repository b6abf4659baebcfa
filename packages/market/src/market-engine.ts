import {
  ALL_INSTRUMENTS,
  FLAG_BAD,
  FLAG_VOLUME_UNKNOWN,
  InvariantError,
  RECORD_BYTES,
  RECORD_KINDS,
  howOf,
  viewOf,
  type Bar,
  type ChainAnalysis,
  type ChainView,
  type EpochMicros,
  type FeedHealth,
  type IndexView,
  type InstrumentListing,
  type MarketBatch,
  type MinuteMark,
  type QuoteView,
  type SessionStart,
  type Ticker,
  type UsdE4,
  type WatchView,
} from "@smart0dte/domain";
import { analysisOf } from "./chain-analysis.ts";
import { forwardOf } from "./chain-forward.ts";
import { readChain, type ChainReading } from "./chain-reading.ts";
import { chainViewOf, moneyOf } from "./chain-view.ts";
import { CandleStore, type CandleReading } from "./candle-store.ts";
import { healthOf } from "./feed-health.ts";
import { IndexLevel } from "./index-level.ts";
import { InstrumentRegister } from "./instrument-register.ts";
import { QuoteBook } from "./quote-book.ts";
import { SignedFlow } from "./signed-flow.ts";

/** How often boards may move, microseconds of desk time. */
const RECENTRE_EVERY = 1_000_000;
/** Strikes on each side of the money whose quotes stand for the health of the option feed. */
const HEALTH_STRIKES = 5;

/**
 * Market records in, the board out: quotes judged by purpose, minutes, candles, chains with Greeks.
 *
 * A hot engine: typed arrays behind `take`, no object per quote. Deterministic: time is the input's, and asking
 * changes nothing, so that what a screen looks at never decides.
 */
export class MarketEngine {
  readonly #start: SessionStart;
  readonly #book: QuoteBook;
  readonly #candles: CandleStore;
  readonly #vix: IndexLevel;
  readonly #register: InstrumentRegister;
  readonly #volumes: number[] = [];
  readonly #flow = new SignedFlow();
  readonly #openInterest: number[] = [];
  /** Chains of this instant that were asked for. */
  readonly #chains = new Map<Ticker, ChainView | null>();
  #recentredAt = 0;
  /** Desk time of the last input, and of the one that is being taken. */
  #now: EpochMicros;
  #arriving: EpochMicros;

  constructor(start: SessionStart) {
    const { session, ageLimits } = start;
    this.#start = start;
    this.#book = new QuoteBook(ageLimits);
    this.#candles = new CandleStore(session);
    this.#vix = new IndexLevel(ageLimits.index);
    this.#register = new InstrumentRegister(session);
    this.#now = this.#arriving = 0 as EpochMicros;
  }

  list(listings: readonly InstrumentListing[]): void {
    this.#chains.clear();
    for (const listing of listings) {
      if (!this.#register.add(listing)) continue;
      this.#book.list(listing.number, listing.instrument);
      if (listing.instrument.kind === "index") this.#vix.number = listing.number;
    }
    for (const { number, options } of this.#register.listed())
      for (const option of options) this.#book.follow(option, number);
  }

  /** Takes a batch; returns the minutes that became known with it, in order of their ends. */
  take(batch: MarketBatch, now: EpochMicros): readonly MinuteMark[] {
    const view = viewOf(batch);
    const minutes: MinuteMark[] = [];
    this.#arriving = now;
    for (let i = 0, base = 0; i < batch.count; i += 1, base += RECORD_BYTES) {
      if (view.getUint8(base) === RECORD_KINDS.quote) this.#quote(view, base);
      else this.#record(view, base, minutes);
    }
    this.#advance(now, minutes);
    if (now - this.#recentredAt >= RECENTRE_EVERY) this.#recentre(now);
    return minutes.sort((left, right) => left.end - right.end);
  }

  /** Moves time on without a record. */
  passTime(now: EpochMicros): readonly MinuteMark[] {
    const minutes: MinuteMark[] = [];
    this.#advance(now, minutes);
    return minutes.sort((left, right) => left.end - right.end);
  }

  quote = (number: number): QuoteView => this.#book.view(number, this.#now);

  /** The underlying's middle while its quote is admissible; else null. UsdE4, rounded down. */
  spot = (ticker: Ticker): UsdE4 | null => {
    const money = moneyOf(this.#quoteOf(ticker));
    return money === null ? null : (Math.floor(money) as UsdE4);
  };

  /** The last print of a ticker, admissible or not, with its time; null before the first. */
  lastPrint(ticker: Ticker): { readonly price: UsdE4; readonly at: EpochMicros } | null {
    const { last, lastAt } = this.#register.of(ticker).prices;
    return last === null || lastAt === null ? null : { price: last, at: lastAt };
  }

  /**
   * The price that decides exercise, from the close on: the last print or minute close at or before it.
   *
   * Null before the close, where the last is over five minutes older, where a halt stands at the close, or where
   * the feed broke between the two.
   */
  settlingPrice(ticker: Ticker): UsdE4 | null {
    return this.#register.of(ticker).prices.settling(this.#now);
  }

  vix(): IndexView {
    return this.#vix.view(this.#now);
  }

  /** Null where the ticker has no expiring strikes or nothing yet to centre on. */
  chain(ticker: Ticker): ChainView | null {
    const known = this.#chains.get(ticker);
    if (known !== undefined) return known;
    const made = chainViewOf({
      board: this.#register.of(ticker).board,
      now: this.#now,
      session: this.#start.session,
      spot: this.#quoteOf(ticker),
      quoteOf: this.quote,
      volumeOf: (option) => (this.#hasPrints(option) ? (this.#volumes[option] ?? 0) : null),
      openInterestOf: (option) => this.#openInterest[option] ?? null,
    });
    this.#chains.set(ticker, made);
    return made;
  }

  /** Every listed strike of the ticker with its volatilities, read anew; null where {@link MarketEngine.chain} is. */
  reading(ticker: Ticker): ChainReading | null {
    return readChain({
      board: this.#register.of(ticker).board,
      now: this.#now,
      session: this.#start.session,
      spot: this.#quoteOf(ticker),
      quoteOf: this.quote,
    });
  }

  /** The chain as a whole, for people; costs milliseconds and decides nothing. */
  analysis(ticker: Ticker): ChainAnalysis | null {
    const reading = this.reading(ticker);
    if (reading === null) return null;
    return analysisOf(reading, {
      openInterestOf: (option) => this.#openInterest[option] ?? null,
      flowOf: this.#start.provenance.options === "quoted" ? (option) => this.#flow.of(option) : null,
    });
  }

  watch(): readonly WatchView[] {
    return this.#register.listed().map(({ ticker, number, prices }) => ({
      ticker,
      instrument: number,
      quote: this.quote(number),
      last: prices.last,
      lastAt: prices.lastAt,
      sessionOpen: prices.sessionOpen,
      previousClose: this.#start.previousCloses[ticker] ?? null,
    }));
  }

  health(): readonly FeedHealth[] {
    const { underlying, option } = this.#start.ageLimits;
    const scopes = this.#register.listed().flatMap(({ ticker, number, board }) => [
      { scope: ticker, instruments: [number], limit: underlying },
      {
        scope: `${ticker} options`,
        instruments:
          board.middle === null ? [] : board.around(board.middle, HEALTH_STRIKES).flatMap(bothRights),
        limit: option,
      },
    ]);
    const vix = this.#vix.health(this.#now);
    return [...scopes.map((scope) => healthOf(scope, this.#book, this.#now)), ...(vix === null ? [] : [vix])];
  }

  /** The day's two-minute candles of any instrument: of prints, or of an option's admissible mids. */
  bars(instrument: number): readonly Bar[] {
    return this.#candles.bars(instrument, this.#reading(instrument));
  }

  /** The running candle and the one before it, of each underlying. */
  recentBars(): readonly Bar[] {
    const slots = this.#candles.recentSlots(this.#now);
    return this.#register
      .listed()
      .flatMap(({ number }) => slots.map((slot) => this.#candles.bar(number, slot, this.#reading(number))))
      .filter((bar) => bar !== null);
  }

  #quote(view: DataView, base: number): void {
    const number = view.getUint32(base + 4, true);
    const isOption = this.#register.isOption(number);
    const at = this.#stamp(view, base);
    this.#book.take(view, base, at);
    if (!isOption) return;
    const known = this.#knownAt(at);
    const slot = this.#candles.slotOf(known);
    if (slot < 0) return;
    const mid = this.#book.admissibleMid(number, known);
    if (mid > 0) this.#candles.candles(number).price(slot, mid, view.getUint8(base + 1));
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
        this.#vix.take(view.getInt32(base + 16, true), at, howOf(view.getUint8(base + 1)));
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
        this.#book.setHalted(number, at, halted);
        this.#register.byNumber(number)?.prices.setHalted(Math.max(at, this.#now), halted);
        return;
      }
      default:
        throw new InvariantError("Unknown kind of market record", { kind: view.getUint8(base) });
    }
  }

  #trade(view: DataView, base: number, minutes: MinuteMark[]): void {
    const number = view.getUint32(base + 4, true);
    const isOption = this.#register.isOption(number);
    const price = view.getInt32(base + 16, true);
    const size = view.getInt32(base + 24, true);
    if (price <= 0 || size < 0 || (view.getUint8(base + 2) & FLAG_BAD) !== 0) return;
    const at = Math.max(this.#stamp(view, base), this.#now);
    const slot = this.#candles.slotOf(at);
    const candles = this.#candles.candles(number);
    if (slot >= 0) candles.volume(slot, size);
    if (isOption) {
      this.#volumes[number] = (this.#volumes[number] ?? 0) + size;
      this.#flow.print(number, { price, size }, this.#book.sideOf(number, price, this.#stamp(view, base)));
      return;
    }
    if (slot >= 0) candles.price(slot, price, view.getUint8(base + 1));
    const ended = this.#register.byNumber(number)?.prices.print(at, price, size) ?? null;
    if (ended !== null) minutes.push(ended);
  }

  #minute(view: DataView, base: number, minutes: MinuteMark[]): void {
    const number = view.getUint32(base + 4, true);
    const end = view.getFloat64(base + 8, true) as EpochMicros;
    const underlying = this.#register.byNumber(number);
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
    this.#candles.minute(number, end, { open, high, low, close, volume: volume ?? Number.NaN, how });
  }

  #gap(number: number, at: number): void {
    const isAll = number === ALL_INSTRUMENTS;
    this.#book.gap(number, at);
    if (isAll || number === this.#vix.number) this.#vix.gap(at);
    for (const underlying of this.#register.listed())
      if (isAll || number === underlying.number) underlying.prices.gap(Math.max(at, this.#now));
  }

  /** A record's own time; one that is undefined or later than its input takes the input's. */
  #stamp(view: DataView, base: number): number {
    const at = view.getFloat64(base + 8, true);
    return at > 0 && at <= this.#arriving ? at : this.#arriving;
  }

  /** When what a quote says counts as known: in its own minute where minutes are told at their end. */
  #knownAt(at: number): number {
    return this.#start.minuteSource ? at - 1 : Math.max(at, this.#now);
  }

  #advance(now: EpochMicros, minutes: MinuteMark[]): void {
    this.#now = this.#arriving = now;
    this.#chains.clear();
    for (const { prices } of this.#register.listed()) {
      const ended = prices.flush(now);
      if (ended !== null) minutes.push(ended);
    }
  }

  /** Centres the boards on the forward, else the spot, else the last print. Moved by records alone, never by asking. */
  #recentre(now: EpochMicros): void {
    this.#recentredAt = now;
    for (const { board, number, prices } of this.#register.listed()) {
      const spot = this.quote(number);
      const around = moneyOf(spot) ?? board.middle ?? prices.last;
      if (around === null) continue;
      const forward = forwardOf({ board, spot, quoteOf: this.quote }, around)?.forward;
      const price = forward === undefined ? prices.last : forward * 10_000;
      if (price !== null) board.centre(price);
    }
  }

  #quoteOf(ticker: Ticker): QuoteView {
    return this.quote(this.#register.of(ticker).number);
  }

  /** Options have prints where they are quoted by a market; underlyings always do. */
  #hasPrints(instrument: number): boolean {
    return this.#register.byNumber(instrument) !== undefined || this.#start.provenance.options === "quoted";
  }

  #reading(instrument: number): CandleReading {
    return { now: this.#now, withVolume: this.#hasPrints(instrument) };
  }
}

const bothRights = ({ call, put }: { readonly call: number; readonly put: number }): number[] => [call, put];
