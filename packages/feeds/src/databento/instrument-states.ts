/** No status has come yet. */
export const NO_STATUS = 2;

/** What the translator remembers of each instrument, in columns by dense number. */
export class InstrumentStates {
  #size = 0;
  /** Desk time of the last quote; 0 before the first. */
  quotedAt = new Float64Array(0);
  /** 1 while a quote stands that no gap has killed. */
  isQuoted = new Uint8Array(0);
  /** 1 halted, 0 not, {@link NO_STATUS}. */
  halted = new Uint8Array(0);
  /** The rtype whose prints count, plus 1; 0 until one came. */
  prints = new Uint16Array(0);
  /** The stated open interest; NaN until it came. */
  openInterest = new Float64Array(0);
  /** Last sides and print, UsdE4; kept for the money, so for underlyings only. */
  bid = new Int32Array(0);
  ask = new Int32Array(0);
  last = new Int32Array(0);

  reserve(size: number): void {
    if (size <= this.#size) return;
    const capacity = Math.max(size, this.#size * 2, 1024);
    const from = this.#size;
    this.quotedAt = grown(new Float64Array(capacity), this.quotedAt);
    this.isQuoted = grown(new Uint8Array(capacity), this.isQuoted);
    this.halted = grown(new Uint8Array(capacity), this.halted);
    this.prints = grown(new Uint16Array(capacity), this.prints);
    this.openInterest = grown(new Float64Array(capacity), this.openInterest);
    this.bid = grown(new Int32Array(capacity), this.bid);
    this.ask = grown(new Int32Array(capacity), this.ask);
    this.last = grown(new Int32Array(capacity), this.last);
    this.halted.fill(NO_STATUS, from);
    this.openInterest.fill(Number.NaN, from);
    this.#size = capacity;
  }
}

type Column =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

function grown<Values extends Column>(larger: Values, old: Values): Values {
  larger.set(old);
  return larger;
}
