import { USD_E4 } from "@smart0dte/domain";
import type { ChainDividend, SpotAtQuotes } from "./dividend-terms.ts";
import { forwardOf, type ChainForward } from "./chain-forward.ts";
import type { QuotedStrike } from "./chain-quotes.ts";
import { europeanView, outerVolatility, type EuropeanView } from "./european-view.ts";
import { putPremiums, type ExerciseTerms, type PutPremium } from "./premium-curve.ts";

/** A forward, the dividend that it leaves of the spot, and the quotes less exercise over that dividend: all agreeing. */
export interface ReadOver {
  readonly forward: ChainForward & { readonly from: "parity" };
  readonly view: EuropeanView;
  readonly terms: ExerciseTerms;
}

/** What one expiry tells of the dividend before it. */
export type DividendReading = Omit<ChainDividend, "amountFrom" | "exAfter" | "exBy" | "steps">;

const MOST_PASSES = 15;
/** Dollars by which another pass moves the forward at most once it stands. */
const STANDS = 0.0005;
/** Of the spot: how narrow the quotes of exercised calls must be to tell it better than it is stated. */
const TELLING = 0.0005;
/** Of the forward: how far out pairs are looked at. */
const REACH = 0.035;
/** Per year: how wrong a rate that comes from the same quotes may be. */
const RATE_ERROR = 0.0025;
/** Of the spot: what counts as near the money. */
const NEAR = 0.01;

/** Until the forward that the dividend is taken from is the one that quotes less exercise over that dividend say. */
export function readOver(
  strikes: readonly QuotedStrike<string>[],
  first: ExerciseTerms,
  puts: readonly PutPremium[] = putsOf(strikes, first),
): ReadOver | null {
  const { spot, rate, years, lastCumYears } = first;
  const growth = Math.exp(rate * years);
  let terms = first;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const near = strikes.filter(({ strike }) => Math.abs(strike / terms.forward - 1) <= REACH);
    const forward = forwardOf(europeanView(near, { ...terms, puts }).pairs, null, growth);
    if (forward.from !== "parity") return null;
    const dividend = (spot - forward.forward / growth) * Math.exp(rate * Math.max(lastCumYears, 0));
    if (dividend <= 0) return null;
    if (Math.abs(forward.forward - terms.forward) <= STANDS)
      return { forward, terms, view: europeanView(strikes, { ...terms, puts }) };
    terms = { ...terms, forward: forward.forward, dividend };
  }
  return null;
}

/** What early exercise is worth to the puts of these quotes. */
export function putsOf(
  strikes: readonly QuotedStrike<string>[],
  terms: ExerciseTerms,
): readonly PutPremium[] {
  const surest = strikes.flatMap((each) => {
    const iv = outerVolatility(each, terms);
    return iv === null ? [] : [{ strike: each.strike, iv }];
  });
  const ivAt = (strike: number): number =>
    surest.reduce(
      (best, each) => (Math.abs(each.strike - strike) < Math.abs(best.strike - strike) ? each : best),
      surest[0] ?? { strike, iv: Number.NaN },
    ).iv;
  return putPremiums(terms, ivAt(terms.forward), ivAt);
}

/** Amount and how sure it is, by the sides of the quotes. */
export function dividendReading(
  strikes: readonly QuotedStrike<string>[],
  { forward, view, terms }: ReadOver,
  { spot, from }: SpotAtQuotes,
): DividendReading {
  const { parity } = forward;
  const discount = Math.exp(-terms.rate * terms.years);
  // at the last close a call that is exercised is worth the spot less its strike: its sides are the spot's
  const exercised = strikes.flatMap(({ strike, call }) => {
    if (terms.lastCumYears > 0 || call === null || view.premiumOf(call) === 0) return [];
    const { bid, ask, fault } = call.quote;
    if (bid === null || ask === null || fault !== null) return [];
    return [{ strike, low: strike + bid / USD_E4, high: strike + ask / USD_E4 }];
  });
  const [sure, most] = [
    Math.max(...exercised.map(({ low }) => low)),
    Math.min(...exercised.map(({ high }) => high)),
  ];
  // wide quotes of exercised calls tell less of the spot than the spot itself
  const tells = most >= sure && most - sure <= TELLING * spot;
  const [low, high] = tells ? [Math.min(spot, sure), Math.max(spot, most)] : [spot, spot];
  const drift = RATE_ERROR * terms.years * spot;
  const nearest = view.pairs.toSorted(
    (one, other) => Math.abs(one.strike - forward.forward) - Math.abs(other.strike - forward.forward),
  );
  const used = nearest.slice(0, parity.pairs).map(({ strike }) => strike);
  const near = strikes.filter(({ strike }) => Math.abs(strike - spot) <= NEAR * spot);
  return {
    amount: terms.dividend,
    low: low - parity.high * discount - drift,
    high: high - parity.low * discount + drift,
    spot,
    spotFrom: from,
    strikes: used.toSorted((a, b) => a - b),
    leftOut: near.flatMap(({ strike }) => (nearest.some((pair) => pair.strike === strike) ? [] : [strike])),
    exercisedTo: exercised.at(-1)?.strike ?? null,
  };
}
