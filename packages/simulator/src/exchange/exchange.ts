import {
  InvariantError,
  epochMicros,
  type EpochMicros,
  type InstrumentListing,
  type MarketBatch,
  type Result,
  type Session,
} from "@smart0dte/domain";
import {
  createSimulatedMarket,
  type ControlRefusal,
  type SimControl,
  type SimulatedMarket,
  type SimulatedMarketOptions,
} from "../market/index.ts";
import { DeskPace } from "./desk-pace.ts";

export interface ExchangeOptions {
  readonly seed: number;
  readonly session: Session;
  readonly market: "planted" | "null";
  /** Desk seconds a second. */
  readonly speed: number;
  /** Passes over the market up to here; the open unless said otherwise. */
  readonly startAt?: EpochMicros;
  /** Requests of an earlier run of the same session, repeated at their desk times. */
  readonly controls?: readonly AskedControl[];
  /** At least so many option quotes a desk second, for benchmarks. */
  readonly quotesPerSecond?: number;
  /** Desk time stands until {@link Exchange.resume}. */
  readonly paused?: boolean;
  onState?(state: ExchangeState): void;
}

export interface AskedControl {
  readonly control: SimControl;
  readonly at: EpochMicros;
}

export interface ExchangeState {
  readonly now: EpochMicros;
  /** How far desk time is behind what the speed asks, because readers or the machine do not keep up. */
  readonly lagMicros: number;
  readonly ended: boolean;
}

export type BatchListener = (batch: MarketBatch, now: EpochMicros) => void;

/**
 * The simulated market with a clock: one per process, looked at through its doors.
 *
 * Batches come in order and without holes; which records come at which desk time depends on nothing but the
 * seed, the session and the requests. Only when they come is a matter of the wall.
 */
export interface Exchange {
  readonly session: Session;
  readonly seed: number;
  /** All records up to here have been handed out. */
  readonly now: EpochMicros;
  readonly ended: boolean;
  readonly listings: readonly InstrumentListing[];
  readonly speed: number;
  readonly state: ExchangeState;
  setSpeed(speed: number): void;
  pause(): void;
  resume(): void;
  /** A moment that has passed is taken as now. */
  control(control: SimControl, at: EpochMicros): Result<EpochMicros, ControlRefusal>;
  /** Every batch from now on, an empty one too: its end says that nothing more came until then. */
  onBatch(listener: BatchListener): () => void;
  /** Every request that is taken from now on. */
  onControl(listener: (asked: AskedControl) => void): () => void;
  /** The market waits while one of these says false: somebody has not yet taken what came. */
  waitFor(isReady: () => boolean): () => void;
  /** The same market again from before its open, with the same requests; the caller moves it on. */
  again(): SimulatedMarket;
  close(): void;
}

export const openExchange = (options: ExchangeOptions): Exchange => new ClockedExchange(options);

/** Desk time that one batch spans at the most. */
const STEP_MICROS = 250_000;
/** Wall time between two looks at the clock. */
const TURN_MS = 20;
/** How long the market may keep the thread; where that was not enough, sockets get their turn and it goes on. */
const BUDGET_MS = 12;
const BREATH_MS = 1;
const STATE_EVERY_MS = 250;

const wallMicros = (): number => performance.now() * 1_000;

class ClockedExchange implements Exchange {
  readonly session: Session;
  readonly seed: number;
  readonly #marketOptions: SimulatedMarketOptions;
  readonly #market: SimulatedMarket;
  readonly #asked: AskedControl[] = [];
  readonly #listeners = new Set<BatchListener>();
  readonly #followers = new Set<(asked: AskedControl) => void>();
  readonly #gates = new Set<() => boolean>();
  readonly #pace: DeskPace;
  readonly #tell: ((state: ExchangeState) => void) | undefined;
  #turn: NodeJS.Timeout | null = null;
  #isPaused: boolean;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: ExchangeOptions) {
    const { seed, session, market, quotesPerSecond, speed, startAt, controls = [] } = options;
    this.session = session;
    this.seed = seed;
    this.#marketOptions =
      quotesPerSecond === undefined ? { seed, session, market } : { seed, session, market, quotesPerSecond };
    this.#market = createSimulatedMarket(this.#marketOptions);
    for (const asked of controls) this.#ask(asked);
    if (startAt !== undefined && startAt > this.now) this.#market.fastForward(startAt);
    this.#pace = new DeskPace(checkedSpeed(speed), wallMicros());
    this.#tell = options.onState;
    this.#isPaused = options.paused ?? false;
    if (!this.#isPaused) this.#schedule();
  }

