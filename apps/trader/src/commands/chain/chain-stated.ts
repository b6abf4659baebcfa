import type { AnalysedContract } from "./chain-contracts.ts";
import { strikeVolatility, type Moment } from "./chain-greeks.ts";
import type { QuotedStrike } from "./chain-quotes.ts";

/** The table's own readings beside ours, over the out-of-the-money contracts that both have. */
export interface StatedComparison {
  readonly contracts: number;
  /** Largest and median absolute difference, |delta| from 0.05 to 0.5. */
  readonly iv: Difference;
  readonly delta: Difference;
  /** Seconds to expiry at which our quotes' deviations give the table's own volatilities: the clock that it must have used. */
  readonly clockSeconds: number;
  /** The same on that clock: what is left when the count of time is set aside. */
  readonly ivOnItsClock: Difference;
  /** The clock that the table is taken to count: a named one where one fits about as well as the fitted. */
  readonly clock: StatedClock;
  /** That the clocks are compared on: the table's own spot on expiry day, else ours. Dollars. */
  readonly forward: number;
  /** What could be counted: to our settlement, to the same hour in Chicago, and the fitted minutes. */
  readonly clocks: readonly StatedClock[];
}

/** A count of time to expiry, and what is left between the table's readings and ours on it. */
export interface StatedClock {
  readonly name: string;
  readonly seconds: number;
  readonly iv: Difference;
  /** A delta knows only the volatility of all the time that is left: no clock changes it. */
  readonly delta: Difference;
}

export interface Difference {
  readonly worst: number;
  readonly median: number;
}

const LOWEST_DELTA = 0.05;
const HIGHEST_DELTA = 0.5;
const FEWEST = 3;

interface StatedMoment {
  readonly forward: number;
  readonly seconds: number;
  readonly settles: "open" | "close";
  /** From the same quotes on the forward that the table must have used. */
  readonly readings: StatedReadings;
}

/** Volatilities by strike on the forward that a table must have used; by our count of time. */
export interface StatedReadings {
  readonly forward: number;
  readonly ivAt: ReadonlyMap<number, number>;
}

/**
 * A table reads its own contracts around its own spot; on expiry day that is a forward, and a cent of it is a tenth of a
 * point of volatility near the money. For a later day only parity tells a forward.
 */
export function statedReadings(
  strikes: readonly QuotedStrike<string>[],
  moment: Moment,
  spot: number | null,
): StatedReadings {
  const forward = spot ?? moment.forward;
  const found = strikes.flatMap((each) => {
    const iv = strikeVolatility(each, { ...moment, forward });
    return iv === null ? [] : [[each.strike, iv] as const];
  });
  return { forward, ivAt: new Map(found) };
}

const HOUR = 3_600;
/** Volatility: a named clock within it is the table's, whatever minutes fit best. */
const FITS = 0.004;
/** How much worse than the fitted minutes a named clock may be, and how much of the difference a clock must take away. */
const ABOUT = 1.5;
const EXPLAINED = 0.5;

/** A contract's volatility as it would be on another count of the time that is left. */
export const ivOnClock = (iv: number, seconds: number, clock: StatedClock): number =>
  iv * Math.sqrt(seconds / clock.seconds);

/** Null where the file states none, or too few to say anything. */
export function statedComparison(
  contracts: readonly AnalysedContract[],
  { forward, seconds, settles, readings }: StatedMoment,
): StatedComparison | null {
  const both = contracts.flatMap(({ contract, right, strike, greeks }) => {
    const { stated } = contract.row;
    if (stated === undefined || stated.iv === null || stated.delta === null || greeks === null) return [];
    const size = Math.abs(stated.delta);
    if ((right === "C") !== strike >= forward || size < LOWEST_DELTA || size > HIGHEST_DELTA) return [];
    const read = readings.ivAt.get(strike) ?? greeks.iv;
    return [{ iv: greeks.iv, read, statedIv: stated.iv, delta: greeks.delta, statedDelta: stated.delta }];
  });
  if (both.length < FEWEST) return null;
  const clock = medianOf(both.map(({ iv, statedIv }) => (iv / statedIv) ** 2));
  const scale = Math.sqrt(clock);
  const delta = differenceOf(both.map((each) => each.delta - each.statedDelta));
  const clockOf = (name: string, counted: number): StatedClock => {
    const scaled = Math.sqrt(seconds / counted);
    return {
      name,
      seconds: counted,
      iv: differenceOf(both.map(({ read, statedIv }) => read * scaled - statedIv)),
      delta,
    };
  };
  const end = settles === "open" ? "the opening" : "the close";
  const named = [
    clockOf(`${end}, New York`, seconds),
    clockOf(`${end} read in Chicago time`, seconds + HOUR),
  ];
  const fitted = clockOf("fitted minutes", clock * seconds);
  const nearest = named.toSorted((one, other) => one.iv.median - other.iv.median)[0] ?? fitted;
  const [own = fitted] = named;
  // a clock that leaves most of the difference is not what the difference is made of
  const isClock = fitted.iv.worst <= own.iv.worst * EXPLAINED;
  const fits = Math.max(FITS, fitted.iv.worst * ABOUT);
  const counted = nearest.iv.worst <= fits ? nearest : fitted;
  return {
    clock: isClock ? counted : own,
    forward: readings.forward,
    clocks: [...named, fitted],
    contracts: both.length,
    iv: differenceOf(both.map(({ iv, statedIv }) => iv - statedIv)),
    delta,
    clockSeconds: clock * seconds,
    ivOnItsClock: differenceOf(both.map(({ iv, statedIv }) => iv / scale - statedIv)),
  };
}

function differenceOf(differences: readonly number[]): Difference {
  const sizes = differences.map(Math.abs);
  return { worst: Math.max(...sizes), median: medianOf(sizes) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
