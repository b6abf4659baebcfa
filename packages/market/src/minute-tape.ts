import {
  MICROS_PER_MINUTE,
  type EpochMicros,
  type MinuteMark,
  type Session,
  type Ticker,
  type UsdE4,
} from "@smart0dte/domain";

/** Gathers the prints of one ticker's session into minutes; a minute is known when its end has passed. */
export class MinuteTape {
  readonly #ticker: Ticker;
  readonly #open: number;
  readonly #close: number;
  #end = 0;
  #first = 0;
  #high = 0;
  #low = 0;
  #last = 0;
  #volume = 0;

  constructor(ticker: Ticker, { open, close }: Session) {
    this.#ticker = ticker;
    this.#open = open;
    this.#close = close;
  }

  /** True when a print of this time belongs to a later minute than the one that is being gathered. */
  isPast(at: number): boolean {
    return this.#end !== 0 && at >= this.#end;
  }

  /** A print of the running minute: {@link flush} what {@link isPast} first. Outside the session it is no minute's. */
  print(at: number, price: number, size: number): void {
    if (at < this.#open || at >= this.#close) return;
    if (this.#end === 0) {
      this.#end = this.#open + (Math.floor((at - this.#open) / MICROS_PER_MINUTE) + 1) * MICROS_PER_MINUTE;
      this.#first = this.#high = this.#low = price;
      this.#volume = 0;
    }
    if (price > this.#high) this.#high = price;
    if (price < this.#low) this.#low = price;
    this.#last = price;
    this.#volume += size;
  }

  /** The minute that ended at or before `now`, once. */
  flush(now: number): MinuteMark | null {
    if (!this.isPast(now)) return null;
    const mark: MinuteMark = {
      ticker: this.#ticker,
      end: this.#end as EpochMicros,
      open: this.#first as UsdE4,
      high: this.#high as UsdE4,
      low: this.#low as UsdE4,
      close: this.#last as UsdE4,
      volume: this.#volume,
    };
    this.#end = 0;
    return mark;
  }
}
