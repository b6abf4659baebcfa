import {
  feeTableOn,
  InvariantError,
  unreachable,
  type ChainView,
  type CorrelationView,
  type Decision,
  type DeskInput,
  type ExecutionEvent,
  type FeeTable,
  type MinuteMark,
  type OrderCommand,
  type RegimeView,
  type RiskEvent,
  type SessionStart,
  type Signal,
  type Ticker,
} from "@smart0dte/domain";
import {
  executionStep,
  isTickDue,
  openExecution,
  type ExecutionInput,
  type ExecutionState,
} from "@smart0dte/execution/core";
import { IntelligenceEngine } from "@smart0dte/intelligence";
import { MarketEngine } from "@smart0dte/market";
import {
  isFlattening,
  openBook,
  riskStep,
  roomForPackage,
  type RiskBook,
  type RiskInput,
} from "@smart0dte/risk";
import { initialStrategy, strategyStep, type StrategyState } from "@smart0dte/strategy";

type Stamp = Pick<DeskInput, "seq" | "at">;
type Without<Union> = Union extends unknown ? Omit<Union, keyof Stamp> : never;

/**
 * Market, intelligence, strategy, risk and execution of one session, joined: one input in, every decision out.
 *
 * The only place where the engines meet. Deterministic: the same inputs in the same order give the same decisions,
 * in demo, replay, backtest, paper and live. What is sent to a broker leaves as an `orderCommand` among the decisions;
 * what the broker says comes back as an input.
 */
export class Pipeline {
  readonly start: SessionStart;
  readonly market: MarketEngine;
  readonly #intelligence: IntelligenceEngine;
  readonly #feeTable: FeeTable;
  #strategy: StrategyState = initialStrategy;
  #risk: RiskBook;
  #execution: ExecutionState;
  #regime: RegimeView | null = null;
  #correlation: CorrelationView | null = null;
  #settled = false;
  #out: Decision[] = [];

  constructor(start: SessionStart) {
    this.start = start;
    this.market = new MarketEngine(start);
    this.#intelligence = new IntelligenceEngine(start);
    this.#feeTable = feeTableOn(start.session.date);
    this.#risk = openBook(start);
    this.#execution = openExecution(start);
  }

  get book(): RiskBook {
    return this.#risk;
  }

  get execution(): ExecutionState {
    return this.#execution;
  }

  get regime(): RegimeView | null {
    return this.#regime;
  }

  get correlation(): CorrelationView | null {
    return this.#correlation;
  }

  step({ seq, at, what }: DeskInput): readonly Decision[] {
    this.#out = [];
    const stamp = { seq, at };
    switch (what.kind) {
      case "session":
        throw new InvariantError("A second session in one run", { run: what.run });
      case "instruments":
        this.market.list(what.listings);
        break;
      case "market":
        this.#watchThenThink(stamp, "market", this.market.take(what.batch, at));
        break;
      case "timer":
        this.#watchThenThink(stamp, "timer", this.market.passTime(at));
        break;
      case "command":
        this.#judge(stamp, { kind: "command", command: what.command, quoteOf: this.market.quote });
        break;
      case "broker":
        this.#execute(stamp, { kind: "broker", event: what.event });
        break;
      case "brokerLink":
        this.#judge(stamp, { kind: "brokerLink", link: what.link });
        this.#execute(stamp, { kind: "brokerLink", link: what.link });
        break;
      case "end":
        this.#endWith(stamp, this.market.passTime(at));
        break;
      default:
        return unreachable(what);
    }
    return this.#out;
  }

