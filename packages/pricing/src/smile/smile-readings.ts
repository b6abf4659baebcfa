import {
  volatilityAnswers,
  type PriceColumn,
  type VolatilityAnswers,
} from "../black-scholes/option-columns.ts";
import { REFUSAL_CODES } from "../black-scholes/terms-refusal.ts";
import { densityAt, logRatio } from "../black-scholes/time-value.ts";
import { chainVolatilities } from "../implied-volatility/volatility-batch.ts";

/** The out-of-the-money side of a strike. Dollars. */
export interface SmilePoint {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}

/** The out-of-the-money sides of an expiry in columns of one length, strikes in any order. Dollars. */
export interface SmileColumns {
  readonly strike: ArrayLike<number>;
  readonly bid: ArrayLike<number>;
  readonly ask: ArrayLike<number>;
}

/** What the usable quotes say of the smile: columns of one length, by ascending strike. */
export interface SmileReadings {
  readonly count: number;
  /** Dollars. */
  readonly strike: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly mid: Float64Array;
  /** How far the mid may be from the value, dollars. */
  readonly uncertainty: Float64Array;
  /** ln(strike / forward). */
  readonly moneyness: Float64Array;
  /** Standard deviation of the log price until expiry that the mid implies. */
  readonly deviation: Float64Array;
  /** Change of the value per unit of that deviation, dollars. */
  readonly vega: Float64Array;
}

/** An ask of more than so many bids says nothing. */
const WIDEST_ASK = 2;
/** Of the half spread: where in it the value lies is a guess, but rarely at its very edge. */
const SHARE_OF_HALF_SPREAD = 0.5;
/** Dollars; a locked quote is known to half a cent. */
const HALF_TICK = 0.005;
/** No volatility is known better than this share of it: quotes are not simultaneous to the last digit. */
const SUREST = 0.002;

/** Half of the spread, at least half of a cent. */
export const halfSpread = (bid: number, ask: number): number => Math.max((ask - bid) / 2, HALF_TICK);

/** Readings of the usable quotes; null where a strike is quoted twice. */
export function smileReadings(forward: number, { strike, bid, ask }: SmileColumns): SmileReadings | null {
  const usable = new Int32Array(strike.length);
  let count = 0;
  for (let n = 0; n < strike.length; n += 1) {
    if (isUsable(strike[n] ?? Number.NaN, bid[n] ?? Number.NaN, ask[n] ?? Number.NaN)) {
      usable[count] = n;
      count += 1;
    }
  }
  const order = usable.subarray(0, count).sort((a, b) => (strike[a] ?? 0) - (strike[b] ?? 0));
  const quotes = { ...room(count), calls: new Uint8Array(count), price: new Float64Array(count) };
  for (let place = 0; place < count; place += 1) {
    const n = order[place] ?? 0;
    const k = strike[n] ?? Number.NaN;
    if (place > 0 && k === quotes.strike[place - 1]) return null;
    quotes.strike[place] = k;
    quotes.bid[place] = bid[n] ?? Number.NaN;
    quotes.ask[place] = ask[n] ?? Number.NaN;
    quotes.price[place] = ((bid[n] ?? Number.NaN) + (ask[n] ?? Number.NaN)) / 2;
    quotes.calls[place] = k >= forward ? 1 : 0;
  }
  const answers = volatilityAnswers(count);
  // over one year a volatility is the deviation itself
  chainVolatilities({ spot: forward, years: 1, rate: 0, dividendYield: 0 }, quotes, answers);
  return readingsOf(forward, quotes, answers);
}

type QuotedColumns = Pick<SmileReadings, "strike" | "bid" | "ask"> & PriceColumn;

/** Of those quotes whose middle has a deviation. */
function readingsOf(
  forward: number,
  quotes: QuotedColumns,
  { volatility, refusal }: VolatilityAnswers,
): SmileReadings {
  let count = 0;
  for (const code of refusal) if (code === REFUSAL_CODES.none) count += 1;
  const readings = {
    count,
    ...room(count),
    mid: new Float64Array(count),
    uncertainty: new Float64Array(count),
    moneyness: new Float64Array(count),
    deviation: new Float64Array(count),
    vega: new Float64Array(count),
  };
  let kept = 0;
  for (let n = 0; n < refusal.length; n += 1) {
    if (refusal[n] !== REFUSAL_CODES.none) continue;
    const k = quotes.strike[n] ?? Number.NaN;
    const low = quotes.bid[n] ?? Number.NaN;
    const high = quotes.ask[n] ?? Number.NaN;
    const deviation = volatility[n] ?? Number.NaN;
    const moneyness = logRatio(k, forward);
    const vega = Math.sqrt(forward * k) * densityAt(Math.abs(moneyness) / deviation, deviation);
    readings.strike[kept] = k;
    readings.bid[kept] = low;
    readings.ask[kept] = high;
    readings.mid[kept] = quotes.price[n] ?? Number.NaN;
    readings.moneyness[kept] = moneyness;
    readings.deviation[kept] = deviation;
    readings.vega[kept] = vega;
    readings.uncertainty[kept] = Math.max(
      SHARE_OF_HALF_SPREAD * halfSpread(low, high),
      SUREST * deviation * vega,
    );
    kept += 1;
  }
  return readings;
}

const isUsable = (strike: number, bid: number, ask: number): boolean =>
  strike > 0 &&
  Number.isFinite(strike) &&
  Number.isFinite(ask) &&
  bid > 0 &&
  ask >= bid &&
  ask <= WIDEST_ASK * bid;

const room = (count: number): Pick<SmileReadings, "strike" | "bid" | "ask"> => ({
  strike: new Float64Array(count),
  bid: new Float64Array(count),
  ask: new Float64Array(count),
});
