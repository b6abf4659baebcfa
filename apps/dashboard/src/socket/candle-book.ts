import type { Candle, CandleFrame } from "@smart0dte/gateway/contract";

/** A session of two-minute bars and its settling tail fit; older ones leave first. */
const MOST_CANDLES = 260;

export interface CandleSeries {
  readonly src: CandleFrame["src"];
  /** In order of time, one for each bar. */
  readonly candles: readonly Candle[];
}

export type CandleNews =
  | { readonly kind: "all"; readonly series: CandleSeries }
  | { readonly kind: "changed"; readonly candles: readonly Candle[]; readonly series: CandleSeries };

/** Candles by instrument, outside the store: charts read them directly, at their own pace. */
export class CandleBook {
  readonly #series = new Map<number, CandleSeries>();
  readonly #listeners = new Map<number, Set<(news: CandleNews) => void>>();

  get(instrument: number): CandleSeries | null {
    return this.#series.get(instrument) ?? null;
  }

  replace({ instrument, src, candles }: CandleFrame): void {
    const series = { src, candles: ordered(candles) };
    this.#series.set(instrument, series);
    this.#tell(instrument, { kind: "all", series });
  }

  change({ instrument, src, candles }: CandleFrame): void {
    const changed = ordered(candles);
    const series = { src, candles: merged(this.#series.get(instrument)?.candles ?? [], changed) };
    this.#series.set(instrument, series);
    this.#tell(instrument, { kind: "changed", candles: changed, series });
  }

  subscribe(instrument: number, listener: (news: CandleNews) => void): () => void {
    const listeners = this.#listeners.get(instrument) ?? new Set();
    this.#listeners.set(instrument, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  #tell(instrument: number, news: CandleNews): void {
    for (const listener of this.#listeners.get(instrument) ?? []) listener(news);
  }
}

function merged(old: readonly Candle[], changed: readonly Candle[]): readonly Candle[] {
  const byTime = new Map(old.map((candle) => [candle.time, candle]));
  for (const candle of changed) byTime.set(candle.time, candle);
  return ordered([...byTime.values()]);
}

const ordered = (candles: readonly Candle[]): readonly Candle[] =>
  candles.toSorted((left, right) => left.time - right.time).slice(-MOST_CANDLES);
