import { RTYPES, encodeRecord } from "@smart0dte/databento";
import type { DatasetInstruments } from "./dataset-instruments.ts";
import type { RecordPage } from "./record-page.ts";

interface Bar {
  readonly slot: number;
  readonly venue: number;
  readonly open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

const E9_PER_E4 = 100_000n;
const VENUES = 65_536;

/** The prints of one running interval, a bar for each instrument and venue. */
export class IntervalBars {
  readonly #schema: "ohlcv-1s" | "ohlcv-1m";
  readonly #instruments: DatasetInstruments;
  readonly #bars = new Map<number, Bar>();

  constructor(schema: "ohlcv-1s" | "ohlcv-1m", instruments: DatasetInstruments) {
    this.#schema = schema;
    this.#instruments = instruments;
  }

  /** Price in UsdE4. */
  print({ slot, venue, price, size }: { slot: number; venue: number; price: number; size: number }): void {
    const bar = this.#bars.get(slot * VENUES + venue);
    if (bar === undefined) {
      const fresh = { slot, venue, open: price, high: price, low: price, close: price, volume: size };
      this.#bars.set(slot * VENUES + venue, fresh);
      return;
    }
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.close = price;
    bar.volume += size;
  }

  /** Writes what the interval had, where there is a page, and starts the next; `start` is the interval's, microseconds. */
  close(start: number, page: RecordPage | null): void {
    if (page !== null) this.#write(start, page);
    this.#bars.clear();
  }

  #write(start: number, page: RecordPage): void {
    for (const { slot, venue, open, high, low, close, volume } of this.#bars.values()) {
      const record = encodeRecord({
        kind: "ohlcv",
        length: 14,
        rtype: this.#schema === "ohlcv-1s" ? RTYPES.ohlcv1s : RTYPES.ohlcv1m,
        publisherId: venue,
        instrumentId: this.#instruments.at(slot).id,
        tsEvent: BigInt(start) * 1_000n,
        open: BigInt(open) * E9_PER_E4,
        high: BigInt(high) * E9_PER_E4,
        low: BigInt(low) * E9_PER_E4,
        close: BigInt(close) * E9_PER_E4,
        volume: BigInt(volume),
      });
      page.next(this.#schema, slot, start).bytes(record);
    }
  }
}
