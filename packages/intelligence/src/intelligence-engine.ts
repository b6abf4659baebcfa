import {
  MICROS_PER_MINUTE,
  TICKERS,
  signalId,
  usdE4,
  weakestHow,
  type ChainView,
  type CorrelationView,
  type EpochMicros,
  type IndexView,
  type MinuteMark,
  type RegimeView,
  type SessionStart,
  type Signal,
  type SignalOutcome,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { CorrelationBoard } from "./correlation-board.ts";
import { factorsOf } from "./factors.ts";
import { OutcomeTracker } from "./outcome-tracker.ts";
import { initialRegime, regimeStep } from "./regime-step.ts";
import { RepetitionGuard } from "./repetition-guard.ts";
import { TickerHistory } from "./ticker-history.ts";
import { HORIZON_MINUTES, verdictOf } from "./verdict.ts";
import { volatilityGap, volatilityView } from "./volatility-gap.ts";

export interface IntelligenceInput {
  readonly seq: number;
  readonly at: EpochMicros;
  /** Minutes that became known with this input; may be several ends. With none only what is overdue is decided. */
  readonly minutes: readonly MinuteMark[];
  readonly vix: IndexView;
  readonly chainOf: (ticker: Ticker) => ChainView | null;
  /** The underlying's middle while its quote is admissible. */
  readonly spotOf: (ticker: Ticker) => UsdE4 | null;
}

export type IntelligenceOutput =
  | { readonly kind: "regime"; readonly view: RegimeView }
  | { readonly kind: "correlation"; readonly view: CorrelationView }
  | { readonly kind: "outcome"; readonly outcome: SignalOutcome }
  | { readonly kind: "signal"; readonly signal: Signal };

/** Returns that must be known before a ticker is judged. */
const MINUTES_NEEDED = 30;
/** A ticker is judged when a candle of so many minutes closes. */
const CANDLE_MINUTES = 2;
/** A move below the tick of the underlying is none, UsdE4. */
const TICK = 100;

/**
 * Minutes in; regime, correlations, signals and what became of them out.
 *
 * A hot engine: typed arrays behind `step`. Deterministic, and blind to everything later than its input.
 */
export class IntelligenceEngine {
  readonly #start: SessionStart;
  readonly #histories: Readonly<Record<Ticker, TickerHistory>>;
  readonly #board: CorrelationBoard;
  readonly #outcomes = new OutcomeTracker();
  readonly #guard = new RepetitionGuard();
  #regime = initialRegime;
  #correlation: CorrelationView | null = null;

  constructor(start: SessionStart) {
    const historyOf = (ticker: Ticker): TickerHistory => new TickerHistory(ticker, start.session);
    this.#start = start;
    this.#histories = { SPY: historyOf("SPY"), QQQ: historyOf("QQQ"), IWM: historyOf("IWM") };
    this.#board = new CorrelationBoard(this.#histories);
  }

  /** The last of each; null before the first minute. */
  views(): { readonly regime: RegimeView | null; readonly correlation: CorrelationView | null } {
    return { regime: this.#regime.view, correlation: this.#correlation };
  }

  /** Regime first, then correlation, outcomes and at most one signal a ticker. */
  step(input: IntelligenceInput): readonly IntelligenceOutput[] {
    const { at, minutes, vix } = input;
    const out: IntelligenceOutput[] = [];
    if (minutes.length > 0) {
      this.#regime = regimeStep(this.#regime, at, vix);
      if (this.#regime.view !== null) out.push({ kind: "regime", view: this.#regime.view });
    }
    const taken = inOrder(minutes).filter((mark) => this.#take(mark));
    if (taken.length > 0) {
      this.#correlation = this.#board.view(at);
      out.push({ kind: "correlation", view: this.#correlation });
    }
    const decided = [
      ...taken.flatMap((mark) => this.#outcomes.take(mark, at)),
      ...this.#outcomes.passTime(at),
    ];
    out.push(...decided.map((outcome) => ({ kind: "outcome", outcome }) as const));
    for (const ticker of TICKERS) {
      const isDue = taken.some((mark) => mark.ticker === ticker && this.#closesCandle(mark));
      const signal = isDue ? this.#judge(ticker, input) : null;
      if (signal !== null) out.push({ kind: "signal", signal });
    }
    return out;
  }

  #take(mark: MinuteMark): boolean {
    const isNew = this.#histories[mark.ticker].take(mark);
    if (isNew) this.#board.take(mark.ticker);
    return isNew;
  }

  #closesCandle({ end }: MinuteMark): boolean {
    return (end - this.#start.session.open) % (CANDLE_MINUTES * MICROS_PER_MINUTE) === 0;
  }

  #judge(ticker: Ticker, { seq, at, chainOf, spotOf }: IntelligenceInput): Signal | null {
    const history = this.#histories[ticker];
    const { last } = history;
    const [recentVariance, sessionVariance] = [
      history.varianceOver(MINUTES_NEEDED),
      history.sessionVariance(),
    ];
    if (last === null || recentVariance === null || sessionVariance === null) return null;
    if (at + HORIZON_MINUTES * MICROS_PER_MINUTE > this.#start.session.close) return null;

    const { provenance } = this.#start;
    const chain = provenance.options === "modelled" ? null : chainOf(ticker);
    const gap = volatilityGap({ provenance, chain, minuteVariance: recentVariance });
    const factors = factorsOf({ history, richness: this.#board.richness(ticker), gap });
    const score = factors.reduce((sum, { contribution }) => sum + contribution, 0);
    const verdict = verdictOf({ score, recentVariance, sessionVariance });
    if (verdict === null) return null;
    const { direction, confidence, move } = verdict;
    const reference = spotOf(ticker) ?? last.close;
    const expectedMove = usdE4(Math.round(reference * Math.expm1(move)));
    if (expectedMove < TICK || !this.#guard.isNews({ ticker, direction, score, at })) return null;

    const signal: Signal = {
      type: "signal",
      id: signalId(seq, ticker),
      at,
      ticker,
      direction,
      volatility: volatilityView(gap),
      horizonMinutes: HORIZON_MINUTES,
      reference,
      expectedMove,
      score,
      factors,
      confidence: { ...confidence, ...this.#outcomes.record(ticker, direction) },
      regime: this.#regime.view?.regime ?? "unknown",
      how: weakestHow(factors.filter(({ raw }) => raw !== null).map(({ how }) => how)),
    };
    this.#guard.remember(signal);
    this.#outcomes.watch(signal);
    return signal;
  }
}

/** By end, then by ticker: the order of arrival inside an input decides nothing. */
const inOrder = (minutes: readonly MinuteMark[]): readonly MinuteMark[] =>
  minutes.toSorted((a, b) => a.end - b.end || TICKERS.indexOf(a.ticker) - TICKERS.indexOf(b.ticker));
