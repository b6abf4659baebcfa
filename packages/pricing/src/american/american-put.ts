import { normalBelow } from "../elementary/mills-ratio.ts";
import { ExerciseBoundary, type PutTerms } from "./exercise-boundary.ts";
import { gaussLegendre } from "./gauss-legendre.ts";

const RULE = gaussLegendre(64);
/** The integral is cut where the chance of exercise begins to rise, so that no rule steps over it. */
const RISE_DEVIATIONS = [8, 2, 0.5] as const;
/** Of the strike: less can never be earned by waiting, so that the European price is right to all digits in use. */
const NEGLIGIBLE = 1e-11;
/** A deviation below which the stock's path is taken as sure. */
const SURE = 1e-9;

/** An American put at any spot: its boundary of exercise is found once. */
export class AmericanPut {
  /** Spot at and below which it is exercised now; null where nothing is ever gained by that. */
  readonly critical: number | null;
  readonly #terms: PutTerms;
  readonly #boundary: ExerciseBoundary | null;

  constructor(terms: PutTerms) {
    const { years, volatility, rate } = terms;
    this.#terms = terms;
    // all that exercise can ever earn is the interest on the strike
    const most = -Math.expm1(-rate * Math.max(years, 0));
    const isFree = most >= NEGLIGIBLE && volatility * Math.sqrt(years) >= SURE;
    this.#boundary = isFree ? new ExerciseBoundary(terms) : null;
    this.critical = this.#boundary?.at(years) ?? null;
  }

  /** Dollars; `european` is the value of the same put without early exercise. */
  at(spot: number, european: number): number {
    const { strike, years, volatility } = this.#terms;
    const exercised = Math.max(strike - spot, 0);
    if (this.#boundary === null) {
      const sure = volatility * Math.sqrt(years) < SURE ? sureExercise(spot, this.#terms) : 0;
      return Math.max(exercised, european, sure);
    }
    if (this.critical !== null && spot <= this.critical) return exercised;
    return Math.max(exercised, european + premiumOf(spot, this.#terms, this.#boundary));
  }
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
