import { curveDeviation, type SmileCurve } from "./smile-curve.ts";
import { smileReadings, type SmilePoint, type SmileReading } from "./smile-readings.ts";
import { searchCurve } from "./smile-search.ts";
import { Smile, type SmileFit } from "./smile.ts";
import { outOfTheMoneyValue } from "./time-value.ts";

/** One expiry's out-of-the-money quotes at one moment. */
export interface SmileInput {
  /** Dollars. */
  readonly forward: number;
  /** Until expiry, more than zero. */
  readonly years: number;
  /** Put below the forward, call above it; in any order. */
  readonly points: readonly SmilePoint[];
}

/** From here the two wings and the middle have a height each. */
const FEWEST_FOR_WINGS = 4;
/** The money itself must be quoted: the nearest strike may be this many deviations away. */
const FURTHEST_NEAREST = 1.5;

/**
 * The smile that lies in the quotes, free of butterfly arbitrage; null where they do not tell the money's volatility.
 *
 * Unusable quotes are left out (no bid, crossed, wider than half of the mid). Of the curves tried only those
 * count whose density is nowhere negative; if there is none, one volatility for all strikes stands.
 */
export function fitSmile({ forward, years, points }: SmileInput): Smile | null {
  if (!(forward > 0 && years > 0)) return null;
  const readings = smileReadings(forward, points);
  const scale = scaleOf(readings);
  if (scale === null) return null;
  const wings = bearsWings(readings) ? searchCurve(readings, scale) : null;
  const curve = wings ?? flatCurve(readings, scale);
  return new Smile({ forward, years }, curve, {
    form: wings === null ? "flat" : "hyperbola",
    ...qualityOf(curve, forward, readings),
  });
}

/** A wing that no quote lies on would be anybody's guess. */
const bearsWings = (readings: readonly SmileReading[]): boolean =>
  readings.length >= FEWEST_FOR_WINGS &&
  readings.some(({ moneyness }) => moneyness < 0) &&
  readings.some(({ moneyness }) => moneyness > 0);

/** Deviation at the money, drawn straight between its two neighbours; null where even the nearest is far from it. */
function scaleOf(readings: readonly SmileReading[]): number | null {
  const below = readings.findLast(({ moneyness }) => moneyness <= 0);
  const above = readings.find(({ moneyness }) => moneyness > 0);
  const nearest = Math.min(...[below, above].map(distanceOf));
  if (nearest > FURTHEST_NEAREST) return null;
  if (below === undefined || above === undefined) return (below ?? above)?.deviation ?? null;
  const share = -below.moneyness / (above.moneyness - below.moneyness);
  return below.deviation + share * (above.deviation - below.deviation);
}

const distanceOf = (reading: SmileReading | undefined): number =>
  reading === undefined ? Number.POSITIVE_INFINITY : Math.abs(reading.moneyness) / reading.deviation;

/** The mean of the readings by what they are worth at the money: sure, and near it. */
function flatCurve(readings: readonly SmileReading[], scale: number): SmileCurve {
  let weight = 0;
  let sum = 0;
  for (const { moneyness, deviation, uncertainty } of readings) {
    const z = moneyness / scale;
    const mass = Math.exp(-0.5 * z * z) / (uncertainty * uncertainty);
    weight += mass;
    sum += mass * deviation;
  }
  return { scale: sum / weight, centre: 0, width: 1, floor: 1, left: 0, right: 0 };
}

function qualityOf(
  curve: SmileCurve,
  forward: number,
  readings: readonly SmileReading[],
): Omit<SmileFit, "form"> {
  let squares = 0;
  let inside = 0;
  for (const { strike, bid, ask, moneyness } of readings) {
    const value = outOfTheMoneyValue(forward, strike, curveDeviation(curve, moneyness));
    // a locked quote is known to half a cent
    const miss = (value - (bid + ask) / 2) / Math.max((ask - bid) / 2, HALF_TICK);
    squares += miss * miss;
    if (Math.abs(miss) <= 1) inside += 1;
  }
  return {
    points: readings.length,
    low: readings[0]?.strike ?? Number.NaN,
    high: readings.at(-1)?.strike ?? Number.NaN,
    residual: Math.sqrt(squares / readings.length),
    inside: inside / readings.length,
  };
}

const HALF_TICK = 0.005;
