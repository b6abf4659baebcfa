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
import { interleaved, spread } from "./interleaved-runs.ts";
import { MACHINE_LOOP_ROUNDS, machineLoopMs } from "./machine-loop.ts";

/**
 * Every structure of ATM±10 for one ticker: valued at executable prices with fees, expected value and probability of
 * profit under a density, and ranked; from quotes and a density that is known. Under the fitted smile's density, and
 * under one lognormal for comparison.
 */
const RUNS = 200;
const FORWARD = 670.3;
const SECONDS = 3 * 3_600;
const EACH_SIDE = 10;
/** Milliseconds at which the aim is met on a quiet machine, whose loop of exp and log takes 31 ns a round. */
const AIM_MS = 10;
const QUIET_LOOP_NS = 31;

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
});
const loops = (await interleaved(5, { loop: machineLoopMs })).loop;
const loopNs = (spread(loops).p50 / MACHINE_LOOP_ROUNDS) * 1e6;
for (const [density, each] of Object.entries(times)) {
  const { p50, slowest } = spread(each);
  console.log(
    JSON.stringify({
      name: density === "smile" ? "structures" : `structures-${density}`,
      unit: "ms for all of one ticker",
      value: p50,
      p50,
      p99: slowest,
      conditions: {
        structures,
        density,
        runs: RUNS,
        loopNs,
        aimMs: AIM_MS,
        ofScaledAim: p50 / (AIM_MS * (loopNs / QUIET_LOOP_NS)),
      },
    }),
  );
}

function timed(density: PriceDensity): number {
  const began = performance.now();
  const result = scan.run(board, density);
  const best = rankedFamilies(scan, 3);
  const ms = performance.now() - began;
  if (!result.ok || best.every(({ rows }) => rows.length === 0)) throw new Error("Nothing was valued");
  structures = result.value;
  return ms;
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
