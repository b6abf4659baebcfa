import type { IsoDate, UsdE4 } from "../units.ts";

/** The ETFs that the desk trades. */
export const TICKERS = ["SPY", "QQQ", "IWM"] as const;
export type Ticker = (typeof TICKERS)[number];

/** Call or put. */
export type Right = "C" | "P";

/** A standard contract: 100 shares, American, expiring at the 16:00 (13:00) close of its day. */
export interface OptionContract {
  readonly kind: "option";
  readonly root: Ticker;
  readonly expiry: IsoDate;
  readonly right: Right;
  readonly strike: UsdE4;
}

export interface UnderlyingInstrument {
  readonly kind: "underlying";
  readonly ticker: Ticker;
}

export interface IndexInstrument {
  readonly kind: "index";
  readonly symbol: "VIX";
}

/** Whatever has a price on this desk. */
export type Instrument = UnderlyingInstrument | IndexInstrument | OptionContract;

export const isTicker = (text: string): text is Ticker => (TICKERS as readonly string[]).includes(text);
