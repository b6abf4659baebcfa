import { feeTableOn, feesOf, MULTIPLIER, USD_E4, usdE4, type IsoDate } from "@smart0dte/domain";
import {
  fitSmile,
  lognormalDensity,
  outOfTheMoneyValue,
  rankedFamilies,
  smileDensity,
  StructureScan,
  yearsOf,
  type BoardQuotes,
  type PriceDensity,
  type Smile,
} from "@smart0dte/pricing";
import { interleaved } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";
import { printTime } from "./time-line.ts";

/**
 * Every structure of ATM±10 for one ticker: valued at executable prices with fees, expected value and probability of
 * profit under a density, and ranked; from quotes and a density that is known. Under the fitted smile's density, and
 * under one lognormal for comparison.
 */
const RUNS = 25;
/** Scans that a run is the mean of: a run is as long as the loop beside it. */
const REPEATS = 20;
const FORWARD = 670.3;
const SECONDS = 3 * 3_600;
const EACH_SIDE = 10;
/** Milliseconds at which the aim is met on a quiet machine. */
const AIM_MS = 10;

const strikes = Array.from({ length: 2 * EACH_SIDE + 1 }, (_, i) => 670 - EACH_SIDE + i);
const years = yearsOf(SECONDS);
/** A skewed smile as SPY has it at noon. */
const volatilityAt = (strike: number): number =>
  0.13 - 1.2 * (strike / FORWARD - 1) + 40 * (strike / FORWARD - 1) ** 2;
const timeValueAt = (strike: number): number =>
  outOfTheMoneyValue(FORWARD, strike, volatilityAt(strike) * Math.sqrt(years));

const smile = smileOfBoard();
const board = boardOf(smile);
const scan = new StructureScan();
const densities = {
  smile: smileDensity(smile),
  lognormal: lognormalDensity(FORWARD, 0.13 * Math.sqrt(years)),
};
let structures = 0;

const times = await interleaved(RUNS, {
  smile: () => timed(densities.smile),
  lognormal: () => timed(densities.lognormal),
  loop: machineLoopMs,
});
for (const [name, density] of [
  ["structures", "smile"],
  ["structures-lognormal", "lognormal"],
] as const)
  printTime(
    name,
    { ms: times[density], loopMs: times.loop },
    { unit: "ms for all of one ticker", aimMs: AIM_MS, structures, density, scansARun: REPEATS },
  );

/** Milliseconds of one scan with its ranking, the mean of a run. */
function timed(density: PriceDensity): number {
  const began = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) scanned(density);
  return (performance.now() - began) / REPEATS;
}

function scanned(density: PriceDensity): void {
  const result = scan.run(board, density);
  const best = rankedFamilies(scan, 3);
  if (!result.ok || best.every(({ rows }) => rows.length === 0)) throw new Error("Nothing was valued");
  structures = result.value;
}

function smileOfBoard(): Smile {
  const fitted = fitSmile({
    forward: FORWARD,
    years,
    points: strikes.map((strike) => {
      const value = timeValueAt(strike);
      return { strike, bid: Math.max(0.001, value - 0.005), ask: value + 0.005 };
    }),
  });
  if (fitted === null) throw new Error("The bench's quotes bear no smile");
  return fitted;
}

function boardOf({ forward }: Smile): BoardQuotes {
  const fees = feeTableOn("2026-08-14" as IsoDate);
  const sides = (right: "C" | "P") =>
    strikes.map((strike) => {
      const inside = Math.max(right === "C" ? forward - strike : strike - forward, 0);
      const bid = Math.max(0.01, Math.floor((inside + timeValueAt(strike)) * 100) / 100);
      const price = { bid: usdE4(Math.round(bid * USD_E4)), ask: usdE4(Math.round((bid + 0.01) * USD_E4)) };
      const both =
        feesOf([{ quantity: 1, price: price.ask }], fees) +
        feesOf([{ quantity: -1, price: price.bid }], fees);
      return { bid, ask: bid + 0.01, cost: both / USD_E4 / MULTIPLIER };
    });
  const [calls, puts] = [sides("C"), sides("P")];
  return {
    strikes,
    callBid: calls.map(({ bid }) => bid),
    callAsk: calls.map(({ ask }) => ask),
    putBid: puts.map(({ bid }) => bid),
    putAsk: puts.map(({ ask }) => ask),
    callCost: calls.map(({ cost }) => cost),
    putCost: puts.map(({ cost }) => cost),
    forward,
    growth: 1,
  };
}
