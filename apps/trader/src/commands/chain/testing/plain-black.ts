/** A second opinion on prices and volatilities for tests: textbook formulas, bisection, no shared code. */
export interface PlainTerms {
  readonly right: "C" | "P";
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
}

export const SECONDS_A_YEAR = 365 * 24 * 3600;

/** Undiscounted, dollars a share. */
export function plainPrice({ right, forward, strike, years }: PlainTerms, volatility: number): number {
  const deviation = volatility * Math.sqrt(years);
  const d1 = Math.log(forward / strike) / deviation + deviation / 2;
  const call = forward * cumulative(d1) - strike * cumulative(d1 - deviation);
  return right === "C" ? call : call - forward + strike;
}

export function plainVolatility(terms: PlainTerms, price: number): number {
  let [low, high] = [1e-4, 20];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (plainPrice(terms, middle) < price) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Marsaglia's series (2004), good to about 1e-15. */
export function cumulative(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let [sum, term] = [x, x];
  for (let place = 1; Math.abs(term) > 1e-17 && place < 400; place += 1) {
    term *= (x * x) / (2 * place + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
