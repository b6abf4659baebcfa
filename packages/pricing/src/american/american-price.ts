import { priceOf, type OptionTerms } from "../black-scholes-price.ts";
import { normalBelow } from "../mills-ratio.ts";
import { americanRefusal } from "./american-refusal.ts";
import { ExerciseBoundary, type PutTerms } from "./exercise-boundary.ts";
import { gaussLegendre } from "./gauss-legendre.ts";

const RULE = gaussLegendre(48);
/** The integral is cut where the chance of exercise begins to rise, so that no rule steps over it. */
const RISE_DEVIATIONS = [8, 2, 0.5] as const;
/** Dollars: a hundredth of what the method is held to. */
const NEGLIGIBLE = 1e-8;
/** A deviation below which the stock's path is taken as sure. */
const SURE = 1e-9;

/**
 * American option on a stock with a continuous yield, dollars a share: within 1e-6 (measured 2e-9 on reference values)
 * from days to a year. Null for what {@link americanRefusal} names.
 *
 * When European suffices: same-day expiry has neither rate nor yield to earn, so that nothing is gained by exercising
 * early and the European price is exact; so it is wherever no interest (put) or no yield (call) is earned. There this
 * returns {@link priceOf}, to the bit.
 *
 * @see Andersen, Lake, Offengenden, High-performance American option pricing, J. Computational Finance 20 (2016).
 */
export function americanPriceOf(terms: OptionTerms): number | null {
  const { right, spot, strike, rate, dividendYield, years, volatility } = terms;
  if (americanRefusal(terms) !== null) return null;
  const european = priceOf(terms);
  if (right === "P") return putPrice(spot, { strike, years, volatility, rate, dividendYield }, european);
  // the call is the put with spot and strike, rate and yield exchanged
  return putPrice(
    strike,
    { strike: spot, years, volatility, rate: dividendYield, dividendYield: rate },
    european,
  );
}

function putPrice(spot: number, terms: PutTerms, european: number): number {
  const { strike, years, volatility, rate } = terms;
  const exercised = Math.max(strike - spot, 0);
  // all that exercise can ever earn is the interest on the strike
  const most = strike * -Math.expm1(-rate * Math.max(years, 0));
  if (most < NEGLIGIBLE) return Math.max(exercised, european);
  if (volatility * Math.sqrt(years) < SURE) return Math.max(exercised, european, sureExercise(spot, terms));
  const boundary = new ExerciseBoundary(terms);
  if (spot <= boundary.at(years)) return exercised;
  return Math.max(exercised, european + premiumOf(spot, terms, boundary));
}

/** On a sure path: worth of the put at the moment before expiry at which exercise pays most, if there is one. */
function sureExercise(spot: number, { strike, years, rate, dividendYield }: PutTerms): number {
  const moment = Math.log((dividendYield * spot) / (rate * strike)) / (dividendYield - rate);
  return moment > 0 && moment < years
    ? strike * Math.exp(-rate * moment) - spot * Math.exp(-dividendYield * moment)
    : 0;
}

/** Interest on the strike less yield on the stock while the spot is below the boundary, over all paths. */
function premiumOf(spot: number, terms: PutTerms, boundary: ExerciseBoundary): number {
  const { strike, years, volatility, rate, dividendYield } = terms;
  const earned = (angle: number): number => {
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const [passed, left] = [years * sine * sine, years * cosine * cosine];
    const root = volatility * Math.sqrt(passed);
    const centre = (Math.log(spot / boundary.at(left)) + (rate - dividendYield) * passed) / root;
    const interest = rate * strike * Math.exp(-rate * passed) * normalBelow(0.5 * root - centre);
    const given =
      dividendYield * spot * Math.exp(-dividendYield * passed) * normalBelow(-0.5 * root - centre);
    return (interest - given) * 2 * years * sine * cosine;
  };
  const distance = Math.log(spot / boundary.at(years)) / (volatility * Math.sqrt(years));
  const cuts = RISE_DEVIATIONS.map((deviations) => distance / deviations).filter((sine) => sine < 1);
  const ends = [0, ...cuts.map(Math.asin), 0.5 * Math.PI];
  let sum = 0;
  for (let part = 1; part < ends.length; part += 1) {
    const from = ends[part - 1] ?? 0;
    const width = (ends[part] ?? 0) - from;
    for (let n = 0; n < RULE.places.length; n += 1) {
      sum += width * (RULE.weights[n] ?? 0) * earned(from + width * (RULE.places[n] ?? 0));
    }
  }
  return sum;
}
