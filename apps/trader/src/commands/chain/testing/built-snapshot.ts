import { epochMicros, usdE4, type IsoDate } from "@smart0dte/domain";
import { parseInstant, type ChainRow, type ChainSnapshot } from "@smart0dte/feeds";
import { plainPrice, SECONDS_A_YEAR } from "./plain-black.ts";

export interface BuiltSeries {
  readonly root: string;
  readonly date: string;
}

export interface BuiltMarket {
  readonly forward?: number;
  /** Of every strike. */
  readonly volatility?: number;
  /** Seconds to expiry that the quotes are made for; a day unless told. */
  readonly seconds?: number;
  /** What dollars of today grow by until expiry. */
  readonly growth?: number;
  /** Dollars between the 41 strikes around 100; 1 unless told. */
  readonly step?: number;
}

const HALF_SPREAD = 0.005;

/** A snapshot of strikes 80 to 120 for each series, quoted a cent wide around one volatility's value. */
export function builtSnapshot(
  series: readonly BuiltSeries[],
  { forward = 100, volatility = 0.2, seconds = 86_400, growth = 1, step = 1 }: BuiltMarket = {},
): ChainSnapshot {
  const years = seconds / SECONDS_A_YEAR;
  const strikes = Array.from({ length: 41 }, (_, place) => 100 + (place - 20) * step);
  const rows = series.flatMap(({ root, date }) =>
    strikes.flatMap((strike) =>
      (["C", "P"] as const).map((right): ChainRow<string> => {
        const value = plainPrice({ right, forward, strike, years }, volatility) / growth;
        const bid = Math.max(0, Math.round((value - HALF_SPREAD) * 100));
        const contract = {
          kind: "option",
          root,
          expiry: date as IsoDate,
          right,
          strike: usdE4(strike * 10_000),
        } as const;
        return {
          line: 2,
          contract,
          bid: usdE4(bid * 100),
          ask: usdE4((bid + 1) * 100),
          volume: null,
          openInterest: 100,
          lastTradeAt: null,
          spot: null,
        };
      }),
    ),
  );
  return {
    path: "built.csv",
    layout: "cboe",
    ticker: series[0]?.root ?? "",
    rows,
    spot: forward,
    spotFrom: "table",
    runAt: null,
    timeFrom: null,
    unreadDate: null,
  };
}

export const instant = (text: string) => parseInstant(text) ?? epochMicros(Number.NaN);
