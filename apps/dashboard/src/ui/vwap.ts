import type { Candle } from "@smart0dte/gateway/contract";

/** The session's volume-weighted average of typical prices, bar by bar; nothing where volume is not known. */
export function vwapOf(
  candles: readonly Candle[],
): readonly { readonly time: number; readonly value: number }[] {
  let money = 0;
  let shares = 0;
  return candles.flatMap(({ time, high, low, close, volume }) => {
    if (volume === null) return [];
    money += ((high + low + close) / 3) * volume;
    shares += volume;
    return shares === 0 ? [] : [{ time, value: money / shares }];
  });
}
