import { howOf, type Bar, type EpochMicros, type Session, type UsdE4 } from "@smart0dte/domain";

const CANDLE_MICROS = 120_000_000;
const MINUTE_MICROS = CANDLE_MICROS / 2;

/** A minute of an instrument whose start is `start`; a NaN volume is unknown. */
export interface MinuteCandle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly how: number;
}

/** How a candle is to be read: whether it has ended, and whether its volume means anything. */
export interface CandleReading {
  readonly now: EpochMicros;
  readonly withVolume: boolean;
}

/** Two-minute candles of every instrument over one session, by slot from the open to the close of the options. */
export class CandleStore {
  readonly #open: number;
  readonly #end: number;
  readonly #slots: number;
  readonly #byInstrument: (Candles | undefined)[] = [];

  constructor({ open, optionClose }: Session) {
    this.#open = open;
    this.#end = optionClose;
    this.#slots = Math.ceil((optionClose - open) / CANDLE_MICROS);
  }

  /** Where a record of this time belongs; -1 outside the session. */
  slotOf(at: number): number {
    return at < this.#open || at > this.#end ? -1 : this.#slotWithin(at);
  }

  candles(instrument: number): Candles {
    const known = this.#byInstrument[instrument];
    if (known !== undefined) return known;
    const made = new Candles(this.#slots);
    this.#byInstrument[instrument] = made;
    return made;
  }

  /** A minute bar that ended at `end`: part of the candle in which it began. */
  minute(instrument: number, end: number, bar: MinuteCandle): void {
    const slot = this.slotOf(end - MINUTE_MICROS);
    if (slot < 0) return;
    const candles = this.candles(instrument);
    for (const price of [bar.open, bar.high, bar.low, bar.close]) candles.price(slot, price, bar.how);
    candles.volume(slot, bar.volume);
  }

  /** The day's candles of an instrument up to now. */
  bars(instrument: number, reading: CandleReading): readonly Bar[] {
    const bars: Bar[] = [];
    for (const slot of Array(this.#slotNow(reading.now) + 1).keys()) {
      const bar = this.bar(instrument, slot, reading);
      if (bar !== null) bars.push(bar);
    }
    return bars;
  }

  bar(instrument: number, slot: number, { now, withVolume }: CandleReading): Bar | null {
    const candles = this.#byInstrument[instrument];
    if (candles === undefined || candles.at(slot, OPEN) === 0) return null;
    const start = this.#open + slot * CANDLE_MICROS;
    const volume = candles.volumeOf(slot);
    return {
      instrument,
      start: start as EpochMicros,
      open: candles.at(slot, OPEN) as UsdE4,
      high: candles.at(slot, HIGH) as UsdE4,
      low: candles.at(slot, LOW) as UsdE4,
      close: candles.at(slot, CLOSE) as UsdE4,
      volume: withVolume && !Number.isNaN(volume) ? volume : null,
      how: howOf(candles.howOf(slot)),
      // the last one of a session is cut short by its end
      closed: now >= Math.min(start + CANDLE_MICROS, this.#end),
    };
  }

  /** The slot that runs at `now`, and the one before: what a screen must refresh. */
  recentSlots(now: EpochMicros): readonly number[] {
    const slot = this.#slotNow(now);
    return slot < 0 ? [] : slot === 0 ? [0] : [slot - 1, slot];
  }

  #slotNow(now: number): number {
    return now < this.#open ? -1 : this.#slotWithin(Math.min(now, this.#end));
  }

  #slotWithin(at: number): number {
    return Math.min(Math.floor((at - this.#open) / CANDLE_MICROS), this.#slots - 1);
  }
}

const FIELDS = 4;
const [OPEN, HIGH, LOW, CLOSE] = [0, 1, 2, 3];

/** The candles of one instrument, by slot. A price of 0 is no candle; a NaN volume is one of which a part is unknown. */
class Candles {
  readonly #prices: Int32Array;
  readonly #volumes: Float64Array;
  readonly #hows: Uint8Array;

  constructor(slots: number) {
    this.#prices = new Int32Array(slots * FIELDS);
    this.#volumes = new Float64Array(slots);
    this.#hows = new Uint8Array(slots);
  }

  price(slot: number, price: number, how: number): void {
    const prices = this.#prices;
    const base = slot * FIELDS;
    if (prices[base] === 0) prices[base] = prices[base + HIGH] = prices[base + LOW] = price;
    else if (price > (prices[base + HIGH] ?? 0)) prices[base + HIGH] = price;
    else if (price < (prices[base + LOW] ?? 0)) prices[base + LOW] = price;
    prices[base + CLOSE] = price;
    this.#hows[slot] = how;
  }

  volume(slot: number, size: number): void {
    this.#volumes[slot] = (this.#volumes[slot] ?? 0) + size;
  }

  at(slot: number, field: number): number {
    return this.#prices[slot * FIELDS + field] ?? 0;
  }

  volumeOf(slot: number): number {
    return this.#volumes[slot] ?? Number.NaN;
  }

  howOf(slot: number): number {
    return this.#hows[slot] ?? 0;
  }
}
