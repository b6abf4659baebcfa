/** The last known book and print of each instrument of a dataset, by slot, in typed arrays. Prices in UsdE4, 0 where there is none. */
export class ConsolidatedBook {
  readonly bids: Int32Array;
  readonly asks: Int32Array;
  readonly bidSizes: Int32Array;
  readonly askSizes: Int32Array;
  /** What the quote says against itself; 0 where nothing. */
  readonly doubts: Uint8Array;
  readonly printPrices: Int32Array;
  readonly printSizes: Int32Array;
  /** `ts_event` of the last print in microseconds; NaN before the first. */
  readonly printTimes: Float64Array;

  constructor(slots: number) {
    this.bids = new Int32Array(slots);
    this.asks = new Int32Array(slots);
    this.bidSizes = new Int32Array(slots);
    this.askSizes = new Int32Array(slots);
    this.doubts = new Uint8Array(slots);
    this.printPrices = new Int32Array(slots);
    this.printSizes = new Int32Array(slots);
    this.printTimes = new Float64Array(slots).fill(Number.NaN);
  }
}

/** Which slots have changed since the last look, in the order in which they did. */
export class ChangedSlots {
  readonly #isChanged: Uint8Array;
  readonly #order: Uint32Array;
  #count = 0;

  constructor(slots: number) {
    this.#isChanged = new Uint8Array(slots);
    this.#order = new Uint32Array(slots);
  }

  mark(slot: number): void {
    if (this.#isChanged[slot] === 1) return;
    this.#isChanged[slot] = 1;
    this.#order[this.#count] = slot;
    this.#count += 1;
  }

  /** Goes through them and forgets them. */
  drain(each: (slot: number) => void): void {
    for (let i = 0; i < this.#count; i += 1) {
      const slot = this.#order[i] ?? 0;
      this.#isChanged[slot] = 0;
      each(slot);
    }
    this.#count = 0;
  }
}
