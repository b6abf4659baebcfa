import {
  InvariantError,
  TICKERS,
  type CorrelationView,
  type EpochMicros,
  type Ticker,
} from "@smart0dte/domain";
import { PairTracker } from "./pair-tracker.ts";
import type { TickerHistory } from "./ticker-history.ts";

/** How a ticker stands against one partner. */
export interface Richness {
  readonly partner: Ticker;
  /** Positive: rich. */
  readonly z: number;
}

/** Every pair of tickers, fed only with minutes that both have. */
export class CorrelationBoard {
  readonly #pairs = TICKERS.flatMap((first, i) =>
    TICKERS.slice(i + 1).map((second) => new PairTracker([first, second])),
  );
  readonly #histories: Readonly<Record<Ticker, TickerHistory>>;

  constructor(histories: Readonly<Record<Ticker, TickerHistory>>) {
    this.#histories = histories;
  }

  /** Takes the last minute of a ticker into the pairs whose other side has that minute and the one before too. */
  take(ticker: Ticker): void {
    for (const tracker of this.#pairs) {
      const [first, second] = tracker.pair.map((name) => this.#histories[name]);
      if (first === undefined || second === undefined)
        throw new InvariantError("A pair without its tickers", { pair: tracker.pair });
      if (!tracker.pair.includes(ticker) || first.last?.end !== second.last?.end) continue;
      const [x, y] = [first.lastReturn, second.lastReturn];
      if (x !== null && y !== null) tracker.push(x, y);
    }
  }

  view(at: EpochMicros): CorrelationView {
    return {
      at,
      cells: this.#pairs.flatMap((tracker) => tracker.cells()),
      divergences: this.#pairs.map((tracker) => tracker.divergence()),
    };
  }

  /** Against each partner that has enough synchronised minutes. */
  richness(ticker: Ticker): readonly Richness[] {
    return this.#pairs.flatMap((tracker) => {
      const partner = tracker.pair.find((name) => name !== ticker);
      const z = tracker.pair.includes(ticker) ? tracker.richness(ticker) : null;
      return z === null || partner === undefined ? [] : [{ partner, z }];
    });
  }
}
