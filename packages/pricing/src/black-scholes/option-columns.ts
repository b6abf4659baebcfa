/** What the options of a chain share. With a forward in place of the spot, its yield is the rate. */
export interface ChainTerms {
  /** Dollars. */
  readonly spot: number;
  /** Time to expiry in years of 31,536,000 seconds. */
  readonly years: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly rate: number;
  /** Continuously compounded, per year. 0 for same-day expiry. */
  readonly dividendYield: number;
}

/** Options of one chain, one an index. */
export interface StrikeColumns {
  /** 1 is a call, 0 a put. */
  readonly calls: Uint8Array;
  /** Dollars. */
  readonly strike: Float64Array;
}

/** Independent options, one an index; units as {@link ChainTerms} has them. */
export interface OptionColumns extends StrikeColumns {
  readonly spot: Float64Array;
  readonly years: Float64Array;
  readonly rate: Float64Array;
  readonly dividendYield: Float64Array;
}

export interface PriceColumn {
  /** Dollars a share. */
  readonly price: Float64Array;
}

export interface VolatilityColumn {
  /** Standard deviation of log returns per root year. */
  readonly volatility: Float64Array;
}

/** Why an index was refused, a code of `REFUSAL_CODES`; 0 where it was not. */
export interface RefusalColumn {
  readonly refusal: Uint8Array;
}

/** What a batch of volatilities is written to; 0 where one is refused. */
export type VolatilityAnswers = VolatilityColumn & RefusalColumn;

const GREEKS = ["price", "delta", "gamma", "theta", "vega", "rho", "vanna", "charm"] as const;
const HIGHER_GREEKS = [
  "timeValue",
  "phi",
  "dualDelta",
  "vomma",
  "speed",
  "zomma",
  "color",
  "probabilityInTheMoney",
] as const;

/** What a batch of Greeks is written to, in the units of `Greeks`; 0 where an option is refused. */
export type GreeksAnswers = Readonly<Record<(typeof GREEKS)[number], Float64Array>> & RefusalColumn;

/** In the units of `AllGreeks`. */
export type AllGreeksAnswers = GreeksAnswers & Readonly<Record<(typeof HIGHER_GREEKS)[number], Float64Array>>;

/** Room for so many volatilities, to be used again and again. */
export const volatilityAnswers = (count: number): VolatilityAnswers => ({
  volatility: new Float64Array(count),
  refusal: new Uint8Array(count),
});

/** Room for the Greeks of so many options. */
export const greeksAnswers = (count: number): GreeksAnswers => ({
  price: new Float64Array(count),
  delta: new Float64Array(count),
  gamma: new Float64Array(count),
  theta: new Float64Array(count),
  vega: new Float64Array(count),
  rho: new Float64Array(count),
  vanna: new Float64Array(count),
  charm: new Float64Array(count),
  refusal: new Uint8Array(count),
});

/** Room for all Greeks of so many options. */
export const allGreeksAnswers = (count: number): AllGreeksAnswers => ({
  ...greeksAnswers(count),
  timeValue: new Float64Array(count),
  phi: new Float64Array(count),
  dualDelta: new Float64Array(count),
  vomma: new Float64Array(count),
  speed: new Float64Array(count),
  zomma: new Float64Array(count),
  color: new Float64Array(count),
  probabilityInTheMoney: new Float64Array(count),
});

/** Room for the terms of so many options, to be filled in. */
export const optionColumns = (count: number): OptionColumns => ({
  calls: new Uint8Array(count),
  strike: new Float64Array(count),
  spot: new Float64Array(count),
  years: new Float64Array(count),
  rate: new Float64Array(count),
  dividendYield: new Float64Array(count),
});

/** The terms that a chain shares, as columns of one entry. */
export const chainColumns = ({ spot, years, rate, dividendYield }: ChainTerms) => ({
  spot: Float64Array.of(spot),
  years: Float64Array.of(years),
  rate: Float64Array.of(rate),
  dividendYield: Float64Array.of(dividendYield),
});
