import { chainVolatilities, impliedVolatilities, volatilityAnswers } from "@smart0dte/pricing";
import { interleaved } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";
import { CHAIN, chainSet, optionSet, printRate } from "./option-set.ts";

/**
 * Implied volatilities on one core: of independent options from (S, K, T, r, q, price), discounting included, and along a
 * chain. Both and the machine's fixed loop take turns.
 */
const COUNT = 4_096;
const PASSES = 160;
const RUNS = 25;
const AIM = 6;

const options = optionSet(COUNT);
const chain = chainSet(COUNT);
const answers = volatilityAnswers(COUNT);

const times = await interleaved(RUNS, {
  independent: () => passes(() => impliedVolatilities(options, answers)),
  chain: () => passes(() => chainVolatilities(CHAIN, chain, answers)),
  loop: machineLoopMs,
});
for (const [name, ms] of [
  ["iv", times.independent],
  ["iv-chain", times.chain],
] as const)
  printRate(name, { ms, loopMs: times.loop }, { perTurn: COUNT * PASSES, aim: AIM, count: COUNT });

function passes(once: () => void): number {
  const began = performance.now();
  for (let pass = 0; pass < PASSES; pass += 1) once();
  const ms = performance.now() - began;
  // in-the-money options whose time value is below the last digit have none, and only they
  const found = answers.volatility.filter((volatility) => volatility > 0).length;
  if (found < 0.9 * COUNT) throw new Error(`Only ${found} volatilities were found`);
  return ms;
}
