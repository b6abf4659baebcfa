import { InvariantError } from "@smart0dte/domain";
import { ChainGreeks } from "../chain/chain-greeks.ts";
import { isPrice, isVolatility } from "../exposure/exposure-terms.ts";
import { normalDensity } from "../elementary/mills-ratio.ts";
import { logRatio } from "../black-scholes/time-value.ts";
import { HOURS_PER_YEAR, SECONDS_PER_YEAR } from "../clock/years.ts";
import { payoffAt, type PayoffLeg } from "./payoff.ts";

/** An option held with the volatility that it keeps (sticky strike), a fraction per root year, more than zero. */
export interface LadderLeg extends PayoffLeg {
  readonly volatility: number;
}

/** A contract, a structure or a book at one spot and moment; per share of each package. */
export interface LadderCell {
  /** Dollars of the underlying. */
  readonly spot: number;
  /** Dollars. */
  readonly value: number;
  /** Per $1. At the close: what each option is exercised for. */
  readonly delta: number;
  /** Delta per $1; 0 at the close. */
  readonly gamma: number;
  /** Dollars per HOUR; 0 at the close. */
  readonly theta: number;
  /** Delta per HOUR; 0 at the close. */
  readonly charm: number;
  /** The close, exactly on a strike that is held: delta jumps here, and the one given is that of no exercise. */
  readonly atStrike: boolean;
}

export interface LadderRung {
  /** Seconds from now. */
  readonly after: number;
  /** 0 is the close itself, where exercise decides. */
  readonly secondsToClose: number;
  readonly cells: readonly LadderCell[];
}

/** Nearer to the close than this is the close. */
const MICROSECOND = 1e-6;
/** A thousand years. */
const LONGEST = 1_000 * SECONDS_PER_YEAR;

/**
 * Why there is no ladder. Out of range is what is no finite number, too: prices and strikes from 1e-100 to 1e100 dollars,
 * volatilities from 1e-9 to 1,000,000, quantities to 1e12 either way, moments from now to a thousand years.
 */
export type NoLadder =
  | "strikeOutOfRange"
  | "volatilityOutOfRange"
  | "quantityOutOfRange"
  | "spotOutOfRange"
  | "secondsOutOfRange"
  | "momentsOutOfRange";

/** Seconds. */
export interface LadderTimes {
  /** From now; zero or more. */
  readonly secondsToClose: number;
  /** From now, as 0, 900, 1800; the close is always added last. */
  readonly moments: readonly number[];
}

/** The first reason for which {@link greeksLadder} would not answer; null for none. */
export function ladderRefusal(
  legs: readonly LadderLeg[],
  spots: ArrayLike<number>,
  { secondsToClose, moments }: LadderTimes,
): NoLadder | null {
  if (!(secondsToClose >= 0 && secondsToClose <= LONGEST)) return "secondsOutOfRange";
  if (!moments.every((after) => after >= 0 && after <= LONGEST)) return "momentsOutOfRange";
  for (const { strike, volatility, quantity } of legs) {
    if (!isPrice(strike)) return "strikeOutOfRange";
    if (!isVolatility(volatility)) return "volatilityOutOfRange";
    if (!(Math.abs(quantity) <= 1e12)) return "quantityOutOfRange";
  }
  return Array.from(spots).every(isPrice) ? null : "spotOutOfRange";
}

/**
 * What time and price will do to a position: a rung for each moment, a cell for each spot. Accurate to the second.
 *
 * Values in dollars of the position, delta and gamma in shares, theta and charm per hour as the cells state; exact for
 * legs that keep their volatility as the spot moves, which is the assumption.
 *
 * Moments after the close are the close. Same-day options: no rate, no yield. What {@link ladderRefusal} names is an
 * `InvariantError` here.
 */
export function greeksLadder(
  legs: readonly LadderLeg[],
  spots: ArrayLike<number>,
  times: LadderTimes,
): readonly LadderRung[] {
  const refusal = ladderRefusal(legs, spots, times);
  if (refusal !== null) throw new InvariantError("No ladder of such terms", { refusal });
  const { secondsToClose, moments } = times;
  const before = moments.filter((after) => after < secondsToClose);
  return [...new Set([...before, secondsToClose])].map((after) => {
    const left = secondsToClose - after;
    const cells = Array.from(spots, (spot) =>
      left >= MICROSECOND ? cellAt(legs, spot, left) : cellAtClose(legs, spot),
    );
    return { after, secondsToClose: left, cells };
  });
}

function cellAt(legs: readonly LadderLeg[], spot: number, seconds: number): LadderCell {
  const years = seconds / SECONDS_PER_YEAR;
  const root = Math.sqrt(years);
  const greeks = new ChainGreeks();
  greeks.at(spot, years);
  const sum = { value: 0, delta: 0, gamma: 0, theta: 0, charm: 0 };
  for (const { right, strike, quantity, volatility } of legs) {
    greeks.price(strike, volatility);
    const inside = Math.max(right === "C" ? spot - strike : strike - spot, 0);
    const deviation = volatility * root;
    const d1 = logRatio(spot, strike) / deviation + 0.5 * deviation;
    sum.value += quantity * (inside + greeks.timeValue);
    sum.delta += quantity * (right === "C" ? greeks.delta : greeks.delta - 1);
    sum.gamma += quantity * greeks.gamma;
    sum.theta += quantity * greeks.theta;
    // both rights move alike: the put's delta is the call's less one
    const density = normalDensity(d1);
    // so far away that the distance may be beyond all numbers
    if (density > 0) sum.charm += (quantity * density * (d1 - deviation)) / (2 * years * HOURS_PER_YEAR);
  }
  return { spot, ...sum, atStrike: false };
}

/** Exactly at a strike nothing of it is exercised, unless what is held there gives the same delta on both sides. */
function cellAtClose(legs: readonly LadderLeg[], spot: number): LadderCell {
  const jump = legs.reduce((sum, { strike, quantity }) => (strike === spot ? sum + quantity : sum), 0);
  const delta = legs.reduce((sum, { right, strike, quantity }) => {
    if (right === "C") return spot > strike ? sum + quantity : sum;
    const isExercised = spot < strike || (spot === strike && jump === 0);
    return isExercised ? sum - quantity : sum;
  }, 0);
  return { spot, value: payoffAt(legs, spot), delta, gamma: 0, theta: 0, charm: 0, atStrike: jump !== 0 };
}
