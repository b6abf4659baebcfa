import type { How } from "@smart0dte/gateway/contract";

/** A level of the price that the chart draws as a line. */
export interface PriceMark {
  /** The same line as long as this stays. */
  readonly key: string;
  readonly price: number;
  /** `OR`, `EM`, `BE`, `stop`: the word at the axis and in the legend. */
  readonly label: string;
  readonly tone: "accent" | "danger" | "text2" | "text3";
  readonly line: "solid" | "dashed" | "dotted" | "sparse";
  readonly how?: How | undefined;
}

/** At most so many times the height of the candles, so that a far level does not flatten them. */
const MOST_STRETCH = 2;

/** The range of prices to show: the candles, and every level that leaves them half of the height, nearest first. */
export function stretched(
  candles: { readonly minValue: number; readonly maxValue: number },
  levels: readonly number[],
): { readonly minValue: number; readonly maxValue: number } {
  const most = (candles.maxValue - candles.minValue) * MOST_STRETCH;
  const beyond = (price: number): number => Math.max(candles.minValue - price, price - candles.maxValue, 0);
  return levels
    .toSorted((left, right) => beyond(left) - beyond(right))
    .reduce((range, price) => {
      const minValue = Math.min(range.minValue, price);
      const maxValue = Math.max(range.maxValue, price);
      return maxValue - minValue <= most ? { minValue, maxValue } : range;
    }, candles);
}