  /** What is held comes first: new risk is judged on this moment's marks, exits and breakers. */
  #watchThenThink(stamp: Stamp, kind: "market" | "timer", minutes: readonly MinuteMark[]): void {
    this.#watch(stamp, kind);
    if (minutes.length > 0) this.#think(stamp, minutes);
  }

  #endWith(stamp: Stamp, minutes: readonly MinuteMark[]): void {
    this.#watch(stamp, "timer");
    this.#think(stamp, minutes);
    this.#settle(stamp);
  }

  /** New minutes: the regime first, then what the tickers say of each other, then a signal becomes a plan or none. */
  #think(stamp: Stamp, minutes: readonly MinuteMark[]): void {
    const { market } = this;
    const chainOf = (ticker: Ticker): ChainView | null => market.chain(ticker);
    const asked = { ...stamp, minutes, vix: market.vix(), chainOf, spotOf: market.spot };
    for (const thought of this.#intelligence.step(asked)) {
      switch (thought.kind) {
        case "regime":
          this.#regime = thought.view;
          this.#judge(stamp, { kind: "regime", view: thought.view });
          break;
        case "correlation":
          this.#correlation = thought.view;
          break;
        case "outcome":
          this.#out.push(thought.outcome);
          break;
        case "signal":
          this.#out.push(thought.signal);
          this.#plan(stamp, thought.signal);
          break;
        default:
          unreachable(thought);
      }
    }
  }

  #plan(stamp: Stamp, signal: Signal): void {
    const { session } = this.start;
    const { parameters } = this.#risk;
    const chain = this.market.chain(signal.ticker);
    const room = roomForPackage(this.#risk, signal.ticker);
    const asked = { ...stamp, signal, chain, session, parameters, feeTable: this.#feeTable, room };
    const { state, out } = strategyStep(this.#strategy, asked);
    this.#strategy = state;
    for (const answer of out) {
      this.#out.push(answer);
      if (answer.type === "plan")
        this.#judge(stamp, { kind: "plan", plan: answer, quoteOf: this.market.quote });
    }
  }

  /** Marks, exits and breakers; after the close whatever is still held is exercised or expires. */
  #watch(stamp: Stamp, kind: "market" | "timer"): void {
    this.#judge(stamp, { kind, quoteOf: this.market.quote, spotOf: this.market.spot });
    if (isTickDue(this.#execution, stamp.at)) this.#execute(stamp, { kind: "tick" });
    if (stamp.at > this.start.session.close) this.#settle(stamp);
  }

  #settle(stamp: Stamp): void {
    if (this.#settled || stamp.at < this.start.session.close) return;
    this.#settled = true;
    this.#execute(stamp, { kind: "settle", settlingPriceOf: (ticker) => this.market.settlingPrice(ticker) });
  }

  #judge(stamp: Stamp, asked: Without<RiskInput>): void {
    const { state, out } = riskStep(this.#risk, { ...stamp, ...asked });
    this.#risk = state;
    for (const event of out) {
      this.#out.push(event);
      this.#carryOut(stamp, event);
    }
    this.#tellFlattening(stamp);
  }

  /** Positions leave by exits of risk; legs alone are execution's to close. */
  #tellFlattening(stamp: Stamp): void {
    const isWanted = isFlattening(this.#risk);
    if (isWanted !== this.#execution.isFlattening)
      this.#execute(stamp, { kind: "flatten", isFlattening: isWanted });
  }

  /** What risk has decided and an order must follow from. */
  #carryOut(stamp: Stamp, event: RiskEvent): void {
    if (event.type === "approved") this.#execute(stamp, { kind: "approved", approved: event });
    else if (event.type === "exit") this.#execute(stamp, { kind: "exit", exit: event });
    else if (event.type === "cancelOpening") this.#execute(stamp, { kind: "cancel", cancel: event });
    else if (event.type === "replaceWorking") this.#execute(stamp, { kind: "replace", replace: event });
    else if (event.type === "parametersChanged") this.#execute(stamp, { kind: "parameters", changed: event });
  }

  #execute(stamp: Stamp, asked: Without<ExecutionInput>): void {
    const { state, out } = executionStep(this.#execution, {
      ...stamp,
      ...asked,
      quoteOf: this.market.quote,
    });
    this.#execution = state;
    for (const event of out) {
      this.#out.push(event);
      if (isOfExecution(event)) this.#judge(stamp, { kind: "execution", event });
    }
  }
}

const isOfExecution = (event: ExecutionEvent | OrderCommand): event is ExecutionEvent =>
  event.type !== "orderCommand";
