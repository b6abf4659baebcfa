import {
  ALL_INSTRUMENTS,
  FLAG_BAD,
  RECORD_BYTES,
  RECORD_KINDS,
  viewOf,
  type MarketBatch,
} from "@smart0dte/domain";

export type Side = "bid" | "ask";

/** Contracts that orders have taken of one side while it showed this price and size. */
export interface Taken {
  readonly instrument: number;
  readonly side: Side;
  readonly price: number;
  readonly size: number;
  readonly count: number;
}

/**
 * The market of every instrument as it is displayed, and how much of each side is already taken.
 *
 * Prices are UsdE4, 0 where a side is absent. What was taken comes back only when the side shows another price
 * or size.
 */
export class QuoteBoard {
  readonly #bids: Int32Array;
  readonly #asks: Int32Array;
  readonly #bidSizes: Int32Array;
  readonly #askSizes: Int32Array;
  readonly #bidsTaken: Int32Array;
  readonly #asksTaken: Int32Array;
  readonly #lasts: Int32Array;
  readonly #lastSizes: Int32Array;
  /** 1 where the last quote may not be traded on: marked bad, from before a gap, or none yet. */
  readonly #isDead: Uint8Array;
  readonly #isHalted: Uint8Array;
  /** Grows with each change of an instrument. */
  readonly #versions: Uint32Array;

  constructor(instruments: number) {
    const ints = (): Int32Array => new Int32Array(instruments);
    [this.#bids, this.#asks, this.#bidSizes, this.#askSizes] = [ints(), ints(), ints(), ints()];
    [this.#bidsTaken, this.#asksTaken, this.#lasts, this.#lastSizes] = [ints(), ints(), ints(), ints()];
    this.#isDead = new Uint8Array(instruments).fill(1);
    this.#isHalted = new Uint8Array(instruments);
    this.#versions = new Uint32Array(instruments);
  }

  apply(batch: MarketBatch): void {
    const view = viewOf(batch);
    for (let i = 0, at = 0; i < batch.count; i += 1, at += RECORD_BYTES) {
      const of = view.getUint32(at + 4, true);
      const kind = view.getUint8(at);
      const a = view.getInt32(at + 16, true);
      if (kind === RECORD_KINDS.gap) this.#gap(of);
      else if (kind === RECORD_KINDS.quote) this.#quote(view, at, of);
      else if (kind === RECORD_KINDS.trade) {
        this.#lasts[of] = a;
        this.#lastSizes[of] = view.getInt32(at + 24, true);
      } else if (kind === RECORD_KINDS.index) this.#lasts[of] = a;
      else if (kind === RECORD_KINDS.status) this.#isHalted[of] = a;
      else continue;
      if (of !== ALL_INSTRUMENTS) this.#versions[of] = (this.#versions[of] ?? 0) + 1;
    }
  }

  /** Null where nobody stands on that side or the quote is not to be trusted. */
  priceOf(instrument: number, side: Side): number | null {
    if (!this.isUsable(instrument)) return null;
    const price = (side === "bid" ? this.#bids : this.#asks)[instrument] ?? 0;
    return price === 0 ? null : price;
  }

  /** Contracts displayed. */
  sizeOf(instrument: number, side: Side): number {
    return (side === "bid" ? this.#bidSizes : this.#askSizes)[instrument] ?? 0;
  }

  /** Contracts displayed and not yet taken by orders here. */
  leftOf(instrument: number, side: Side): number {
    const taken = (side === "bid" ? this.#bidsTaken : this.#asksTaken)[instrument] ?? 0;
    return Math.max(this.sizeOf(instrument, side) - taken, 0);
  }

  take(instrument: number, side: Side, count: number): void {
    const taken = side === "bid" ? this.#bidsTaken : this.#asksTaken;
    taken[instrument] = (taken[instrument] ?? 0) + count;
  }

  /** Everything that is taken of what is displayed now. */
  taken(): readonly Taken[] {
    return SIDES.flatMap((side) =>
      [...(side === "bid" ? this.#bidsTaken : this.#asksTaken)].flatMap((count, instrument) =>
        count === 0 ? [] : [{ instrument, side, ...this.#shown(instrument, side), count }],
      ),
    );
  }

  /** Takes again what another board has seen taken, where the same is displayed. */
  retake(taken: readonly Taken[]): void {
    for (const { instrument, side, price, size, count } of taken) {
      const shown = this.#shown(instrument, side);
      if (shown.price === price && shown.size === size) this.take(instrument, side, count);
    }
  }

  /** The last trade, or an index's level; null before the first. */
  lastOf(instrument: number): number | null {
    const last = this.#lasts[instrument] ?? 0;
    return last === 0 ? null : last;
  }

  lastSizeOf(instrument: number): number {
    return this.#lastSizes[instrument] ?? 0;
  }

  /** The middle, else the last; null where there is neither. */
  markOf(instrument: number): number | null {
    const bid = this.#bids[instrument] ?? 0;
    const ask = this.#asks[instrument] ?? 0;
    return ask > 0 && ask >= bid ? (bid + ask) / 2 : this.lastOf(instrument);
  }

  versionOf(instrument: number): number {
    return this.#versions[instrument] ?? 0;
  }

  isUsable(instrument: number): boolean {
    const bid = this.#bids[instrument] ?? 0;
    const ask = this.#asks[instrument] ?? 0;
    const isCrossed = bid > 0 && ask > 0 && bid > ask;
    return this.#isDead[instrument] === 0 && this.#isHalted[instrument] === 0 && !isCrossed;
  }

  #shown(instrument: number, side: Side): { readonly price: number; readonly size: number } {
    const prices = side === "bid" ? this.#bids : this.#asks;
    return { price: prices[instrument] ?? 0, size: this.sizeOf(instrument, side) };
  }

  #gap(of: number): void {
    if (of === ALL_INSTRUMENTS) this.#isDead.fill(1);
    else this.#isDead[of] = 1;
  }

  #quote(view: DataView, at: number, of: number): void {
    const [bid, ask] = [view.getInt32(at + 16, true), view.getInt32(at + 20, true)];
    const [bidSize, askSize] = [view.getInt32(at + 24, true), view.getInt32(at + 28, true)];
    if (bid !== this.#bids[of] || bidSize !== this.#bidSizes[of]) this.#bidsTaken[of] = 0;
    if (ask !== this.#asks[of] || askSize !== this.#askSizes[of]) this.#asksTaken[of] = 0;
    this.#bids[of] = bid;
    this.#asks[of] = ask;
    this.#bidSizes[of] = bidSize;
    this.#askSizes[of] = askSize;
    this.#isDead[of] = (view.getUint8(at + 2) & FLAG_BAD) === 0 ? 0 : 1;
  }
}

const SIDES: readonly Side[] = ["bid", "ask"];
