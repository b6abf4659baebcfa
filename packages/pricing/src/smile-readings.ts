import { impliedDeviation } from "./implied-volatility.ts";
import { logRatio } from "./time-value.ts";

/** The out-of-the-money side of a strike. Dollars. */
export interface SmilePoint {
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}

/** What a quote says of the smile. */
export interface SmileReading extends SmilePoint {
  /** ln(strike / forward). */
  readonly moneyness: number;
  /** Standard deviation of the log price until expiry that the mid implies. */
  readonly deviation: number;
  /** Half of what the quote leaves open, in the same unit. */
  readonly uncertainty: number;
}

/** A spread wider than this share of the mid says nothing. */
const WIDEST_SPREAD = 0.5;
/** No volatility is known better than this share of it: quotes are not simultaneous to the last digit. */
const SUREST = 0.002;

/** Readings of the usable quotes, by ascending strike. */
export function smileReadings(forward: number, points: readonly SmilePoint[]): readonly SmileReading[] {
  return points.flatMap((point) => readingOf(forward, point)).sort((a, b) => a.strike - b.strike);
}

function readingOf(forward: number, { strike, bid, ask }: SmilePoint): readonly SmileReading[] {
  const mid = (bid + ask) / 2;
  if (!(bid > 0 && ask >= bid && ask - bid <= WIDEST_SPREAD * mid)) return [];
  const deviation = impliedDeviation(forward, strike, mid);
  const lowest = impliedDeviation(forward, strike, bid);
  const highest = impliedDeviation(forward, strike, ask);
  if (deviation === null || lowest === null || highest === null) return [];
  const uncertainty = Math.max((highest - lowest) / 2, SUREST * deviation);
  return [{ strike, bid, ask, moneyness: logRatio(strike, forward), deviation, uncertainty }];
}
