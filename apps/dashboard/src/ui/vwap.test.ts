import type { Candle } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { vwapOf } from "./vwap.ts";

const candle = (time: number, price: number, volume: number | null): Candle => ({
  time,
  open: price,
  high: price,
  low: price,
  close: price,
  volume,
  closed: true,
  how: "traded",
});

describe("the volume-weighted average price", () => {
  it("weighs each bar by its volume since the open", () => {
    expect(vwapOf([candle(0, 100, 10), candle(120, 110, 30)])).toEqual([
      { time: 0, value: 100 },
      { time: 120, value: 107.5 },
    ]);
  });

  it("has no value where volume is not known, and none before the first share", () => {
    expect(vwapOf([candle(0, 100, null), candle(120, 100, 0), candle(240, 105, 1)])).toEqual([
      { time: 240, value: 105 },
    ]);
  });
});
