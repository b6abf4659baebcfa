import type { Candle } from "@smart0dte/gateway/contract";
import { describe, expect, it } from "vitest";
import { openingRange } from "./opening-range.ts";

const OPEN = 36_000;
const bar = (minute: number, low: number, high: number): Candle => ({
  time: OPEN + minute * 60,
  open: low,
  high,
  low,
  close: high,
  volume: 1,
  closed: true,
  how: "traded",
});

describe("the opening range", () => {
  it("is low and high of the first 30 minutes, whatever comes after", () => {
    const candles = [bar(0, 100, 101), bar(28, 99, 102), bar(30, 90, 110)];

    expect(openingRange(candles, OPEN)).toEqual({ low: 99, high: 102, complete: true });
  });

  it("is still forming within them", () => {
    expect(openingRange([bar(0, 100, 101), bar(2, 100, 103)], OPEN)).toEqual({
      low: 100,
      high: 103,
      complete: false,
    });
  });

  it("is not known where the first bar is missing", () => {
    expect(openingRange([bar(2, 100, 103), bar(30, 90, 110)], OPEN)).toBeNull();
    expect(openingRange([], OPEN)).toBeNull();
  });
});
