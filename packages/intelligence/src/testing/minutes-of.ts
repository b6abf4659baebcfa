import { usdE4, type IndexView, type MinuteMark, type Ticker } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";

/** The minute of SPY that ends so many minutes after the open: flat at `close` dollars with 1,000 shares unless said otherwise. */
export function aMinute(end: number, close: number, over: Partial<MinuteMark> = {}): MinuteMark {
  const price = usdE4(Math.round(close * 10_000));
  return {
    ticker: "SPY",
    end: minute(end),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: 1_000,
    ...over,
  };
}

/** One ticker's minutes from the open on, a close each, dollars. */
export const minutesOf = (ticker: Ticker, closes: readonly number[]): readonly MinuteMark[] =>
  closes.map((close, i) => aMinute(i + 1, close, { ticker }));

/** A price that goes up and down by `step` dollars each minute about a level that `drift` moves. */
export const zigzag = (minutes: number, { level = 600, step = 0.3, drift = 0 } = {}): readonly number[] =>
  Array.from({ length: minutes }, (_, i) => level + drift * i + (i % 2 === 0 ? step : -step));

/** A fresh level at the moment that is asked about, unless said otherwise. */
export const aVix = (level: number | null, over: Partial<IndexView> = {}): IndexView => ({
  level,
  at: minute(0),
  how: "quoted",
  stale: false,
  why: level === null ? "The source has no VIX today" : null,
  ...over,
});

/** Numbers in [0, 1) that look like chance and are the same each time. */
export function steadyChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
