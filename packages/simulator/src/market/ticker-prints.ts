import type { Ticker } from "@smart0dte/domain";
import type { RandomStream } from "./random-stream.ts";
import type { RecordQueue } from "./record-queue.ts";
import type { TickerQuotes } from "./ticker-quotes.ts";

interface Tape {
  /** Prints a second at the day's mean activity. */
  readonly underlying: number;
  readonly options: number;
}

const TAPES: Readonly<Record<Ticker, Tape>> = {
  SPY: { underlying: 4, options: 3 },
  QQQ: { underlying: 3, options: 2 },
  IWM: { underlying: 2, options: 0.7 },
};
const BUILDING_FACTOR = 2;
const LOT = 100;
/** Strikes between the money and a print, on average. */
const MEAN_STRIKES_OUT = 3;
const OUT_OF_THE_MONEY_SHARE = 0.75;
const MEAN_CONTRACTS = 6;

/** What the prints of one step depend on. */
export interface PrintMoment {
  readonly seconds: number;
  /** Activity as a multiple of the day's mean. */
  readonly activity: number;
  readonly building: boolean;
  readonly price: number;
}

/** The prints of one ticker and its options: at the sides that are quoted, more of them when the day is busy. */
export class TickerPrints {
  readonly #tape: Tape;
  readonly #chance: RandomStream;
  #lastPrice = 0;

  constructor(ticker: Ticker, chance: RandomStream) {
    this.#tape = TAPES[ticker];
    this.#chance = chance;
  }

  /** Buyers are more likely after a rise: the aggressor follows the move. */
  printUnderlying(moment: PrintMoment, quotes: TickerQuotes, queue: RecordQueue): void {
    const rise = Math.sign(moment.price - this.#lastPrice);
    this.#lastPrice = moment.price;
    const surge = moment.building ? BUILDING_FACTOR : 1;
    const count = this.#chance.poisson(this.#tape.underlying * moment.activity * moment.seconds * surge);
    for (let i = 0; i < count; i += 1) {
      const bought = this.#chance.uniform() < 0.5 + 0.2 * rise;
      const size = LOT * Math.ceil(Math.exp(1.2 + 1.1 * this.#chance.normal()));
      const price = quotes.side(0, bought);
      if (price > 0) queue.add("trade", quotes.numberOf(0), [price, size]);
    }
  }

  printOptions(moment: PrintMoment, quotes: TickerQuotes, queue: RecordQueue): void {
    const count = this.#chance.poisson(this.#tape.options * moment.activity * moment.seconds);
    for (let i = 0; i < count; i += 1) {
      const up = this.#chance.uniform() < 0.5;
      const strikes = Math.floor(MEAN_STRIKES_OUT * this.#chance.exponential());
      const outOfTheMoney = this.#chance.uniform() < OUT_OF_THE_MONEY_SHARE;
      const bought = this.#chance.uniform() < 0.5;
      const size = 1 + Math.floor(MEAN_CONTRACTS * this.#chance.exponential());
      const slot = quotes.slotNear(moment.price, up ? strikes : -strikes, up === outOfTheMoney ? "C" : "P");
      const price = slot === null ? 0 : quotes.side(slot, bought);
      if (slot !== null && price > 0) queue.add("trade", quotes.numberOf(slot), [price, size]);
    }
  }
}
