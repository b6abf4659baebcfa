import type { Candle } from "@smart0dte/gateway/contract";
import { count, level } from "./format/number-format.ts";
import { shortTime } from "./format/time-format.ts";
import { Num } from "./num.tsx";

/** The chart's numbers, newest first. */
export function CandleTable({
  candles,
  label,
}: {
  readonly candles: readonly Candle[];
  readonly label: string;
}) {
  return (
    <div
      className="absolute inset-0 overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label={`${label} candles as a table`}
    >
      <table className="w-full text-dense" aria-label={`${label}, two-minute candles`}>
        <thead className="sticky top-0 bg-bg1 text-text3">
          <tr className="h-6">
            <th scope="col" className="px-3">
              ET
            </th>
            {["open", "high", "low", "close", "volume"].map((name) => (
              <th key={name} scope="col" className="px-3 text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candles.toReversed().map((candle) => (
            <tr key={candle.time} className="h-6 border-t border-line">
              <th scope="row" className="px-3 text-text2">
                {shortTime(candle.time * 1_000_000)}
                {candle.closed ? "" : " …"}
              </th>
              {[candle.open, candle.high, candle.low, candle.close].map((price, side) => (
                <td key={side} className="px-3 text-right">
                  <Num value={price} format={level} how={candle.how} />
                </td>
              ))}
              <td className="px-3 text-right">
                <Num value={candle.volume} format={count} why="this source has no volume" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
