import { TICKERS, nearestUsdE4, type Ticker, type UsdE4 } from "@smart0dte/domain";
import { DAYS_PER_YEAR, DEFAULT_LEVELS, FAST, SCALES, SESSION_SHARE, SLOW } from "./model-parameters.ts";
import type { RandomStream } from "./random-stream.ts";

export interface OpeningLevels {
  readonly closes: Readonly<Record<Ticker, UsdE4>>;
  /** Dollars, whole cents. */
  readonly opens: Readonly<Record<Ticker, number>>;
}

/** Share of the night's move that the three have in common. */
const COMMON = 0.9;

/** Where the session opens: the closes before it, moved by the night's part of a day's mean variance. */
export function levelsAtOpen(
  named: Readonly<Partial<Record<Ticker, number>>>,
  chance: RandomStream,
): OpeningLevels {
  const night = Math.sqrt(((1 - SESSION_SHARE) * (SLOW.mean + FAST.mean)) / DAYS_PER_YEAR);
  const common = chance.normal();
  const closes = { ...DEFAULT_LEVELS, ...named };
  const opens = { ...DEFAULT_LEVELS };
  for (const ticker of TICKERS) {
    const noise = COMMON * common + Math.sqrt(1 - COMMON ** 2) * chance.normal();
    opens[ticker] = Math.round(closes[ticker] * Math.exp(SCALES[ticker] * night * noise) * 100) / 100;
  }
  return {
    closes: { SPY: nearestUsdE4(closes.SPY), QQQ: nearestUsdE4(closes.QQQ), IWM: nearestUsdE4(closes.IWM) },
    opens,
  };
}
