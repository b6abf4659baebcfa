import { TICKERS, usdE4, USD_E4, type InstrumentListing, type IsoDate, type Ticker } from "@smart0dte/domain";

/** Where each instrument of the simulated market stands; numbers are dense from 0. */
export interface MarketListings {
  readonly listings: readonly InstrumentListing[];
  readonly vix: number;
  readonly tickers: readonly TickerListing[];
}

export interface TickerListing {
  readonly ticker: Ticker;
  readonly underlying: number;
  /** Number of the lowest strike's call; its put follows, then the next strike. */
  readonly firstOption: number;
  /** Dollars, ascending, a dollar apart. */
  readonly strikes: readonly number[];
  /** All of the ticker's instruments, the underlying first. */
  readonly numbers: readonly number[];
}

/** Underlyings, VIX, then every strike around each open price, as options that expire on the session's date. */
export function listMarket(
  date: IsoDate,
  opens: Readonly<Record<Ticker, number>>,
  each: number,
): MarketListings {
  const listings: InstrumentListing[] = TICKERS.map((ticker, number) => ({
    number,
    instrument: { kind: "underlying", ticker },
  }));
  const vix = listings.length;
  listings.push({ number: vix, instrument: { kind: "index", symbol: "VIX" } });
  const tickers = TICKERS.map((ticker, underlying): TickerListing => {
    const firstOption = listings.length;
    const middle = Math.round(opens[ticker]);
    const strikes = Array.from({ length: 2 * each + 1 }, (_, i) => middle - each + i);
    for (const dollars of strikes) {
      const contract = {
        kind: "option",
        root: ticker,
        expiry: date,
        strike: usdE4(dollars * USD_E4),
      } as const;
      listings.push({ number: listings.length, instrument: { ...contract, right: "C" } });
      listings.push({ number: listings.length, instrument: { ...contract, right: "P" } });
    }
    const options = Array.from({ length: 2 * strikes.length }, (_, i) => firstOption + i);
    return { ticker, underlying, firstOption, strikes, numbers: [underlying, ...options] };
  });
  return { listings, vix, tickers };
}
