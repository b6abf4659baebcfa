import type { Decision, NoTradeCode, RefusalCode } from "@smart0dte/domain";

/** What a run decided, counted. */
export interface RunCounts {
  readonly signals: number;
  readonly plans: number;
  /** Signals that led to no plan and plans or commands that risk refused, by code. */
  readonly refusals: Readonly<Partial<Record<NoTradeCode | RefusalCode, number>>>;
  /** Orders placed, closing ones included. */
  readonly orders: number;
  readonly fills: number;
  /** Positions that were opened and are flat again. */
  readonly trades: number;
  readonly unsettled: number;
}

export class RunTally {
  #signals = 0;
  #plans = 0;
  readonly #refusals = new Map<NoTradeCode | RefusalCode, number>();
  #orders = 0;
  #fills = 0;
  readonly #flat = new Set<string>();
  readonly #unsettled = new Set<string>();

  add(decision: Decision): void {
    switch (decision.type) {
      case "signal":
        this.#signals += 1;
        return;
      case "plan":
        this.#plans += 1;
        return;
      case "noTrade":
      case "refused":
        this.#refusals.set(decision.code, (this.#refusals.get(decision.code) ?? 0) + 1);
        return;
      case "orderCommand":
        if (decision.action === "place") this.#orders += 1;
        return;
      case "fill":
        this.#fills += 1;
        return;
      case "positionChanged":
        // a late fill opens again what had been flat
        if (decision.position.closedAt === null) this.#flat.delete(decision.position.id);
        else this.#flat.add(decision.position.id);
        return;
      case "unsettled":
        this.#unsettled.add(decision.positionId);
        return;
      default:
        return;
    }
  }

  counts(): RunCounts {
    const refusals = [...this.#refusals].sort(([left], [right]) => (left < right ? -1 : 1));
    return {
      signals: this.#signals,
      plans: this.#plans,
      refusals: Object.fromEntries(refusals),
      orders: this.#orders,
      fills: this.#fills,
      trades: this.#flat.size,
      unsettled: this.#unsettled.size,
    };
  }
}
