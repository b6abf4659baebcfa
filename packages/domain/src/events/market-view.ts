import type { Right, Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros, IsoDate, UsdE4 } from "../units.ts";
import type { QuoteView } from "./quote.ts";

/** A closed or running candle of an instrument. */
export interface Bar {
  readonly instrument: number;
  /** Start of the two minutes; the bar ends 120 s later. */
  readonly start: EpochMicros;
  readonly open: UsdE4;
  readonly high: UsdE4;
  readonly low: UsdE4;
  readonly close: UsdE4;
  /** Of prints; null where prints do not exist (option mids, modelled options, unknown volume). */
  readonly volume: number | null;
  readonly how: How;
  readonly closed: boolean;
}

/** One minute of one ticker, as intelligence reads it. A minute without a price is absent. */
export interface MinuteMark {
  readonly ticker: Ticker;
  readonly end: EpochMicros;
  readonly open: UsdE4;
  readonly high: UsdE4;
  readonly low: UsdE4;
  readonly close: UsdE4;
  readonly volume: number | null;
}

/** Dollars per share of the contract and its sensitivities; null where no admissible out-of-the-money quote gives a volatility. */
export interface ContractView {
  readonly instrument: number;
  readonly right: Right;
  readonly strike: UsdE4;
  readonly quote: QuoteView;
  /** UsdE4 per share, may be a half; null unless admissible and offered. */
  readonly mid: number | null;
  /** Annual, ACT/365 in seconds: 0.18 is 18 %. */
  readonly iv: number | null;
  readonly delta: number | null;
  /** Delta per $1. */
  readonly gamma: number | null;
  /** Dollars per share and hour. */
  readonly theta: number | null;
  /** Dollars per share and volatility point. */
  readonly vega: number | null;
  /** Prints of today; null where prints do not exist. */
  readonly volume: number | null;
  readonly openInterest: number | null;
}

export interface StrikeRow {
  readonly strike: UsdE4;
  readonly call: ContractView;
  readonly put: ContractView;
}

/** ATM±10 strikes of the expiring chain at one instant. */
export interface ChainView {
  readonly ticker: Ticker;
  readonly expiry: IsoDate;
  readonly at: EpochMicros;
  /** To the 16:00 (13:00) close. */
  readonly secondsToExpiry: number;
  readonly spot: QuoteView;
  /** Dollars; null when neither parity nor spot gives one. */
  readonly forward: number | null;
  readonly forwardFrom: "parity" | "spot" | null;
  readonly atmIv: number | null;
  /** One standard deviation to the close, dollars. */
  readonly expectedMove: number | null;
  /** ATM strike of the board, its middle row. */
  readonly atm: UsdE4;
  readonly rows: readonly StrikeRow[];
  readonly how: How;
}

/** An index level: VIX times one. */
export interface IndexView {
  readonly level: number | null;
  readonly at: EpochMicros | null;
  readonly how: How;
  readonly stale: boolean;
  /** Why there is none. */
  readonly why: string | null;
}

export interface FeedHealth {
  readonly at: EpochMicros;
  readonly scope: string;
  readonly state: "well" | "stale" | "gap" | "halted" | "absent";
  /** Age of the worst admissible quote, microseconds. */
  readonly worstAge: number | null;
  readonly lastRecordAt: EpochMicros | null;
}
