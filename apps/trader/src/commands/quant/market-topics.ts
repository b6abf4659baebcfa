import {
  coverageOf,
  exposureProfile,
  exposureRefusal,
  fairStraddle,
  flipLevels,
  SECONDS_PER_YEAR,
  spotGrid,
  touchProbability,
} from "@smart0dte/pricing";
import { LineRefusal, listOf, numberOf, objectOf, type Line } from "./line-fields.ts";

/** What prices, volatilities, years and rates can be here: beyond it squares overflow. */
const PRICE = { from: 1e-100, to: 1e100 };
const VOLATILITY = { above: 0, to: 1e6 };
const RATE = { from: -1e6, to: 1e6 };
const MOST_YEARS = 1_000;

/** Probability that each case's level is met. */
export const touchTopic = (line: Line): object => ({ cases: listOf(line, "cases").map(touchOf) });

/** Straddle, deviation and what bands of them cover. */
export const expectedMoveTopic = (line: Line): object => ({
  cases: listOf(line, "cases").map(expectedMoveOf),
});

function expectedMoveOf(value: unknown): object {
  const each = objectOf({ case: value }, "case");
  const forward = numberOf(each, "F", PRICE);
  const years = numberOf(each, "tSec", { above: 0, to: MOST_YEARS * SECONDS_PER_YEAR }) / SECONDS_PER_YEAR;
  const deviation = numberOf(each, "vol", VOLATILITY) * Math.sqrt(years);
  const straddle = fairStraddle(forward, deviation);
  const oneSd = forward * deviation;
  return {
    ...each,
    s: deviation,
    straddle,
    approx: Math.sqrt(2 / Math.PI) * oneSd,
    oneSd,
    ratio: straddle / oneSd,
    coverStraddle: coverageOf(forward, deviation, straddle),
    cover085: coverageOf(forward, deviation, 0.85 * straddle),
    cover1253: coverageOf(forward, deviation, Math.sqrt(Math.PI / 2) * straddle),
  };
}

/** Exposures by the sign convention that `sign` names (callsLong unless said otherwise); it is printed. */
export function exposureTopic(line: Line): object {
  const sign = line["sign"] ?? "callsLong";
  if (sign !== "callsLong" && sign !== "callsShort")
    throw new LineRefusal("outOfRange", 'sign must be "callsLong" or "callsShort".');
  if ((line["r"] ?? 0) !== 0 || (line["q"] ?? 0) !== 0)
    throw new LineRefusal("rateOrYield", "Exposures are of same-day options: r and q must be 0.");
  const spot = numberOf(line, "S", { above: 0 });
  const terms = { spot, years: numberOf(line, "T", { above: 0 }), sign } as const;
  const contracts = listOf(line, "chain").flatMap((value, i) => {
    const row = objectOf({ [`chain[${i}]`]: value }, `chain[${i}]`);
    const shared = {
      strike: numberOf(row, "K", { above: 0 }),
      volatility: numberOf(row, "vol", { above: 0 }),
    };
    return [
      { ...shared, right: "C" as const, contracts: numberOf(row, "callOI", { from: 0 }) },
      { ...shared, right: "P" as const, contracts: numberOf(row, "putOI", { from: 0 }) },
    ];
  });
  const refusal = exposureRefusal(contracts, terms);
  if (refusal !== null) throw new LineRefusal(refusal, "A term of gex lies outside of what has an exposure.");
  const { total, strikes, callWall, putWall } = exposureProfile(contracts, terms);
  return {
    sign,
    netGEX_usd_per_1pct: total.gamma,
    perStrike: strikes.map(({ strike, calls, puts }) => [strike, calls.gamma, puts.gamma]),
    flips: flipLevels(contracts, terms, spotGrid(spot)),
    callWall,
    putWall,
    netVEX_usd_delta_per_volpoint: total.vanna,
    netCEX_usd_delta_per_day: total.charm,
  };
}

function touchOf(value: unknown): object {
  const each = objectOf({ case: value }, "case");
  const touch = touchProbability({
    spot: numberOf(each, "S", PRICE),
    level: numberOf(each, "B", PRICE),
    years: numberOf(each, "T", { above: 0, to: MOST_YEARS }),
    volatility: numberOf(each, "vol", VOLATILITY),
    rate: numberOf(each, "r", RATE),
    dividendYield: numberOf(each, "q", RATE),
  });
  return { ...each, touch };
}
