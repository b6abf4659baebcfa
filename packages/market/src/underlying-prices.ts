import {
  InvariantError,
  type EpochMicros,
  type MinuteMark,
  type Session,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";
import { MinuteTape } from "./minute-tape.ts";
import { SettlingPrice } from "./settling-price.ts";

/** What one ticker has traded at: its last price, its minutes, and the price that decides exercise. */
export class UnderlyingPrices {
  readonly #session: Session;
  readonly #tape: MinuteTape;
  readonly #settling: SettlingPrice;
  #last = 0;
  #lastAt = 0;
  #sessionOpen = 0;
  #barEnd = 0;

  constructor(ticker: Ticker, session: Session) {
    this.#session = session;
    this.#tape = new MinuteTape(ticker, session);
    this.#settling = new SettlingPrice(session);
  }

  /** UsdE4: the last print or minute close; null before the first. */
  get last(): UsdE4 | null {
    return this.#last === 0 ? null : (this.#last as UsdE4);
  }

  get lastAt(): EpochMicros | null {
    return this.#lastAt === 0 ? null : (this.#lastAt as EpochMicros);
  }

  /** The session's first price; what came before the open does not count. */
  get sessionOpen(): UsdE4 | null {
    return this.#sessionOpen === 0 ? null : (this.#sessionOpen as UsdE4);
  }

  /** Takes a print; first returns the minute that its time ends, if any. */
  print(at: number, price: number, size: number): MinuteMark | null {
    const ended = this.#tape.isPast(at) ? this.#tape.flush(at) : null;
    this.#tape.print(at, price, size);
    if (this.#sessionOpen === 0 && at >= this.#session.open) this.#sessionOpen = price;
    this.#take(at, price);
    return ended;
  }

  /** Takes a minute bar; returns it when it lies in the session. Out of order or without a price it is our bug. */
  minute(mark: MinuteMark): MinuteMark | null {
    const { ticker, end, low } = mark;
    if (end <= this.#barEnd || low <= 0)
      throw new InvariantError("A minute bar out of order or without a price", { ticker, end, low });
    this.#barEnd = end;
    this.#take(end, mark.close);
    if (end <= this.#session.open || end > this.#session.close) return null;
    if (this.#sessionOpen === 0) this.#sessionOpen = mark.open;
    return mark;
  }

  /** The minute of prints that has ended by now, once. */
  flush(now: number): MinuteMark | null {
    return this.#tape.flush(now);
  }

  gap(at: number): void {
    this.#settling.gap(at);
  }

  setHalted(at: number, halted: boolean): void {
    this.#settling.setHalted(at, halted);
  }

  settling(now: EpochMicros): UsdE4 | null {
    return this.#settling.known(now);
  }

  #take(at: number, price: number): void {
    this.#last = price;
    this.#lastAt = at;
    this.#settling.print(at, price);
  }
}
