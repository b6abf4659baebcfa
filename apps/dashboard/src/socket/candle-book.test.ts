import type { Candle } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { CandleBook, type CandleNews } from "./candle-book.ts";

const candle = (time: number, close: number): Candle => ({
  time,
  open: 1,
  high: 2,
  low: 0.5,
  close,
  volume: null,
  closed: true,
  how: "traded",
});
const frame = (...candles: readonly Candle[]) => ({
  instrument: 7,
  src: "simulated" as const,
  candles: [...candles],
});

describe("the candles of an instrument", () => {
  it("are not known before the first snapshot", () => {
    expect(new CandleBook().get(7)).toBeNull();
  });

  it("stand in order of time, one for each bar, the newest value of it", () => {
    const book = new CandleBook();
    book.replace(frame(candle(240, 1), candle(120, 1)));

    book.change(frame(candle(360, 1), candle(240, 9)));

    expect(book.get(7)?.candles.map(({ time, close }) => [time, close])).toEqual([
      [120, 1],
      [240, 9],
      [360, 1],
    ]);
  });

  it("tell who draws them what has changed, of their own instrument only", () => {
    const book = new CandleBook();
    const heard: CandleNews[] = [];
    book.subscribe(8, () => {
      throw new Error("another instrument");
    });
    const stop = book.subscribe(7, (news) => heard.push(news));

    book.replace(frame(candle(120, 1)));
    book.change(frame(candle(120, 2)));
    stop();
    book.change(frame(candle(120, 3)));

    expect(heard.map((news) => news.kind)).toEqual(["all", "changed"]);
  });

  it("are bounded: the oldest leave first", () => {
    const book = new CandleBook();

    book.replace(frame(...Array.from({ length: 300 }, (_, n) => candle(n * 120, 1))));

    expect(book.get(7)?.candles).toHaveLength(260);
    expect(book.get(7)?.candles.at(-1)?.time).toBe(299 * 120);
  });
});
