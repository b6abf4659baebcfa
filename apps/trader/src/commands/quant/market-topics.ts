import {
  coverageOf,
  exposureProfile,
  fairStraddle,
  flipLevels,
  SECONDS_PER_YEAR,
  spotGrid,
  touchProbability,
} from "@smart0dte/pricing";
import { LineRefusal, listOf, numberOf, objectOf, type Line } from "./line-fields.ts";

/** Probability that each case's level is met. */
export const touchTopic = (line: Line): object => ({ cases: listOf(line, "cases").map(touchOf) });

/** Straddle, deviation and what bands of them cover. */
export const expectedMoveTopic = (line: Line): object => ({
  cases: listOf(line, "cases").map(expectedMoveOf),
});

function expectedMoveOf(value: unknown): object {
  const each = objectOf({ case: value }, "case");
  const forward = numberOf(each, "F", { above: 0 });
  const years = numberOf(each, "tSec", { above: 0 }) / SECONDS_PER_YEAR;
  const deviation = numberOf(each, "vol", { above: 0 }) * Math.sqrt(years);
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
    spot: numberOf(each, "S", { above: 0 }),
    level: numberOf(each, "B", { above: 0 }),
    years: numberOf(each, "T", { above: 0 }),
    volatility: numberOf(each, "vol", { above: 0 }),
    rate: numberOf(each, "r"),
    dividendYield: numberOf(each, "q"),
  });
  return { ...each, touch };
}
