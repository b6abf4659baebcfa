import { ChainGreeks } from "../chain-greeks.ts";
import { normalDensity } from "../mills-ratio.ts";
import { logRatio } from "../time-value.ts";
import { HOURS_PER_YEAR, SECONDS_PER_YEAR } from "../years.ts";
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
}

export interface LadderRung {
  /** Seconds from now. */
  readonly after: number;
  /** 0 is the close itself, where exercise decides. */
  readonly secondsToClose: number;
  readonly cells: readonly LadderCell[];
}

/**
 * What time and price will do to a position: a rung for each moment, a cell for each spot. Accurate to the second.
 *
 * Moments after the close are the close. Same-day options: no rate, no yield.
 *
 * @param secondsToClose - From now; zero or more.
 * @param moments - Seconds from now, as 0, 900, 1800; the close is always added last.
 */
export function greeksLadder(
  legs: readonly LadderLeg[],
  spots: ArrayLike<number>,
  { secondsToClose, moments }: { readonly secondsToClose: number; readonly moments: readonly number[] },
): readonly LadderRung[] {
  const before = moments.filter((after) => after >= 0 && after < secondsToClose);
  return [...new Set([...before, secondsToClose])].map((after) => {
    const left = secondsToClose - after;
    const cells = Array.from(spots, (spot) =>
      left > 0 ? cellAt(legs, spot, left) : cellAtClose(legs, spot),
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
    sum.charm += (quantity * normalDensity(d1) * (d1 - deviation)) / (2 * years * HOURS_PER_YEAR);
  }
  return { spot, ...sum };
}

/** Exactly at the strike an option is not exercised. */
function cellAtClose(legs: readonly LadderLeg[], spot: number): LadderCell {
  const delta = legs.reduce((sum, { right, strike, quantity }) => {
    const exercised = right === "C" ? spot > strike : spot < strike;
    return sum + (exercised ? quantity * (right === "C" ? 1 : -1) : 0);
  }, 0);
  return { spot, value: payoffAt(legs, spot), delta, gamma: 0, theta: 0, charm: 0 };
}
