import { nearestUsdE4, USD_E4, type Right, type UsdE4 } from "@smart0dte/domain";
import { ownVolatility, type Moment } from "./chain-greeks.ts";
import { middleOf, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";
import { premiumOf, type ExerciseTerms, type PutPremium } from "./premium-curve.ts";

/** American quotes as those of options that are exercised at expiry only: what a European formula may read. */
export interface EuropeanView {
  /** Less what early exercise is worth; null in place of a contract that tells nothing else. */
  readonly strikes: readonly QuotedStrike<string>[];
  /** Strikes near the money whose call and put both still tell the forward. */
  readonly pairs: readonly QuotedStrike<string>[];
  /** Dollars a share that early exercise is of a quoted contract's price; 0 where it is nothing that counts. */
  readonly premiumOf: (contract: QuotedContract<string>) => number;
  /** Whether exercise is too much of a contract's price for it to tell a volatility of its own. */
  readonly isExercise: (contract: QuotedContract<string>) => boolean;
}

export interface ViewTerms extends ExerciseTerms {
  readonly puts: readonly PutPremium[];
}

/** Quotes from which exercise takes nothing. */
export const plainView = (strikes: readonly QuotedStrike<string>[]): EuropeanView => {
  return { strikes, pairs: strikes, premiumOf: () => 0, isExercise: () => false };
};

/** A fraction of the money: within it both contracts of a strike are read, beyond it those out of the money. */
const NEAR = 0.03;
/** Dollars: premiums that no quote shows. */
const NOTHING = 0.002;
/**
 * Exercise that is more than these dollars, and more than this share of a pair's cheaper side, is too much of a price to
 * tell anything else by. Of calls it is as uncertain as the dividend that is looked for, of puts as the interest.
 */
const MOST = { C: 0.05, P: 0.1 } as const;
const MOST_SHARE = 0.1;

export function europeanView(strikes: readonly QuotedStrike<string>[], terms: ViewTerms): EuropeanView {
  const { forward } = terms;
  const premiums = new Map<QuotedContract<string>, number>();
  const exercise = new Set<QuotedContract<string>>();
  const pairs: QuotedStrike<string>[] = [];
  const read = strikes.map((each) => {
    const isNear = Math.abs(each.strike - forward) <= NEAR * forward;
    const found = readStrike(each, terms);
    if (found === null) return outsideOnly(each, forward);
    for (const [contract, premium] of found.premiums) if (premium >= NOTHING) premiums.set(contract, premium);
    for (const contract of found.exercise) exercise.add(contract);
    if (isNear && found.isPair) pairs.push(found.european);
    return isNear ? found.european : outsideOnly(found.european, forward);
  });
  return {
    strikes: read,
    pairs,
    premiumOf: (contract) => premiums.get(contract) ?? 0,
    isExercise: (contract) => exercise.has(contract),
  };
}

interface ReadStrike {
  readonly european: QuotedStrike<string>;
  readonly premiums: readonly (readonly [QuotedContract<string>, number])[];
  readonly exercise: readonly QuotedContract<string>[];
  readonly isPair: boolean;
}

/** Null without a volatility at the strike, which exercise is reckoned with. */
function readStrike(each: QuotedStrike<string>, terms: ViewTerms): ReadStrike | null {
  const { strike, call, put } = each;
  const { forward, years, rate } = terms;
  const volatility = outerVolatility(each, terms);
  if (volatility === null) return null;
  const at = (right: Right): number => premiumOf({ right, strike, volatility }, terms, terms.puts);
  const [ofCall, ofPut] = [at("C"), at("P")];
  const cheaper = Math.min(middleOf(call) ?? Infinity, middleOf(put) ?? Infinity) / USD_E4;
  const tells = (right: Right, premium: number): boolean =>
    premium <= Math.max(MOST[right], MOST_SHARE * cheaper);
  // at the last close with the dividend a call is either all exercise or none
  const isCall = terms.lastCumYears <= 0 ? ofCall < NOTHING : tells("C", ofCall);
  const isPut = tells("P", ofPut);
  const lessPut = isPut ? shifted(put, put, -ofPut) : null;
  const lessCall = isCall
    ? shifted(call, call, -ofCall)
    : strike >= forward
      ? // between forward and spot the call is all exercise: the put tells what it would be without
        shifted(call, lessPut, (forward - strike) * Math.exp(-rate * years))
      : null;
  return {
    european: { strike, call: lessCall, put: lessPut },
    premiums: [
      ...(call === null ? [] : [[call, ofCall] as const]),
      ...(put === null ? [] : [[put, ofPut] as const]),
    ],
    exercise: [isCall ? null : call, isPut ? null : put].filter((contract) => contract !== null),
    isPair: isCall && isPut && lessCall !== null && lessPut !== null,
  };
}

/** Of the side that exercise does not pay even with the dividend in the spot. */
export function outerVolatility(
  { strike, call, put }: QuotedStrike<string>,
  { spot, ...moment }: Moment & { readonly spot: number },
): number | null {
  const outer = strike < spot ? put : call;
  return outer === null ? null : ownVolatility(outer, strike, moment);
}

const outsideOnly = ({ strike, call, put }: QuotedStrike<string>, forward: number): QuotedStrike<string> => {
  return { strike, call: strike >= forward ? call : null, put: strike >= forward ? null : put };
};

/** A contract with a contract's sides, so many dollars on. */
function shifted(
  contract: QuotedContract<string> | null,
  from: QuotedContract<string> | null,
  dollars: number,
): QuotedContract<string> | null {
  if (contract === null || from === null || from.quote.ask === null) return null;
  const ask = moved(from.quote.ask, dollars);
  if (ask === null) return null;
  const bid = from.quote.bid === null ? null : moved(from.quote.bid, dollars);
  return { ...contract, quote: { ...from.quote, bid, ask } };
}

function moved(price: UsdE4, dollars: number): UsdE4 | null {
  const value = price / USD_E4 + dollars;
  return value * USD_E4 >= 1 ? nearestUsdE4(value) : null;
}
