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
import { interleaved } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";
import { printTime } from "./time-line.ts";

/**
 * Flip levels over 120 spots and the density picture (81 points, nine quantiles, moments) of three chains of 400
 * contracts, as the desk reads them; once from smiles that are there, once with the fits of the smiles in it.
 */
const RUNS = 25;
/** Pictures of all three chains that a run is the mean of: a run is as long as the loop beside it. */
const REPEATS = 20;
const SECONDS = 3 * 3_600;
const STRIKES = 200;
/** Milliseconds at which the aim is met on a quiet machine. */
const AIM_MS = 10;

const years = yearsOf(SECONDS);
const chains = [
  { forward: 670.3, step: 1 },
  { forward: 580.6, step: 1 },
  { forward: 240.2, step: 0.5 },
].map(chainOf);

const times = await interleaved(RUNS, {
  picture: () => timed(false),
  fitted: () => timed(true),
  loop: machineLoopMs,
});
for (const [name, ms] of [
  ["exposure-grid", times.picture],
  ["exposure-grid-with-fits", times.fitted],
] as const)
  printTime(
    name,
    { ms, loopMs: times.loop },
    {
      unit: "ms for three chains",
      aimMs: AIM_MS,
      contracts: 2 * STRIKES * chains.length,
      spots: 120,
      refreshesARun: REPEATS,
    },
  );

/** Milliseconds of all three chains, the mean of a run. */
function timed(fits: boolean): number {
  const began = performance.now();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) picture(fits);
  return (performance.now() - began) / REPEATS;
}

function picture(fits: boolean): void {
  for (const { contracts, smile, fit } of chains) {
    const { forward } = smile;
    const flips = flipLevels(contracts, { spot: forward, years, sign: "callsLong" }, spotGrid(forward));
    const { curve } = densityView(fits ? fit() : smile);
    if (flips.length === 0 || curve.length === 0) throw new Error("Nothing was found");
  }
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
