import { err, ok, type Result } from "@smart0dte/domain";

/** Call and put of one strike, quoted at the same moment. Dollars. */
export interface ParityPair {
  readonly strike: number;
  readonly callBid: number;
  readonly callAsk: number;
  readonly putBid: number;
  readonly putAsk: number;
}

/** What the pairs together say the price at expiry is worth now. Dollars. */
export interface ParityForward {
  readonly forward: number;
  /** Band of a typical pair's own spread: where buying and selling the forward through options would trade. */
  readonly low: number;
  readonly high: number;
  /** Pairs that agree and make the estimate. */
  readonly pairs: number;
}

/** Pairs nearest to the money that are looked at; further out spreads only widen. */
const PAIRS_LOOKED_AT = 10;
const FEWEST_PAIRS = 3;
/** Furthest strike from the money, as a fraction of it. */
const FURTHEST = 0.03;
/** Dollars; a locked pair is no surer than a cent. */
const TICK = 0.01;

/**
 * The same-day forward by put-call parity (rate zero): strike + call - put, over the pairs nearest the money.
 *
 * First a median that no single pair can outweigh; then the mean of the pairs whose spread reaches it, by the
 * inverse square of their spread. Null with fewer than three two-sided, uncrossed pairs, or when most disagree.
 *
 * Dollars, of expiry day: a later expiry's quotes grow by the rate first. For European options, and American ones whose
 * early exercise is worth nothing; elsewhere it is off by the difference of call's and put's `exercisePremium`. As sure
 * as `low` to `high`, a typical pair's own spread.
 *
 * @see Stoll, The relationship between put and call option prices, J. Finance 24 (1969).
 * @param near - A price near the money, dollars; a stale one does, as the pairs are chosen again around the estimate.
 */
export function parityForward(pairs: readonly ParityPair[], near: number): ParityForward | null {
  const found = forwardThrough(pairs, near);
  return found.ok ? found.value : null;
}

/**
 * Why pairs tell no forward: no price near which to look, a strike twice, fewer than three usable pairs there, or most
 * of them apart from each other.
 */
export type NoForward = "badNear" | "duplicateStrike" | "tooFewPairs" | "pairsDisagree";

/** {@link parityForward} with the reason for none. Pairs that are not two-sided, crossed or no numbers are left out. */
export function forwardThrough(pairs: readonly ParityPair[], near: number): Result<ParityForward, NoForward> {
  if (!(near > 0 && Number.isFinite(near))) return err("badNear");
  const readings = pairs.filter(isTwoSided).map(readingOf);
  if (new Set(readings.map(({ strike }) => strike)).size < readings.length) return err("duplicateStrike");
  const first = estimate(readings, near);
  return first.ok ? estimate(readings, first.value.forward) : first;
}

interface Reading {
  readonly strike: number;
  readonly low: number;
  readonly high: number;
  readonly middle: number;
  readonly spread: number;
}

const isTwoSided = ({ strike, callBid, callAsk, putBid, putAsk }: ParityPair): boolean =>
  strike > 0 &&
  Number.isFinite(strike) &&
  callBid > 0 &&
  putBid > 0 &&
  callAsk >= callBid &&
  putAsk >= putBid &&
  Number.isFinite(callAsk + putAsk);

function readingOf({ strike, callBid, callAsk, putBid, putAsk }: ParityPair): Reading {
  const low = strike + callBid - putAsk;
  const high = strike + callAsk - putBid;
  return { strike, low, high, middle: (low + high) / 2, spread: Math.max(high - low, TICK) };
}

function estimate(readings: readonly Reading[], near: number): Result<ParityForward, NoForward> {
  const looked = nearest(readings, near);
  if (looked.length < FEWEST_PAIRS) return err("tooFewPairs");
  const typical = median(looked, ({ spread }) => ({ value: spread, weight: 1 }));
  const centre = median(looked, ({ middle, spread }) => ({
    value: middle,
    weight: 1 / Math.max(spread, typical),
  }));
  const agreeing = looked.filter(({ middle, spread }) => Math.abs(middle - centre) <= (spread + typical) / 2);
  if (agreeing.length * 2 <= looked.length) return err("pairsDisagree");
  const sure = (spread: number): number => 1 / (spread * spread);
  const weight = agreeing.reduce((sum, { spread }) => sum + sure(spread), 0);
  // summed as offsets from the middle, which keeps the last digits
  const offset = agreeing.reduce((sum, { middle, spread }) => sum + sure(spread) * (middle - centre), 0);
  const forward = centre + offset / weight;
  const low = median(agreeing, (pair) => ({ value: pair.low, weight: sure(pair.spread) }));
  const high = median(agreeing, (pair) => ({ value: pair.high, weight: sure(pair.spread) }));
  return ok({
    forward,
    low: Math.min(low, forward),
    high: Math.max(high, forward),
    pairs: agreeing.length,
  });
}

function nearest(readings: readonly Reading[], near: number): readonly Reading[] {
  return readings
    .filter(({ strike }) => Math.abs(strike - near) <= FURTHEST * near)
    .sort((a, b) => Math.abs(a.strike - near) - Math.abs(b.strike - near) || a.strike - b.strike)
    .slice(0, PAIRS_LOOKED_AT);
}

function median(
  readings: readonly Reading[],
  view: (reading: Reading) => { readonly value: number; readonly weight: number },
): number {
  const views = readings.map(view).sort((a, b) => a.value - b.value);
  const half = views.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const [index, { value, weight }] of views.entries()) {
    passed += weight;
    if (passed > half) return value;
    if (passed === half) return (value + (views[index + 1]?.value ?? value)) / 2;
  }
  return 0;
}
