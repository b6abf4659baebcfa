import { densityView } from "@smart0dte/market";
import {
  fitSmile,
  flipLevels,
  outOfTheMoneyValue,
  spotGrid,
  yearsOf,
  type ExposedContract,
  type Smile,
} from "@smart0dte/pricing";
import { interleaved, spread } from "./interleaved-runs.ts";
import { MACHINE_LOOP_ROUNDS, machineLoopMs } from "./machine-loop.ts";

/**
 * Flip levels over 120 spots and the density picture (81 points, nine quantiles, moments) of three chains of 400
 * contracts, as the desk reads them; once from smiles that are there, once with the fits of the smiles in it.
 */
const RUNS = 200;
const SECONDS = 3 * 3_600;
const STRIKES = 200;
/** Milliseconds at which the aim is met on a quiet machine, whose loop of exp and log takes 31 ns a round. */
const AIM_MS = 10;
const QUIET_LOOP_NS = 31;

const years = yearsOf(SECONDS);
const chains = [
  { forward: 670.3, step: 1 },
  { forward: 580.6, step: 1 },
  { forward: 240.2, step: 0.5 },
].map(chainOf);

const times = await interleaved(RUNS, { picture: () => timed(false), fitted: () => timed(true) });
const loopNs = (spread((await interleaved(5, { loop: machineLoopMs })).loop).p50 / MACHINE_LOOP_ROUNDS) * 1e6;
for (const [way, each] of Object.entries(times)) {
  const { p50, slowest } = spread(each);
  console.log(
    JSON.stringify({
      name: way === "picture" ? "exposure-grid" : "exposure-grid-with-fits",
      unit: "ms for three chains",
      value: p50,
      p50,
      p99: slowest,
      conditions: {
        contracts: 2 * STRIKES * chains.length,
        spots: 120,
        runs: RUNS,
        loopNs,
        aimMs: AIM_MS,
        ofScaledAim: p50 / (AIM_MS * (loopNs / QUIET_LOOP_NS)),
      },
    }),
  );
}

function timed(fits: boolean): number {
  const began = performance.now();
  for (const { contracts, smile, fit } of chains) {
    const { forward } = smile;
    const flips = flipLevels(contracts, { spot: forward, years, sign: "callsLong" }, spotGrid(forward));
    const { curve } = densityView(fits ? fit() : smile);
    if (flips.length === 0 || curve.length === 0) throw new Error("Nothing was found");
  }
  return performance.now() - began;
}

interface BenchChain {
  readonly contracts: readonly ExposedContract[];
  readonly smile: Smile;
  readonly fit: () => Smile;
}

function chainOf({ forward, step }: { readonly forward: number; readonly step: number }): BenchChain {
  const middle = Math.round(forward / step) * step;
  const strikes = Array.from({ length: STRIKES }, (_, i) => middle + (i - STRIKES / 2) * step);
  const points = strikes.flatMap((strike) => {
    const value = outOfTheMoneyValue(forward, strike, volatilityAt(strike / forward) * Math.sqrt(years));
    const bid = Math.floor(value * 100) / 100;
    return bid > 0 ? [{ strike, bid, ask: bid + 0.01 }] : [];
  });
  const fit = (): Smile => {
    const fitted = fitSmile({ forward, years, points });
    if (fitted === null) throw new Error("The bench's quotes bear no smile");
    return fitted;
  };
  return { contracts: strikes.flatMap((strike) => heldAt(strike, forward)), smile: fit(), fit };
}

/** A skewed smile as SPY has it at noon. */
function volatilityAt(moneyness: number): number {
  return Math.max(0.13 - 1.2 * (moneyness - 1) + 40 * (moneyness - 1) ** 2, 0.08);
}

/** Puts are held below the money, calls above it. */
function heldAt(strike: number, forward: number): readonly ExposedContract[] {
  const volatility = volatilityAt(strike / forward);
  const distance = (strike / forward - 1) / 0.006;
  const size = (centre: number): number =>
    Math.round(200 + 4_000 * Math.exp(-0.5 * (distance - centre) ** 2));
  return [
    { right: "C", strike, volatility, contracts: size(1) },
    { right: "P", strike, volatility, contracts: size(-1) },
  ];
}
