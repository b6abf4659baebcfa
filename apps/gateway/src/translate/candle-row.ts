import { MICROS_PER_SECOND, dollars, type Bar } from "@smart0dte/domain";
import type { Candle } from "../contract/index.ts";

/** Dollars as numbers: a chart draws them, nobody pays them. */
export const candleRow = ({ start, open, high, low, close, volume, closed, how }: Bar): Candle => ({
  time: Math.floor(start / MICROS_PER_SECOND),
  open: dollars(open),
  high: dollars(high),
  low: dollars(low),
  close: dollars(close),
  volume,
  closed,
  how,
});
