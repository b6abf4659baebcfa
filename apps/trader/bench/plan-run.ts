import {
  epochMicros,
  MICROS_PER_MINUTE,
  openNatural,
  packageWidth,
  planId,
  signalId,
  TICKERS,
  usdE4,
  type BrokerEvent,
  type CommandId,
  type Decision,
  type DeskInput,
  type ExecutionEvent,
  type Leg,
  type OrderCommand,
  type PlanId,
  type SessionStart,
  type TradePlan,
} from "@smart0dte/domain";
import { aPlan } from "@smart0dte/domain/testing";
import {
  executionStep,
  openExecution,
  type ExecutionInput,
  type ExecutionState,
} from "@smart0dte/execution/core";
import { openBook, riskStep, type RiskBook, type RiskInput } from "@smart0dte/risk";
import { createSimulatedMarket } from "@smart0dte/simulator/market";
import { DeskRun, type Consequence } from "../src/sequencer/desk-run.ts";
import { simulatedFacts } from "../src/source/simulated-facts.ts";
import { sessionOn } from "../src/source/open-source.ts";
import { MODE_PARAMETERS, sessionStart } from "../src/run-opening.ts";

export const SEED = 42;
export const DATE = "2026-03-13";
export const ACCOUNT = "DU1000001";
const MINUTES = 20;
const STEP_MICROS = 250_000;
/** Nothing bounds a bench but what it measures. */
const PLENTY = 1_000_000_000;

type Without<Union> = Union extends unknown ? Omit<Union, "seq" | "at"> : never;

/**
 * A run whose plans are given: more than a day of signals brings. Market, risk and execution are the desk's own; the
 * market's part decides nothing by itself.
 */
export class PlanRun extends DeskRun {
  #risk: RiskBook;
  #execution: ExecutionState;
  #out: Decision[] = [];
  /** Those that were offered are not offered again. */
  readonly #verticals = verticals(this);

