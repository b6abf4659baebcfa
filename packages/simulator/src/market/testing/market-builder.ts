import {
  TICKERS,
  epochMicros,
  type EpochMicros,
  type InstrumentListing,
  type Right,
  type Ticker,
} from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import {
  createSimulatedMarket,
  type SimulatedMarket,
  type SimulatedMarketOptions,
} from "../simulated-market.ts";

/** Seed 7, a plain Friday, nothing planted, unless said otherwise. */
export const aMarket = (over: Partial<SimulatedMarketOptions> = {}): SimulatedMarket =>
  createSimulatedMarket({ seed: 7, session: aSession(), market: "null", ...over });

/** Seconds after the open of {@link aSession}. */
export const second = (seconds: number): EpochMicros =>
  epochMicros(Math.round(aSession().open + seconds * 1_000_000));

/** Number of an underlying in the listings. */
export function underlyingOf({ listings }: SimulatedMarket, ticker: Ticker): number {
  return listings.findIndex(
    ({ instrument }) => instrument.kind === "underlying" && instrument.ticker === ticker,
  );
}

/** Number of a ticker's option that is `strikes` above the middle of its list. */
export function optionOf(
  { listings }: SimulatedMarket,
  ticker: Ticker,
  at: { right: Right; strikes: number },
): number {
  const options = listings.filter(({ instrument }) => isOptionOf(instrument, ticker));
  const middle = Math.floor(options.length / 4) + at.strikes;
  return options[2 * middle + (at.right === "C" ? 0 : 1)]?.number ?? Number.NaN;
}

/** Numbers of everything that belongs to a ticker. */
export const numbersOf = ({ listings }: SimulatedMarket, ticker: Ticker): ReadonlySet<number> =>
  new Set(
    listings
      .filter(
        ({ instrument }) =>
          isOptionOf(instrument, ticker) ||
          (instrument.kind === "underlying" && instrument.ticker === ticker),
      )
      .map(({ number }) => number),
  );

const isOptionOf = (instrument: InstrumentListing["instrument"], ticker: Ticker): boolean =>
  instrument.kind === "option" && instrument.root === ticker;

/** Middles of the underlyings' last quotes, in dollars, every `everySeconds` from the open. */
export function pathsOf(
  market: SimulatedMarket,
  everySeconds: number,
  seconds: number,
): readonly (readonly number[])[] {
  const paths: number[][] = TICKERS.map(() => []);
  const last = TICKERS.map(() => Number.NaN);
  for (let now = everySeconds; now <= seconds; now += everySeconds) {
    const batch = market.advance(second(now));
    const view = new DataView(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    for (let base = 0; base < batch.bytes.length; base += 40) {
      const instrument = view.getUint32(base + 4, true);
      if (instrument >= TICKERS.length || view.getUint8(base) !== 1) continue;
      last[instrument] = (view.getInt32(base + 16, true) + view.getInt32(base + 20, true)) / 20_000;
    }
    for (const [i, path] of paths.entries()) path.push(last[i] ?? Number.NaN);
  }
  return paths;
}

/** Log returns of a path. */
export const returnsOf = (path: readonly number[]): readonly number[] =>
  path.slice(1).map((price, i) => Math.log(price / (path[i] ?? Number.NaN)));

/** Correlation of y with x `lag` places earlier. */
export function correlationAt(x: readonly number[], y: readonly number[], lag: number): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = lag; i < y.length; i += 1) {
    const a = x[i - lag] ?? 0;
    const b = y[i] ?? 0;
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xy / Math.sqrt(xx * yy);
}
