import { moveBands, type Smile } from "@smart0dte/pricing";

/** A width that people call the expected move, by its true name, and how often the price ends within it. */
export interface CoveredMove {
  readonly name: (typeof NAMES)[keyof typeof NAMES];
  /** Dollars to either side of the forward. */
  readonly width: number;
  /** Under one lognormal of the at-the-money volatility. */
  readonly lognormal: number;
  /** Under the fitted smile's own density. */
  readonly density: number;
}

const NAMES = {
  straddle85: "0.85 straddle",
  straddle: "straddle",
  deviation: "one standard deviation",
} as const;

/** Straddle at the forward, 0.85 of it (often called the expected move: a coin flip) and one standard deviation. */
export const coveredMoves = (smile: Smile): readonly CoveredMove[] =>
  moveBands(smile)
    .map(({ name, width, lognormal, fitted }) => ({ name: NAMES[name], width, lognormal, density: fitted }))
    .toSorted((left, right) => left.width - right.width);
