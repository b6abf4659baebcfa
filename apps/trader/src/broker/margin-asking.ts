import {
  unreachable,
  type Decision,
  type FeeTable,
  type MarginLine,
  type TradePlan,
} from "@smart0dte/domain";
import type { IbkrBroker, MarginAnswer } from "@smart0dte/execution/ibkr";
import { marginOf } from "@smart0dte/risk";

export interface MarginAskingParts {
  readonly fees: FeeTable;
  /** Null where nobody can be asked. */
  broker(): Pick<IbkrBroker, "margin"> | null;
}

/** Plans whose margin is kept. */
const KEPT = 8;

/**
 * What each plan would do to the margin: asked when it is made, for one package, and when it is approved, for all.
 *
 * The broker's word where it says one, else the desk's own mathematics. Nobody waits for it and nothing is decided by
 * it: docs/decisions/0021.
 */
export class MarginAsking {
  readonly #parts: MarginAskingParts;
  #lines: readonly MarginLine[] = [];

  constructor(parts: MarginAskingParts) {
    this.#parts = parts;
  }

  /** Oldest first. */
  get lines(): readonly MarginLine[] {
    return this.#lines;
  }

  follow(decisions: readonly Decision[]): void {
    const wishes = new Map<TradePlan["id"], { plan: TradePlan; quantity: number }>();
    for (const decision of decisions) {
      if (decision.type === "plan") wishes.set(decision.id, { plan: decision, quantity: 1 });
      if (decision.type === "approved")
        wishes.set(decision.plan.id, { plan: decision.plan, quantity: decision.quantity });
    }
    for (const { plan, quantity } of wishes.values()) this.#ask(plan, quantity);
  }

  #ask(plan: TradePlan, quantity: number): void {
    const broker = this.#parts.broker();
    const hear = (answer: MarginAnswer): void => this.#keep(this.#lineOf(plan, quantity, answer));
    const { legs, entryLimit: limit } = plan;
    if (broker !== null) broker.margin({ legs, quantity, limit }, hear);
    else hear({ kind: "declined", at: plan.at, why: "the broker cannot be asked now" });
  }

  #lineOf(plan: TradePlan, quantity: number, answer: MarginAnswer): MarginLine {
    const head = { planId: plan.id, ticker: plan.ticker, quantity, at: answer.at };
    switch (answer.kind) {
      case "told": {
        const { initial, maintenance, equity } = answer;
        return { ...head, how: "broker", effect: { initial, maintenance, equity }, why: null };
      }
      case "declined":
        return { ...head, how: "estimated", ...this.#ownOf(plan, quantity, answer.why) };
      default:
        return unreachable(answer);
    }
  }

  #ownOf(plan: TradePlan, quantity: number, why: string): Pick<MarginLine, "effect" | "why"> {
    const { legs, quotes, entryLimit: limit } = plan;
    const prices = quotes.map(({ bid, ask }, leg) => ((legs[leg]?.ratio ?? 0) > 0 ? ask : bid));
    const own = marginOf({ legs, quantity, limit, prices }, this.#parts.fees);
    return own.ok ? { effect: own.value, why } : { effect: null, why: `${why}; ${own.error.code}` };
  }

  #keep(line: MarginLine): void {
    this.#lines = [...this.#lines.filter(({ planId }) => planId !== line.planId), line].slice(-KEPT);
  }
}
