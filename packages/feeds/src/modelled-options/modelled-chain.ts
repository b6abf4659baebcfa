import {
  usdE4,
  USD_E4,
  type EpochMicros,
  type InstrumentListing,
  type IsoDate,
  type MarketBatchWriter,
  type Right,
  type Ticker,
} from "@smart0dte/domain";
import { outOfTheMoneyValue } from "@smart0dte/pricing";
import { quoteOption } from "./quote-rule.ts";

/** Strikes on each side of the money that are listed wherever the price stands. */
const STRIKES_EACH_SIDE = 15;
const RIGHTS: readonly Right[] = ["C", "P"];

/** A market moment that the chain is priced on. */
export interface ChainMoment {
  readonly at: EpochMicros;
  /** Dollars: the minute's own close, which with same-day settlement is the forward. */
  readonly forward: number;
  /** Of the log price until the close. */
  readonly variance: number;
}

/** The expiring contracts of one ticker, a dollar apart: listed around the price and never delisted again. */
export class ModelledChain {
  readonly #ticker: Ticker;
  readonly #expiry: IsoDate;
  /** First instrument number of a strike in whole dollars: its call; the put is the next. */
  readonly #numbers = new Map<number, number>();

  constructor(ticker: Ticker, expiry: IsoDate) {
    this.#ticker = ticker;
    this.#expiry = expiry;
  }

  /** The contracts that a price calls for and that are not listed yet, numbered from `next`. */
  listAround(price: number, next: number): readonly InstrumentListing[] {
    const middle = Math.round(price);
    const listings: InstrumentListing[] = [];
    for (
      let strike = Math.max(middle - STRIKES_EACH_SIDE, 1);
      strike <= middle + STRIKES_EACH_SIDE;
      strike += 1
    ) {
      if (this.#numbers.has(strike)) continue;
      this.#numbers.set(strike, next + listings.length);
      for (const right of RIGHTS) listings.push(this.#listing(strike, right, next + listings.length));
    }
    return listings;
  }

  /** Writes the modelled quotes of every listed contract. Parity holds exactly: rate and yield are zero on expiry day. */
  quote(writer: MarketBatchWriter, { at, forward, variance }: ChainMoment): void {
    const deviation = Math.sqrt(variance);
    for (const [strike, call] of this.#numbers) {
      const timeValue = deviation === 0 ? 0 : outOfTheMoneyValue(forward, strike, deviation);
      for (const [place, inside] of [forward - strike, strike - forward].entries()) {
        const { bid, ask } = quoteOption(timeValue, Math.max(inside, 0));
        writer.quote({ instrument: call + place, at, how: "modelled" }, bid, ask);
      }
    }
  }

  #listing(strike: number, right: Right, number: number): InstrumentListing {
    const instrument = { kind: "option", root: this.#ticker, expiry: this.#expiry, right } as const;
    return { number, instrument: { ...instrument, strike: usdE4(strike * USD_E4) } };
  }
}
