import { InvariantError } from "@smart0dte/domain";
import { priceOf } from "../black-scholes/black-scholes-price.ts";
import { normalDensity } from "../elementary/mills-ratio.ts";
import { dividendRefusal } from "./american-refusal.ts";
import type { DividendTerms } from "./dividend-terms.ts";
import { gaussLegendre } from "./gauss-legendre.ts";
import { PutAfterDividend } from "./put-after-dividend.ts";
import { putUpToDividend } from "./put-grid.ts";

const RULE = gaussLegendre(40);
/** Beyond so many deviations nothing is left. */
const REACH = 10;
const PANEL = 1;
/** Strikes above which no spot is looked for. */
const FARTHEST = 1e12;

/**
 * American value over the dividend, dollars a share. Null for what {@link dividendRefusal} names.
 *
 * Calls are exact to 1e-6: a call is exercised just before the ex date or not at all (measured 1e-9 on reference
 * values). A put that waits for the dividend, because the interest on its strike until then is not worth more, is one
 * integral over the American value right after it: measured within 2e-9 of the strike up to a year, 1e-9 dollars in the
 * last week. Another one is exercised before it, too, and comes from a grid: within 3e-8 of the strike up to a year
 * (1.3e-5 dollars at 600), 2e-8 dollars in the last week. The measure is the same with twice the places and more, over
 * random strikes about the money, volatilities of 10 to 60 % and rates up to 8 %.
 */
export function americanOverDividend(terms: DividendTerms): number | null {
  if (dividendRefusal(terms) !== null) return null;
  if (terms.right === "P") return putOverDividend(terms);
  const critical = criticalSpot(terms);
  const kink = critical === null ? null : placeOf(terms, critical);
  const value = (spot: number): number =>
    critical !== null && spot > critical ? spot - terms.strike : afterwards(terms, spot);
  return expected(terms, value, kink);
}

/**
 * The same contract without early exercise, dollars a share, to 1e-9.
 *
 * @throws InvariantError for what {@link dividendRefusal} names.
 */
export function europeanOverDividend(terms: DividendTerms): number {
  requireTerms(terms);
  return expected(terms, (spot) => afterwards(terms, spot), null);
}

/**
 * Spot just before the ex date above which the call is exercised; null where it never is.
 *
 * That is where the dividend is worth more than the put of the strike and the interest on it until expiry. The
 * folk rule "dividend above the call's time value" is another one, and wrong.
 *
 * @throws InvariantError for what {@link dividendRefusal} names.
 */
export function criticalSpot(terms: DividendTerms): number | null {
  requireTerms(terms);
  const { strike, dividend, rate, years, exYears } = terms;
  const waiting = strike * -Math.expm1(-rate * (years - exYears));
  if (dividend <= waiting) return null;
  const gain = (spot: number): number => spot - strike - afterwards(terms, spot);
  let low = strike;
  let high = strike + dividend;
  // the put falls towards nothing as the spot rises
  while (gain(high) <= 0) {
    if (high > FARTHEST * strike) return null;
    low = high;
    high *= 1.01;
  }
  for (let round = 0; round < 200 && high - low > 1e-12 * high; round += 1) {
    const middle = (low + high) / 2;
    if (gain(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function requireTerms(terms: DividendTerms): void {
  const reason = dividendRefusal(terms);
  if (reason !== null) throw new InvariantError(`No option over a dividend: ${reason}`, { reason, ...terms });
}

/** A put waits for the dividend unless the interest on the strike until then is worth more than it. */
function putOverDividend(terms: DividendTerms): number {
  const { spot, strike, rate, exYears, dividend } = terms;
  const after = new PutAfterDividend(terms);
  const value = (before: number): number => after.at(before);
  const waits = strike * Math.expm1(rate * exYears) <= dividend && !isWorthless(terms);
  const worth = waits
    ? expected(terms, value, placeOf(terms, after.critical))
    : putUpToDividend(terms, value);
  return Math.min(strike, Math.max(strike - spot, worth));
}

/** Whether the share may fall so low that even its dividend does not pay for waiting. */
const isWorthless = ({ spot, strike, rate, exYears, volatility }: DividendTerms): boolean =>
  Math.log(spot) - REACH * volatility * Math.sqrt(exYears) < Math.log(-strike * Math.expm1(-rate * exYears));

/** Worth right after the ex date of a share that stood at `spot` right before it. */
function afterwards(
  { right, strike, volatility, rate, years, exYears, dividend }: DividendTerms,
  spot: number,
): number {
  const left = years - exYears;
  const without = spot - dividend;
  // a share that is worth no more than its dividend is worth nothing after it
  if (without <= 0) return right === "C" ? 0 : strike * Math.exp(-rate * left);
  return priceOf({ right, spot: without, strike, years: left, volatility, rate, dividendYield: 0 });
}

/** Mean over the price right before the ex date, discounted; the rule's panels meet at the kink. */
function expected(terms: DividendTerms, value: (spot: number) => number, kink: number | null): number {
  const { spot, rate, volatility, exYears } = terms;
  const deviation = volatility * Math.sqrt(exYears);
  const drift = rate * exYears - 0.5 * deviation * deviation;
  const ends: number[] = [];
  for (let z = -REACH; z <= REACH; z += PANEL) ends.push(z);
  if (kink !== null && Math.abs(kink) < REACH) ends.push(kink);
  ends.sort((a, b) => a - b);
  let sum = 0;
  for (let part = 1; part < ends.length; part += 1) {
    const from = ends[part - 1] ?? 0;
    const width = (ends[part] ?? 0) - from;
    for (let n = 0; n < RULE.places.length; n += 1) {
      const z = from + width * (RULE.places[n] ?? 0);
      const mass = width * (RULE.weights[n] ?? 0) * normalDensity(z);
      sum += mass * value(spot * Math.exp(drift + deviation * z));
    }
  }
  return Math.exp(-rate * exYears) * sum;
}

function placeOf({ spot, rate, volatility, exYears }: DividendTerms, level: number): number {
  const deviation = volatility * Math.sqrt(exYears);
  return (Math.log(level / spot) - rate * exYears + 0.5 * deviation * deviation) / deviation;
}
