import { TICKERS, type Ticker } from "@smart0dte/domain";
import { dayShape } from "./day-shape.ts";
import { DivergenceEpisode } from "./divergence-episode.ts";
import {
  CORRELATIONS,
  JUMPS,
  OWN_VARIANCE,
  PLANTED,
  SCALES,
  SWING,
  type Divergence,
} from "./model-parameters.ts";
import type { RandomStream } from "./random-stream.ts";
import type { SessionGrid } from "./session-grid.ts";
import { VarianceProcess } from "./variance-process.ts";

const MOVE_MICROS = 60_000_000;
const HOUR_MICROS = 3_600_000_000;
const QUARTER_MICROS = 900_000_000;

const { spyQqq, spyIwm, qqqIwm } = CORRELATIONS;
type Noise = readonly [number, number, number];

const QQQ_OWN = Math.sqrt(1 - spyQqq ** 2);
const IWM_QQQ = (qqqIwm - spyIwm * spyQqq) / QQQ_OWN;
/** Rows of the Cholesky factor of the correlations: the first column is the part shared with SPY. */
const WEIGHTS: Readonly<Record<Ticker, Noise>> = {
  SPY: [1, 0, 0],
  QQQ: [spyQqq, QQQ_OWN, 0],
  IWM: [spyIwm, IWM_QQQ, Math.sqrt(1 - spyIwm ** 2 - IWM_QQQ ** 2)],
};

interface PriceState {
  readonly ticker: Ticker;
  readonly scale: number;
  readonly weights: Noise;
  readonly open: number;
  readonly episode: DivergenceEpisode;
  /** Log return since the open, without the displacement. */
  log: number;
  price: number;
  /** Requested move: log return a step, and the steps that are left. */
  move: number;
  moveSteps: number;
}

/** What the process needs; `planted` delays the follower and lets divergences begin by themselves. */
export interface PriceSetup {
  readonly grid: SessionGrid;
  /** Of open to close. */
  readonly length: number;
  readonly opens: Readonly<Record<Ticker, number>>;
  readonly planted: boolean;
  readonly chance: (name: string) => RandomStream;
}

/** The three prices on the grid: correlated diffusions with shared stochastic variance and jumps. Dollars. */
export class PriceProcess {
  readonly variance: VarianceProcess;
  readonly #grid: SessionGrid;
  readonly #chance: RandomStream;
  readonly #plants: RandomStream;
  readonly #planted: boolean;
  readonly #states: readonly PriceState[];
  /** SPY's part of the follower's last returns, oldest at `#lagAt`; empty where nothing is planted. */
  readonly #lagged: Float64Array;
  #lagAt = 0;
  #step = 0;
  #pause: number = PLANTED.pauseMicros;