  private constructor(start: SessionStart) {
    super(start);
    const asking = { ...start, parameters: { ...start.parameters, automation: "ASK" as const } };
    this.#risk = openBook(asking);
    this.#execution = openExecution(asking);
    // the adapter's book is this run's, not that of a pipeline in which nothing is decided
    Object.defineProperty(this.pipeline, "execution", { get: () => this.#execution });
    Object.defineProperty(this.pipeline, "book", { get: () => this.#risk });
  }

  /** A morning that is over, with quotes; it stands. */
  static warm(): PlanRun {
    const market = { seed: SEED, session: sessionOn(DATE), market: "planted" } as const;
    const simulated = createSimulatedMarket(market);
    const parameters = {
      ...MODE_PARAMETERS,
      automation: "OFF" as const,
      tradeSize: 1,
      maxOpenPositions: PLENTY,
      maxPortfolioRiskUsd: PLENTY,
      maxLossPerPositionUsd: PLENTY,
      maxDailyLossUsd: PLENTY,
      maxDailyLossPerTickerUsd: PLENTY,
    };
    const facts = simulatedFacts(market, simulated.previousCloses);
    const run = new PlanRun(sessionStart(facts, { run: "demo-bench", parameters, halts: [], broker: "tws" }));
    run.take(run.stamp({ kind: "instruments", listings: simulated.listings }, market.session.open));
    const until = market.session.open + MINUTES * MICROS_PER_MINUTE;
    for (let now = market.session.open + STEP_MICROS; now <= until; now += STEP_MICROS) {
      const at = epochMicros(now);
      run.take(run.stamp({ kind: "market", batch: simulated.advance(at) }, at));
    }
    return run;
  }

  /** Plans of verticals in different strikes, each waiting for a person; `better`: dollars beyond the market's price. */
  offer(count: number, better: number): readonly PlanId[] {
    const offered: TradePlan[] = [];
    while (offered.length < count) {
      const { value: legs, done } = this.#verticals.next();
      if (done === true) throw new Error(`the market has only ${offered.length} of ${count} plans`);
      const natural = openNatural(legs, this.pipeline.market.quote);
      const limit = natural === null ? null : natural - Math.round(better * 10_000);
      // what nobody would sell, or nobody could lose by, is no order
      if (limit === null || natural === null || natural > -500 || limit <= -packageWidth(legs)) continue;
      offered.push(this.#planOf(legs, limit));
    }
    for (const plan of offered)
      this.#judge(this, { kind: "plan", plan, quoteOf: this.pipeline.market.quote });
    return offered.map(({ id }) => id);
  }

  override take(input: DeskInput): Consequence {
    const { what } = input;
    if (what.kind !== "command" && what.kind !== "broker" && what.kind !== "brokerLink")
      return super.take(input);
    const passed = super.take({ ...input, what: { kind: "timer" } });
    this.#out = [];
    if (what.kind === "broker") this.#hear(input, what.event);
    else if (what.kind === "brokerLink") this.#judge(input, { kind: "brokerLink", link: what.link });
    else this.#judge(input, { kind: "command", command: what.command, quoteOf: this.pipeline.market.quote });
    const decisions = [...passed.decisions, ...this.#out];
    return { input, decisions, commands: decisions.filter((decision) => decision.type === "orderCommand") };
  }

  #hear(stamp: Pick<DeskInput, "seq" | "at">, event: BrokerEvent): void {
    this.#execute(stamp, { kind: "broker", event });
  }

  #judge({ seq, at }: Pick<DeskInput, "seq" | "at">, asked: Without<RiskInput>): void {
    const { state, out } = riskStep(this.#risk, { seq, at, ...asked });
    this.#risk = state;
    for (const event of out) {
      this.#out.push(event);
      if (event.type === "approved") this.#execute({ seq, at }, { kind: "approved", approved: event });
      else if (event.type === "exit") this.#execute({ seq, at }, { kind: "exit", exit: event });
      else if (event.type === "cancelOpening") this.#execute({ seq, at }, { kind: "cancel", cancel: event });
    }
  }

  #execute({ seq, at }: Pick<DeskInput, "seq" | "at">, asked: Without<ExecutionInput>): void {
    const step = { seq, at, ...asked, quoteOf: this.pipeline.market.quote };
    const { state, out } = executionStep(this.#execution, step);
    this.#execution = state;
    for (const event of out) {
      this.#out.push(event);
      if (isOfExecution(event)) this.#judge({ seq, at }, { kind: "execution", event });
    }
  }

  #planOf(legs: readonly Leg[], limit: number): TradePlan {
    const [first] = legs;
    const { session } = this.pipeline.start;
    offers += 1;
    const ticker = first?.contract.root ?? "SPY";
    return aPlan({
      id: planId(offers, ticker),
      signalId: signalId(offers, ticker),
      at: this.at,
      ticker,
      legs,
      entryLimit: usdE4(limit),
      natural: usdE4(limit),
      mid: usdE4(limit),
      maxLoss: usdE4((packageWidth(legs) + limit) * 100),
      timeExitAt: session.close,
      validUntil: epochMicros(session.close - 60 * MICROS_PER_MINUTE),
      invalidation: { above: null, below: null },
    });
  }
}

let offers = 0;

export const accepts = (plan: PlanId) =>
  ({
    kind: "command",
    command: {
      id: `c-${plan}` as CommandId,
      by: { user: "bench", role: "trader" },
      act: { kind: "acceptPlan", planId: plan, quantity: null },
    },
  }) as const;

/**
 * The boards' verticals: the higher strike sold and a lower one bought as puts, the other way round as calls. The
 * narrow ones of all boards come first, those that share no strike before the others.
 */
function* verticals({ pipeline }: DeskRun): Generator<readonly Leg[], undefined> {
  const { date: expiry } = pipeline.start.session;
  for (const [gap, from, step] of SPACINGS)
    for (const right of ["P", "C"] as const)
      for (const root of TICKERS) {
        const rows = pipeline.market.chain(root)?.rows ?? [];
        const legs = rows.map(({ strike, put, call }) => ({
          instrument: (right === "P" ? put : call).instrument,
          contract: { kind: "option" as const, root, expiry, right, strike },
        }));
        for (let n = from; n < legs.length; n += step) {
          const sold = legs[n];
          const bought = legs[right === "P" ? n - gap : n + gap];
          if (sold !== undefined && bought !== undefined)
            yield [
              { ...sold, ratio: -1 },
              { ...bought, ratio: 1 },
            ];
        }
      }
}

/** Of a board, both sides of its middle. */
const STRIKES = 21;
/** Apart by how many strikes, from which one on, every how many: first those that share no strike. */
const SPACINGS: readonly (readonly [gap: number, from: number, step: number])[] = [
  [1, 1, 2],
  [1, 0, 2],
  ...Array.from({ length: STRIKES - 2 }, (_, n) => [n + 2, 0, 1] as const),
];

const isOfExecution = (event: ExecutionEvent | OrderCommand): event is ExecutionEvent =>
  event.type !== "orderCommand";
