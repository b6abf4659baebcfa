import { MICROS_PER_MINUTE, type EpochMicros, type Session, type UsdE4 } from "@smart0dte/domain";

/** A print older than this says nothing of the price at the close. */
const OLDEST_BEFORE_CLOSE = 5 * MICROS_PER_MINUTE;

/**
 * The price of one ticker that decides exercise: its last print, or minute close, at or before the close.
 *
 * There is none where the last is over five minutes older, where a halt stands at the close, or where the feed
 * broke after it. What comes after the close changes nothing.
 */
export class SettlingPrice {
  readonly #close: EpochMicros;
  #price = 0;
  #at = 0;
  #isHalted = false;

  constructor({ close }: Session) {
    this.#close = close;
  }

  print(at: number, price: number): void {
    if (at > this.#close) return;
    this.#price = price;
    this.#at = at;
  }

  setHalted(at: number, halted: boolean): void {
    if (at <= this.#close) this.#isHalted = halted;
  }

  /** Prints may be missing since the last one. */
  gap(at: number): void {
    if (at <= this.#close) this.#price = 0;
  }

  /** Null before the close: nothing is decided yet. */
  known(now: EpochMicros): UsdE4 | null {
    if (now < this.#close || this.#isHalted || this.#price === 0) return null;
    return this.#close - this.#at > OLDEST_BEFORE_CLOSE ? null : (this.#price as UsdE4);
  }
}
