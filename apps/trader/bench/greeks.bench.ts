import {
  allGreeksAnswers,
  allGreeksOfEach,
  chainGreeks,
  greeksAnswers,
  greeksOfEach,
} from "@smart0dte/pricing";
import { interleaved } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";
import { CHAIN, chainSet, optionSet, printRate } from "./option-set.ts";

/**
 * Prices with seven Greeks on one core: of independent options, along a chain, and with all thirteen. They and the
 * machine's fixed loop take turns.
 */
const COUNT = 4_096;
const PASSES = 160;
const RUNS = 25;
const AIM = 9;

const options = optionSet(COUNT);
const chain = chainSet(COUNT);
const first = greeksAnswers(COUNT);
const all = allGreeksAnswers(COUNT);

const times = await interleaved(RUNS, {
  independent: () => passes(first.price, () => greeksOfEach(options, first)),
  chain: () => passes(first.price, () => chainGreeks(CHAIN, chain, first)),
  all: () => passes(all.price, () => allGreeksOfEach(options, all)),
  loop: machineLoopMs,
});
for (const [name, ms] of [
  ["greeks", times.independent],
  ["greeks-chain", times.chain],
  ["greeks-thirteen", times.all],
] as const)
  printRate(name, { ms, loopMs: times.loop }, { perTurn: COUNT * PASSES, aim: AIM, count: COUNT });

function passes(prices: Float64Array, once: () => void): number {
  const began = performance.now();
  for (let pass = 0; pass < PASSES; pass += 1) once();
  const ms = performance.now() - began;
  const sum = prices.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) throw new Error(`The prices sum to ${sum}`);
  return ms;
}
