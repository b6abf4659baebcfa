import {
  InvariantError,
  MarketBatchWriter,
  epochMicros,
  err,
  nearestUsdE4,
  ok,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
  type Result,
  type Session,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { ControlSchedule } from "./control-schedule.ts";
import { listMarket, type MarketListings } from "./market-listings.ts";
import { FULL_SESSION_MICROS } from "./model-parameters.ts";
import { publishOpenInterest } from "./open-interest.ts";
import { levelsAtOpen, type OpeningLevels } from "./opening-levels.ts";
import { PriceProcess } from "./price-process.ts";
import { RandomStream } from "./random-stream.ts";
import { RecordQueue } from "./record-queue.ts";
import { sessionGrid, type SessionGrid } from "./session-grid.ts";
import type { SimControl } from "./sim-control.ts";
import { TickerMarket } from "./ticker-market.ts";

export interface SimulatedMarketOptions {
  readonly seed: number;
  readonly session: Session;
  /** `planted`: a lead-lag and reverting divergences that a desk can find. `null`: nothing to find. */
  readonly market: "planted" | "null";
  /** At least so many option quotes a second of desk time, for benchmarks; by default they come as prices move. */
  readonly quotesPerSecond?: number;
  /** Closes of the session before, dollars. */
  readonly previousCloses?: Readonly<Partial<Record<Ticker, number>>>;
  /** One-dollar strikes listed on each side of the open; 25 unless said otherwise. */
  readonly strikesEachSide?: number;
}

/** Why a request was not taken. */
export interface ControlRefusal {
  readonly code: "PAST" | "NOT_AN_INSTRUMENT";
  readonly at: EpochMicros;
  readonly now: EpochMicros;
}

/**
 * One simulated session of SPY, QQQ, IWM, the VIX and today's options.
 *
 * The same options and requests give the same records, however time is cut into calls.
 */
export interface SimulatedMarket {
  readonly session: Session;
  readonly listings: readonly InstrumentListing[];
  readonly previousCloses: Readonly<Record<Ticker, UsdE4>>;
  /** All records up to here have been handed over or passed over. */
  readonly now: EpochMicros;
  /** Nothing comes after the close of the options. */
  readonly ended: boolean;
  /** The records with desk time in (now, until], in order of time. */
  advance(until: EpochMicros): MarketBatch;
  /** The same without making the records: to get back to a moment. */
  fastForward(until: EpochMicros): void;
  /** Asks something of the market at a moment that is not past; it acts from the next step of the grid on. */
  control(request: SimControl, at: EpochMicros): Result<EpochMicros, ControlRefusal>;
}

export const createSimulatedMarket = (options: SimulatedMarketOptions): SimulatedMarket =>
  new GridMarket(options);

const DEFAULT_STRIKES_EACH_SIDE = 25;
const MICROS_PER_VIX = 1_000_000;

class GridMarket implements SimulatedMarket {
  readonly session: Session;
  readonly previousCloses: Readonly<Record<Ticker, UsdE4>>;
  readonly #grid: SessionGrid;
  readonly #listed: MarketListings;
  readonly #prices: PriceProcess;
  readonly #tickers: readonly TickerMarket[];
  readonly #controls: ControlSchedule;
  readonly #queue = new RecordQueue();
  readonly #writer = new MarketBatchWriter();
  #step = 0;
  #now: EpochMicros;

  constructor({
    seed,
    session,
    market,
    quotesPerSecond,
    previousCloses,
    strikesEachSide,
  }: SimulatedMarketOptions) {
    const chance = (name: string): RandomStream => new RandomStream(`${seed}/${name}`);
    const levels: OpeningLevels = levelsAtOpen(previousCloses ?? {}, chance("night"));
    this.session = session;
    this.previousCloses = levels.closes;
    this.#listed = listMarket(session.date, levels.opens, strikesEachSide ?? DEFAULT_STRIKES_EACH_SIDE);
    const contracts = this.#listed.listings.length - this.#listed.vix - 1;
    this.#grid = sessionGrid(session, contracts, quotesPerSecond);
    const length = (session.close - session.open) / FULL_SESSION_MICROS;
    const setup = { grid: this.#grid, chance };
    this.#prices = new PriceProcess({ ...setup, length, opens: levels.opens, planted: market === "planted" });
    this.#tickers = this.#listed.tickers.map(
      (listing, index) => new TickerMarket({ ...setup, listing, index, prices: this.#prices }),
    );
    this.#controls = new ControlSchedule(this.#listed, {
      prices: this.#prices,
      markets: this.#tickers,
      chance: chance("sides"),
    });
    this.#now = epochMicros(session.open - 1);
    for (const listing of this.#listed.tickers) {
      publishOpenInterest(listing, chance(`openInterest/${listing.ticker}`), this.#queue);
    }
    this.#queue.sealAt(session.open);
  }

  get listings(): readonly InstrumentListing[] {
    return this.#listed.listings;
  }

  get now(): EpochMicros {
    return this.#now;
  }

  get ended(): boolean {
    return this.#now >= this.#grid.end;
  }

  advance(until: EpochMicros): MarketBatch {
    this.#run(until, this.#writer);
    return this.#writer.take();
  }

  fastForward(until: EpochMicros): void {
    this.#run(until, null);
  }

  control(request: SimControl, at: EpochMicros): Result<EpochMicros, ControlRefusal> {
    const refused = (code: ControlRefusal["code"]): Result<EpochMicros, ControlRefusal> =>
      err({ code, at, now: this.#now });
    if (at < this.#now) return refused("PAST");
    return this.#controls.add(request, at) ? ok(at) : refused("NOT_AN_INSTRUMENT");
  }

  #run(until: EpochMicros, into: MarketBatchWriter | null): void {
    if (until < this.#now)
      throw new InvariantError("A simulated market does not go back", { until, now: this.#now });
    this.#now = until;
    this.#queue.drain(until, into);
    const { open, stepMicros, steps } = this.#grid;
    while (this.#step < steps && open + this.#step * stepMicros < until) {
      this.#make(open + this.#step * stepMicros);
      this.#queue.drain(until, into);
    }
  }

  /** Makes the records of one step, all later than its start, and moves the model on to its end. */
  #make(start: number): void {
    this.#controls.apply(start, this.#queue);
    for (const ticker of this.#tickers) ticker.show(this.#step, this.#queue);
    if ((this.#step * this.#grid.stepMicros) % MICROS_PER_VIX === 0) {
      this.#queue.add("index", this.#listed.vix, [nearestUsdE4(this.#prices.variance.vix())]);
    }
    this.#queue.seal(start, this.#grid.stepMicros);
    this.#prices.step();
    this.#step += 1;
  }
}