  get now(): EpochMicros {
    return this.#market.now;
  }

  get ended(): boolean {
    return this.#market.ended;
  }

  get listings(): readonly InstrumentListing[] {
    return this.#market.listings;
  }

  get speed(): number {
    return this.#pace.speed;
  }

  get state(): ExchangeState {
    return { now: this.now, lagMicros: Math.round(this.#pace.lag), ended: this.ended };
  }

  setSpeed(speed: number): void {
    this.#pace.restart(checkedSpeed(speed), wallMicros());
  }

  pause(): void {
    this.#isPaused = true;
    if (this.#turn !== null) clearTimeout(this.#turn);
    this.#turn = null;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#pace.restart(this.#pace.speed, wallMicros());
    this.#schedule();
  }

  control(control: SimControl, at: EpochMicros): Result<EpochMicros, ControlRefusal> {
    return this.#ask({ control, at: epochMicros(Math.max(at, this.now)) });
  }

  onBatch(listener: BatchListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onControl(listener: (asked: AskedControl) => void): () => void {
    this.#followers.add(listener);
    return () => void this.#followers.delete(listener);
  }

  waitFor(isReady: () => boolean): () => void {
    this.#gates.add(isReady);
    return () => void this.#gates.delete(isReady);
  }

  again(): SimulatedMarket {
    const market = createSimulatedMarket(this.#marketOptions);
    for (const { control, at } of this.#asked) market.control(control, at);
    return market;
  }

  close(): void {
    this.pause();
    this.#listeners.clear();
    this.#gates.clear();
    this.#followers.clear();
  }

  #ask(asked: AskedControl): Result<EpochMicros, ControlRefusal> {
    const taken = this.#market.control(asked.control, asked.at);
    if (!taken.ok) return taken;
    this.#asked.push(asked);
    for (const follower of this.#followers) follower(asked);
    return taken;
  }

  #schedule(milliseconds = TURN_MS): void {
    this.#turn = setTimeout(() => {
      const isDone = this.#takeTurn();
      this.#tellState();
      if (!this.#isPaused && !this.ended) this.#schedule(isDone ? TURN_MS : BREATH_MS);
    }, milliseconds);
  }

  /** Goes as far as the clock, the readers and the share of this thread allow; the rest is lag. False where only the share ended it. */
  #takeTurn(): boolean {
    let left = this.#pace.allow(wallMicros());
    const stopAt = performance.now() + BUDGET_MS;
    while (left > 0 && !this.ended && this.#mayGoOn()) {
      if (performance.now() >= stopAt) return false;
      const micros = Math.min(left, STEP_MICROS, this.session.optionClose - this.now);
      const until = epochMicros(this.now + micros);
      const batch = this.#market.advance(until);
      this.#pace.spend(micros);
      left -= micros;
      for (const listener of this.#listeners) listener(batch, until);
    }
    return true;
  }

  #mayGoOn(): boolean {
    for (const isReady of this.#gates) if (!isReady()) return false;
    return true;
  }

  #tellState(): void {
    const wall = performance.now();
    if (wall - this.#toldAt < STATE_EVERY_MS && !this.ended) return;
    this.#toldAt = wall;
    this.#tell?.(this.state);
  }
}

function checkedSpeed(speed: number): number {
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvariantError("An exchange's speed is a positive number", { speed });
}
