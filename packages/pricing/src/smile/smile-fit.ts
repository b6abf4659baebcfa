import { err, ok, type Result } from "@smart0dte/domain";
import { drawDensity } from "./smile-drawing.ts";
import {
  halfSpread,
  smileReadings,
  type SmileColumns,
  type SmilePoint,
  type SmileReadings,
} from "./smile-readings.ts";
import { DrawnShape, LognormalShape, type SmileShape } from "./smile-shape.ts";
import { Smile, type SmileFit } from "./smile.ts";

/** When and around what an expiry is read. */
export interface SmileMoment {
  /** Dollars. */
  readonly forward: number;
  /** Until expiry, more than zero. */
  readonly years: number;
}

/** One expiry's out-of-the-money quotes at one moment. */
export interface SmileInput extends SmileMoment {
  /** Put below the forward, call above it; in any order. */
  readonly points: readonly SmilePoint[];
}

/**
 * Why there is no smile: the forward is no price, the expiry is over or no number, a strike is quoted twice, no quote is
 * usable, or none near enough to the money tells its volatility.
 */
export type NoSmile = "badForward" | "badYears" | "duplicateStrike" | "noUsableQuote" | "moneyNotQuoted";

/** From here the two wings and the middle have a height each. */
const FEWEST_FOR_WINGS = 4;
/** The money itself must be quoted: the nearest strike may be this many deviations away. */
const FURTHEST_NEAREST = 1.5;

/** {@link smileThrough} for quotes as rows; null where it refuses. */
export function fitSmile({ forward, years, points }: SmileInput): Smile | null {
  const column = (of: (point: SmilePoint) => number): Float64Array => Float64Array.from(points, of);
  const smile = smileThrough(
    { forward, years },
    { strike: column((p) => p.strike), bid: column((p) => p.bid), ask: column((p) => p.ask) },
  );
  return smile.ok ? smile.value : null;
}

/**
 * The smile that lies in the quotes, free of butterfly arbitrage; where only one side of the money is quoted or fewer
 * than four strikes are, one volatility for all. It depends on these quotes alone, not on any fit before.
 *
 * Unusable quotes are left out: no bid, crossed, an ask of more than twice the bid, no number.
 *
 * Strikes and out-of-the-money quotes in dollars of expiry day, years of 365 days; volatilities are fractions per root
 * year. For positive forward and years with the money quoted within 1.5 deviations, else refused by {@link NoSmile}. How
 * far the smile misses its quotes is in its `fit`, in half-spreads.
 *
 * @see Breeden and Litzenberger (1978): prices are linear in the density, which is what is fitted here.
 */
export function smileThrough(moment: SmileMoment, quotes: SmileColumns): Result<Smile, NoSmile> {
  const { forward, years } = moment;
  if (!(forward > 0 && forward < Number.POSITIVE_INFINITY)) return err("badForward");
  if (!(years > 0 && years < Number.POSITIVE_INFINITY)) return err("badYears");
  const readings = smileReadings(forward, quotes);
  if (readings === null) return err("duplicateStrike");
  if (readings.count === 0) return err("noUsableQuote");
  const scale = scaleOf(readings);
  if (scale === null) return err("moneyNotQuoted");
  const isDrawn = bearsWings(readings);
  const shape = isDrawn
    ? new DrawnShape(drawDensity(readings, { forward, scale }))
    : new LognormalShape(forward, flatDeviation(readings, scale));
  return ok(new Smile(moment, shape, { form: isDrawn ? "density" : "flat", ...qualityOf(shape, readings) }));
}

/** A wing that no quote lies on would be anybody's guess. */
const bearsWings = ({ count, moneyness }: SmileReadings): boolean =>
  count >= FEWEST_FOR_WINGS && (moneyness[0] ?? 0) < 0 && (moneyness[count - 1] ?? 0) > 0;

/** Deviation at the money, drawn straight between its two neighbours; null where even the nearest is far from it. */
function scaleOf({ count, moneyness, deviation }: SmileReadings): number | null {
  let above = 0;
  while (above < count && (moneyness[above] ?? 0) <= 0) above += 1;
  const below = above - 1;
  const distance = (n: number): number =>
    n < 0 || n >= count ? Number.POSITIVE_INFINITY : Math.abs(moneyness[n] ?? 0) / (deviation[n] ?? 0);
  if (Math.min(distance(below), distance(above)) > FURTHEST_NEAREST) return null;
  if (below < 0) return deviation[above] ?? null;
  if (above === count) return deviation[below] ?? null;
  const [from, to] = [moneyness[below] ?? 0, moneyness[above] ?? 0];
  const share = -from / (to - from);
  return (1 - share) * (deviation[below] ?? 0) + share * (deviation[above] ?? 0);
}

/** The mean of the readings by what they are worth at the money: sure, and near it. */
function flatDeviation(
  { count, moneyness, deviation, uncertainty, vega }: SmileReadings,
  scale: number,
): number {
  let weight = 0;
  let sum = 0;
  for (let n = 0; n < count; n += 1) {
    const z = (moneyness[n] ?? 0) / scale;
    const sure = (vega[n] ?? 0) / (uncertainty[n] ?? Number.NaN);
    const mass = Math.exp(-0.5 * z * z) * sure * sure;
    weight += mass;
    sum += mass * (deviation[n] ?? 0);
  }
  return weight > 0 ? sum / weight : scale;
}

function qualityOf(
  shape: SmileShape,
  { count, strike, bid, ask, mid }: SmileReadings,
): Omit<SmileFit, "form"> {
  let squares = 0;
  let inside = 0;
  for (let n = 0; n < count; n += 1) {
    const [low, high] = [bid[n] ?? Number.NaN, ask[n] ?? Number.NaN];
    const miss = (shape.valueAt(strike[n] ?? Number.NaN) - (mid[n] ?? Number.NaN)) / halfSpread(low, high);
    squares += miss * miss;
    if (Math.abs(miss) <= 1) inside += 1;
  }
  return {
    points: count,
    low: strike[0] ?? Number.NaN,
    high: strike[count - 1] ?? Number.NaN,
    residual: Math.sqrt(squares / count),
    inside: inside / count,
  };
}
