import type { TickerListing } from "./market-listings.ts";
import { dayShape } from "./day-shape.ts";
import { OptionChain } from "./option-chain.ts";
import type { PriceProcess } from "./price-process.ts";
import type { RandomStream } from "./random-stream.ts";
import type { RecordQueue } from "./record-queue.ts";
import type { SessionGrid } from "./session-grid.ts";
import type { SimControl } from "./sim-control.ts";
import { TickerControls } from "./ticker-controls.ts";
import { TickerPrints } from "./ticker-prints.ts";
import { TickerQuotes } from "./ticker-quotes.ts";

export interface TickerSetup {
  readonly listing: TickerListing;
  readonly index: number;
  readonly grid: SessionGrid;
  readonly prices: PriceProcess;
  readonly chance: (name: string) => RandomStream;
}

/** One ticker on the exchange: its quotes, its prints and what was asked of it. */
export class TickerMarket {
  readonly #setup: TickerSetup;
  readonly #controls: TickerControls;
  readonly #quotes: TickerQuotes;
  readonly #prints: TickerPrints;
  #forward = Number.NaN;

  constructor(setup: TickerSetup) {
    const { listing, index, grid, chance } = setup;
    const { ticker, underlying, firstOption } = listing;
    this.#setup = setup;
    this.#controls = new TickerControls(listing.numbers);
    this.#prints = new TickerPrints(ticker, chance(`prints/${ticker}`));
    this.#quotes = new TickerQuotes({
      ticker,
      underlying,
      firstOption,
      chain: new OptionChain(listing.strikes),
      controls: this.#controls,
      grid,
      phase: 1 + 2 * index,
      chance: chance(`quotes/${ticker}`),
    });
  }

  apply(control: SimControl, queue: RecordQueue): void {
    this.#controls.apply(control, queue);
  }

  /** Writes what the ticker shows in one step of the grid. */
  show(step: number, queue: RecordQueue): void {
    const { index, grid, prices } = this.#setup;
    const price = prices.price(index);
    // exercise is decided by the price at the close: what options are worth stands still after it
    if (prices.x <= 1) this.#forward = price;
    const all = this.#controls.takeChanged();
    const quoted = { step, price, forward: this.#forward, variance: prices.varianceToClose(index), all };
    const seconds = grid.stepMicros / 1_000_000;
    const printed = { seconds, activity: dayShape(prices.x), building: prices.isBuilding(index), price };
    this.#quotes.quoteUnderlying(quoted, queue);
    this.#prints.printUnderlying(printed, this.#quotes, queue);
    this.#quotes.quoteOptions(quoted, queue);
    this.#prints.printOptions(printed, this.#quotes, queue);
  }
}
