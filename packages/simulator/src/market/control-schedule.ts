import { TICKERS } from "@smart0dte/domain";
import type { MarketListings } from "./market-listings.ts";
import { REQUESTED } from "./model-parameters.ts";
import type { PriceProcess } from "./price-process.ts";
import type { RandomStream } from "./random-stream.ts";
import type { RecordQueue } from "./record-queue.ts";
import type { SimControl } from "./sim-control.ts";
import type { TickerMarket } from "./ticker-market.ts";

interface Waiting {
  readonly at: number;
  readonly ticker: number;
  readonly control: SimControl;
}

/** Who carries a request out: the price model, or one ticker's market. `chance` draws the side of a signal. */
export interface ControlTargets {
  readonly prices: PriceProcess;
  readonly markets: readonly TickerMarket[];
  readonly chance: RandomStream;
}

/** Requests in the order of their desk times, each applied at the first step that begins at or after its time. */
export class ControlSchedule {
  readonly #listed: MarketListings;
  readonly #targets: ControlTargets;
  readonly #waiting: Waiting[] = [];

  constructor(listed: MarketListings, targets: ControlTargets) {
    this.#listed = listed;
    this.#targets = targets;
  }

  /** False where the request names an instrument that has no quotes here. */
  add(control: SimControl, at: number): boolean {
    const ticker =
      "ticker" in control
        ? TICKERS.indexOf(control.ticker)
        : this.#listed.tickers.findIndex(({ numbers }) => numbers.includes(control.instrument));
    if (ticker < 0) return false;
    const later = this.#waiting.findIndex((waiting) => waiting.at > at);
    this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, { at, ticker, control });
    return true;
  }

  apply(start: number, queue: RecordQueue): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].at <= start) {
      const due = this.#waiting.shift();
      if (due !== undefined) this.#carryOut(due, queue);
    }
  }

  #carryOut({ ticker, control }: Waiting, queue: RecordQueue): void {
    const { prices, markets, chance } = this.#targets;
    if (control.kind === "move") prices.move(ticker, control.sd);
    else if (control.kind === "signal") {
      const drawn = chance.uniform() < 0.5 ? "rich" : "cheap";
      prices.plant(ticker, (control.side ?? drawn) === "rich" ? 1 : -1, REQUESTED);
    } else markets[ticker]?.apply(control, queue);
  }
}
