import type { BrokerProfit, DayPnl } from "@smart0dte/domain";
import type { ProfitTold } from "@smart0dte/execution/ibkr";

/** The broker's count of the day beside the desk's, as that was when the broker's came; the same until it counts again. */
export class ProfitComparing {
  readonly #day: () => DayPnl;
  #told: ProfitTold | null = null;
  #compared: BrokerProfit | null = null;

  constructor(day: () => DayPnl) {
    this.#day = day;
  }

  of(told: ProfitTold | null): BrokerProfit | null {
    if (told === null || told === this.#told) return this.#compared;
    this.#told = told;
    const { mid, realised } = this.#day();
    this.#compared = { ...told, own: { daily: mid, realised } };
    return this.#compared;
  }
}
