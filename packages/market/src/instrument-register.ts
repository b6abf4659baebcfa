import {
  InvariantError,
  TICKERS,
  instrumentKey,
  type InstrumentListing,
  type Session,
  type Ticker,
} from "@smart0dte/domain";
import { StrikeBoard } from "./strike-board.ts";
import { UnderlyingPrices } from "./underlying-prices.ts";

/** One ticker with its options. */
export interface Underlying {
  readonly ticker: Ticker;
  /** Dense number of the underlying itself; -1 until it is listed. */
  readonly number: number;
  readonly prices: UnderlyingPrices;
  readonly board: StrikeBoard;
  readonly options: readonly number[];
}

/** Which dense number is what. */
export class InstrumentRegister {
  readonly #underlyings: readonly MutableUnderlying[];
  readonly #byNumber: (Underlying | undefined)[] = [];
  readonly #keys: (string | undefined)[] = [];
  readonly #isOption: (boolean | undefined)[] = [];
  #listed: readonly Underlying[] = [];

  constructor(session: Session) {
    this.#underlyings = TICKERS.map((ticker) => ({
      ticker,
      number: -1,
      prices: new UnderlyingPrices(ticker, session),
      board: new StrikeBoard(ticker, session.date),
      options: [],
    }));
  }

  /** Takes a listing; false when it was known already. A number never changes its instrument. */
  add({ number, instrument }: InstrumentListing): boolean {
    const key = instrumentKey(instrument);
    const known = this.#keys[number];
    if (known === key) return false;
    if (known !== undefined)
      throw new InvariantError("A number was given to two instruments", { number, known, key });
    this.#keys[number] = key;
    this.#isOption[number] = instrument.kind === "option";
    if (instrument.kind === "index") return true;
    const underlying = this.#of(instrument.kind === "option" ? instrument.root : instrument.ticker);
    if (instrument.kind === "option") {
      underlying.options.push(number);
      underlying.board.list(number, instrument);
    } else {
      underlying.number = number;
      this.#byNumber[number] = underlying;
      this.#listed = this.#underlyings.filter((one) => one.number >= 0);
    }
    return true;
  }

  /** The tickers that the source has, in the desk's order. */
  listed(): readonly Underlying[] {
    return this.#listed;
  }

  of(ticker: Ticker): Underlying {
    return this.#of(ticker);
  }

  byNumber(number: number): Underlying | undefined {
    return this.#byNumber[number];
  }

  /** A record of what was never listed is a broken batch. */
  isOption(number: number): boolean {
    const isOption = this.#isOption[number];
    if (isOption === undefined)
      throw new InvariantError("A record of an instrument that is not listed", { number });
    return isOption;
  }

  #of(ticker: Ticker): MutableUnderlying {
    const found = this.#underlyings.find((underlying) => underlying.ticker === ticker);
    if (found === undefined) throw new InvariantError("Not a ticker of this desk", { ticker });
    return found;
  }
}

interface MutableUnderlying extends Underlying {
  number: number;
  readonly options: number[];
}
