import { z } from "zod";
import { At, How, Num, Price, Src, Usd } from "./value.ts";

export const Ticker = z.enum(["SPY", "QQQ", "IWM"]);
export type Ticker = z.infer<typeof Ticker>;

export const Fault = z.enum(["absent", "halted", "gap", "bad", "stale", "crossed", "wide", "oneSided"]);
export type Fault = z.infer<typeof Fault>;

/** One contract of the board. Raw sides are kept when the quote is bad; `mid` then is null. */
export const ContractCell = z.object({
  instrument: z.number().int(),
  bid: Usd.nullable(),
  ask: Usd.nullable(),
  bidSize: z.number(),
  askSize: z.number(),
  mid: Usd.nullable(),
  /** Fractions and dollars a share as plain numbers: iv 0.184, delta per $1, gamma per $1, theta $ an hour, vega $ a point. */
  iv: z.number().nullable(),
  delta: z.number().nullable(),
  gamma: z.number().nullable(),
  theta: z.number().nullable(),
  vega: z.number().nullable(),
  volume: z.number().nullable(),
  openInterest: z.number().nullable(),
  at: At.nullable(),
  /** Null when the quote is admissible. */
  fault: Fault.nullable(),
});
export type ContractCell = z.infer<typeof ContractCell>;

export const ChainFrame = z.object({
  ticker: Ticker,
  expiry: z.string(),
  at: At,
  secondsToExpiry: z.number(),
  how: How,
  src: Src,
  spot: Price,
  forward: Num,
  forwardFrom: z.enum(["parity", "spot"]).nullable(),
  atmIv: Num,
  expectedMove: Num,
  straddle: Price,
  atm: Usd,
  rows: z.array(z.object({ strike: Usd, call: ContractCell, put: ContractCell })),
  /** How many of the board's contracts have a quote that may not be used; a missing side alone is none of them. */
  inadmissible: z.number().int(),
});
export type ChainFrame = z.infer<typeof ChainFrame>;

export const WatchFrame = z.object({
  at: At,
  tickers: z.array(
    z.object({
      ticker: Ticker,
      last: Price,
      bid: Usd.nullable(),
      ask: Usd.nullable(),
      fault: Fault.nullable(),
      /** Against the close before, or the session's open where no earlier close is known; the words say which. */
      change: Price,
      changeFraction: z.number().nullable(),
      changeFrom: z.enum(["previousClose", "sessionOpen"]).nullable(),
    }),
  ),
  vix: Num,
});
export type WatchFrame = z.infer<typeof WatchFrame>;

export const Candle = z.object({
  /** Seconds since 1970 UTC of the bar's start; the bar is two minutes. */
  time: z.number().int(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number().nullable(),
  closed: z.boolean(),
  how: How,
});
export type Candle = z.infer<typeof Candle>;

export const CandleFrame = z.object({ instrument: z.number().int(), src: Src, candles: z.array(Candle) });
export type CandleFrame = z.infer<typeof CandleFrame>;

export const CorrelationFrame = z.object({
  at: At,
  src: Src,
  cells: z.array(
    z.object({
      pair: z.tuple([Ticker, Ticker]),
      windowMinutes: z.number().int(),
      rho: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      n: z.number().int(),
    }),
  ),
  divergences: z.array(
    z.object({
      pair: z.tuple([Ticker, Ticker]),
      beta: z.number().nullable(),
      z: z.number().nullable(),
      n: z.number().int(),
    }),
  ),
});
export type CorrelationFrame = z.infer<typeof CorrelationFrame>;

export const RegimeFrame = z.object({
  at: At,
  regime: z.enum(["low", "medium", "high", "emergency", "unknown"]),
  vix: z.number().nullable(),
  how: How,
  why: z.string(),
});
export type RegimeFrame = z.infer<typeof RegimeFrame>;

/** The way to a market that can break: a connection a data set. */
export const FeedLineFrame = z.object({
  connections: z.array(
    z.object({
      dataset: z.string(),
      state: z.enum(["connecting", "authenticated", "streaming", "waiting", "stopped", "failed"]),
      since: At,
      why: z.string().nullable(),
    }),
  ),
  /** What a person must mend, while it lasts. */
  alarms: z.array(z.object({ code: z.string(), text: z.string(), at: At })),
  /** Desk time by which a simulated market is behind what the speed asks, microseconds; null for a real one. */
  lagMicros: z.number().nullable(),
  /** Quotes that a newer one replaced before the desk took them. */
  conflated: z.number().int(),
  /** Of the feed's thread and of the simulated exchange's. */
  loopDelayMs: z.object({ feed: z.number().nullable(), exchange: z.number().nullable() }),
});
export type FeedLineFrame = z.infer<typeof FeedLineFrame>;

export const FeedFrame = z.object({
  /** Null where the market is read from files or played in process. */
  line: FeedLineFrame.nullable(),
  health: z.array(
    z.object({
      scope: z.string(),
      state: z.enum(["well", "stale", "gap", "halted", "absent"]),
      worstAge: z.number().nullable(),
      lastRecordAt: At.nullable(),
    }),
  ),
});
export type FeedFrame = z.infer<typeof FeedFrame>;
