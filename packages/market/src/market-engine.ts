import type {
  Bar,
  ChainAnalysis,
  ChainView,
  EpochMicros,
  FeedHealth,
  IndexView,
  InstrumentListing,
  MarketBatch,
  MinuteMark,
  QuoteView,
  SessionStart,
  Ticker,
  UsdE4,
  WatchView,
} from "@smart0dte/domain";
import { BoardPricing } from "./board-pricing.ts";
import { analysisOf } from "./chain-analysis.ts";
import { forwardOf } from "./chain-forward.ts";
import { readChain, type ChainReading } from "./chain-reading.ts";
import { chainViewOf, moneyOf } from "./chain-view.ts";
import type { CandleReading } from "./candle-store.ts";
import { healthOf } from "./feed-health.ts";
import { RecordIntake } from "./record-intake.ts";

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
  readonly #intake: RecordIntake;
  readonly #pricing: Readonly<
    Record<Ticker, { readonly watched: BoardPricing; readonly listed: BoardPricing }>
  >;
  /** Chains of this instant that were asked for. */
  readonly #chains = new Map<Ticker, ChainView | null>();
  #recentredAt = 0;

  constructor(start: SessionStart) {
    this.#start = start;
    this.#intake = new RecordIntake(start);
    this.#pricing = { SPY: aPricing(), QQQ: aPricing(), IWM: aPricing() };
  }

  list(listings: readonly InstrumentListing[]): void {
    this.#chains.clear();
    this.#intake.list(listings);
  }

  /** Takes a batch; returns the minutes that became known with it, in order of their ends. */
  take(batch: MarketBatch, now: EpochMicros): readonly MinuteMark[] {
    const minutes = this.#intake.take(batch, now);
    this.#chains.clear();
    if (now - this.#recentredAt >= RECENTRE_EVERY) this.#recentre(now);
    return minutes.sort(byEnd);
  }

  /** Moves time on without a record. */
  passTime(now: EpochMicros): readonly MinuteMark[] {
    this.#chains.clear();
    return this.#intake.passTime(now).sort(byEnd);
  }

  quote = (number: number): QuoteView => this.#intake.book.view(number, this.#intake.now);

  /** The underlying's middle while its quote is admissible; else null. UsdE4, rounded down. */
  spot = (ticker: Ticker): UsdE4 | null => {
    const money = moneyOf(this.#quoteOf(ticker));
    return money === null ? null : (Math.floor(money) as UsdE4);
  };

  /** The last print of a ticker, admissible or not, with its time; null before the first. */
  lastPrint(ticker: Ticker): { readonly price: UsdE4; readonly at: EpochMicros } | null {
    const { last, lastAt } = this.#intake.register.of(ticker).prices;
    return last === null || lastAt === null ? null : { price: last, at: lastAt };
  }

  /**
   * The price that decides exercise, from the close on: the last print or minute close at or before it.
   *
   * Null before the close, where the last is over five minutes older, where a halt stands at the close, or where
   * the feed broke between the two.
   */
  settlingPrice(ticker: Ticker): UsdE4 | null {
    return this.#intake.register.of(ticker).prices.settling(this.#intake.now);
  }

  vix(): IndexView {
    return this.#intake.vix.view(this.#intake.now);
  }

  /** Null where the ticker has no expiring strikes or nothing yet to centre on. */
  chain(ticker: Ticker): ChainView | null {
    const known = this.#chains.get(ticker);
    if (known !== undefined) return known;
    const made = chainViewOf({
      board: this.#intake.register.of(ticker).board,
      pricing: this.#pricing[ticker].watched,
      now: this.#intake.now,
      session: this.#start.session,
      spot: this.#quoteOf(ticker),
      quoteOf: this.quote,
      volumeOf: (option) => (this.#hasPrints(option) ? this.#intake.volumeOf(option) : null),
      openInterestOf: this.#intake.openInterestOf,
    });
    this.#chains.set(ticker, made);
    return made;
  }

  /** Every listed strike of the ticker with its volatilities, read anew; null where {@link MarketEngine.chain} is. */
  reading(ticker: Ticker): ChainReading | null {
    return readChain({
      board: this.#intake.register.of(ticker).board,
      pricing: this.#pricing[ticker].listed,
      now: this.#intake.now,
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
      openInterestOf: this.#intake.openInterestOf,
      flowOf: this.#start.provenance.options === "quoted" ? (option) => this.#intake.flow.of(option) : null,
    });
  }

  watch(): readonly WatchView[] {
    return this.#intake.register.listed().map(({ ticker, number, prices }) => ({
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
    const scopes = this.#intake.register.listed().flatMap(({ ticker, number, board }) => [
      { scope: ticker, instruments: [number], limit: underlying },
      {
        scope: `${ticker} options`,
        instruments:
          board.middle === null ? [] : board.around(board.middle, HEALTH_STRIKES).flatMap(bothRights),
        limit: option,
      },
    ]);
    const vix = this.#intake.vix.health(this.#intake.now);
    return [
      ...scopes.map((scope) => healthOf(scope, this.#intake.book, this.#intake.now)),
      ...(vix === null ? [] : [vix]),
    ];
  }

  /** The day's two-minute candles of any instrument: of prints, or of an option's admissible mids. */
  bars(instrument: number): readonly Bar[] {
    return this.#intake.candles.bars(instrument, this.#reading(instrument));
  }

  /** The running candle and the one before it, of each underlying. */
  recentBars(): readonly Bar[] {
    const slots = this.#intake.candles.recentSlots(this.#intake.now);
    return this.#intake.register
      .listed()
      .flatMap(({ number }) =>
        slots.map((slot) => this.#intake.candles.bar(number, slot, this.#reading(number))),
      )
      .filter((bar) => bar !== null);
  }

  /** Centres the boards on the forward, else the spot, else the last print. Moved by records alone, never by asking. */
  #recentre(now: EpochMicros): void {
    this.#recentredAt = now;
    for (const { board, number, prices } of this.#intake.register.listed()) {
      const spot = this.quote(number);
      const around = moneyOf(spot) ?? board.middle ?? prices.last;
      if (around === null) continue;
      const forward = forwardOf({ board, spot, quoteOf: this.quote }, around)?.forward;
      const price = forward === undefined ? prices.last : forward * 10_000;
      if (price !== null) board.centre(price);
    }
  }

  #quoteOf(ticker: Ticker): QuoteView {
    return this.quote(this.#intake.register.of(ticker).number);
  }

  /** Options have prints where they are quoted by a market; underlyings always do. */
  #hasPrints(instrument: number): boolean {
    return (
      this.#intake.register.byNumber(instrument) !== undefined || this.#start.provenance.options === "quoted"
    );
  }

  #reading(instrument: number): CandleReading {
    return { now: this.#intake.now, withVolume: this.#hasPrints(instrument) };
  }
}

const aPricing = () => ({ watched: new BoardPricing(), listed: new BoardPricing() });

const byEnd = (left: MinuteMark, right: MinuteMark): number => left.end - right.end;

const bothRights = ({ call, put }: { readonly call: number; readonly put: number }): number[] => [call, put];