  constructor({ grid, length, opens, planted, chance }: PriceSetup) {
    this.#grid = grid;
    this.#chance = chance("price");
    this.#plants = chance("plants");
    this.#planted = planted;
    this.variance = new VarianceProcess(length, chance("variance"));
    this.#states = TICKERS.map((ticker) => ({
      ticker,
      scale: SCALES[ticker],
      weights: WEIGHTS[ticker],
      open: opens[ticker],
      episode: new DivergenceEpisode(),
      log: 0,
      price: opens[ticker],
      move: 0,
      moveSteps: 0,
    }));
    this.#lagged = new Float64Array(planted ? Math.round(PLANTED.lagMicros / grid.stepMicros) : 0);
  }

  /** Part of the session that has passed; beyond 1 after the close. */
  get x(): number {
    return this.#step * this.#grid.dx;
  }

  price(ticker: number): number {
    return this.#states[ticker]?.price ?? Number.NaN;
  }

  /** A divergence that is building draws more prints. */
  isBuilding(ticker: number): boolean {
    return this.#states[ticker]?.episode.isBuilding ?? false;
  }

  /** Expected variance of the ticker's log return to the close; 0 after it. */
  varianceToClose(ticker: number): number {
    return (this.#states[ticker]?.scale ?? Number.NaN) ** 2 * this.variance.expectedToClose(this.x);
  }

  /** Standard deviation of the ticker's log return over `micros` at the present variance. */
  deviationOver(ticker: number, micros: number): number {
    const part = (micros / this.#grid.stepMicros) * this.#grid.dx;
    return (this.#states[ticker]?.scale ?? Number.NaN) * Math.sqrt(this.variance.over(this.x, part));
  }

  /** Lets the price run by `sd` standard deviations of an hour over the next minute, for good. */
  move(ticker: number, sd: number): void {
    const state = this.#states[ticker];
    if (state === undefined) return;
    state.moveSteps = Math.round(MOVE_MICROS / this.#grid.stepMicros);
    state.move = (sd * this.deviationOver(ticker, HOUR_MICROS)) / state.moveSteps;
  }

  /** Begins a divergence that reverts; `sign` +1 makes the ticker rich first, -1 cheap. */
  plant(ticker: number, sign: number, shape: Divergence): void {
    const state = this.#states[ticker];
    if (state === undefined) return;
    const own = Math.sqrt(OWN_VARIANCE[state.ticker]) * this.deviationOver(ticker, QUARTER_MICROS);
    state.episode.begin(shape, sign * shape.amplitude * own);
  }

  /** Moves all prices to the next point of the grid. */
  step(): void {
    const { dx, stepMicros } = this.#grid;
    const deviation = Math.sqrt(this.variance.over(this.x, dx));
    const noise: Noise = [this.#chance.normal(), this.#chance.normal(), this.#chance.normal()];
    const intensity = JUMPS.perDay * this.variance.sessionDays * dayShape(this.x) * dx;
    const jump = this.#chance.uniform() < intensity ? JUMPS.mean + JUMPS.sd * this.#chance.normal() : 0;
    for (const state of this.#states) {
      const { scale, weights } = state;
      const shared = scale * (deviation * weights[0] * noise[0] + jump);
      const own = scale * deviation * (weights[1] * noise[1] + weights[2] * noise[2]);
      const drift = -0.5 * (scale * deviation) ** 2 - intensity * (Math.exp(jumpExponent(scale)) - 1);
      state.log += drift + own + (state.ticker === PLANTED.follower ? this.#delayed(shared) : shared);
      if (state.moveSteps > 0) {
        state.moveSteps -= 1;
        state.log += state.move;
      }
      state.episode.step(stepMicros);
      state.price = state.open * Math.exp(state.log + state.episode.displacement);
    }
    this.variance.step(dx, noise[0], this.#chance);
    this.#step += 1;
    if (this.#planted) this.#plantWhenDue();
  }

  /** The follower takes the shared part late, all of it; where nothing is planted, at once. */
  #delayed(shared: number): number {
    if (this.#lagged.length === 0) return shared;
    const old = this.#lagged[this.#lagAt] ?? 0;
    this.#lagged[this.#lagAt] = shared;
    this.#lagAt = (this.#lagAt + 1) % this.#lagged.length;
    return old;
  }

  /** One swing at a time; the next begins a pause after the last has ended. */
  #plantWhenDue(): void {
    if (this.#states.some(({ episode }) => episode.isRunning)) return;
    this.#pause -= this.#grid.stepMicros;
    if (this.#pause > 0) return;
    const ticker = Math.floor(this.#plants.uniform() * this.#states.length);
    this.plant(ticker, this.#plants.uniform() < 0.5 ? 1 : -1, SWING);
    this.#pause = PLANTED.pauseMicros + PLANTED.meanExtraPauseMicros * this.#plants.exponential();
  }
}

/** Log of a jump's expected factor on a price of this scale. */
const jumpExponent = (scale: number): number => scale * JUMPS.mean + 0.5 * (scale * JUMPS.sd) ** 2;
