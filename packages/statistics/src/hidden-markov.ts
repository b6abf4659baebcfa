import { err, ok } from "@smart0dte/domain";
import { chainFault, type GaussianChain } from "./gaussian-chain.ts";
import { numberFault, refuseSetting, seriesFault } from "./input-checks.ts";
import { at } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

/**
 * The forward recursion: what the observations so far say of the present state.
 *
 * Only filtered probabilities may decide anything: smoothed ones know the future. Kept as logarithms, so that a state
 * which one value makes all but impossible can come back.
 *
 * @see Rabiner, A tutorial on hidden Markov models, Proceedings of the IEEE 77 (1989).
 */
export class MarkovFilter {
  readonly #chain: GaussianChain;
  #logs: readonly number[] | null = null;
  #logLikelihood = 0;

  /** Throws `RefusedSetting` for a chain that is none. */
  constructor(chain: GaussianChain) {
    refuseSetting(chainFault(chain));
    this.#chain = chain;
  }

  /** Of all values taken so far, in nats. */
  get logLikelihood(): number {
    return this.#logLikelihood;
  }

  /** Probability of each state given everything up to this value; they sum to 1. A refused value changes nothing. */
  push(value: number): Statistic<readonly number[]> {
    const fault = numberFault("value", value);
    if (fault !== null) return err(fault);
    const before = this.#logs;
    const predicted = before === null ? this.#chain.initial.map(Math.log) : steppedLogs(before, this.#chain);
    const logs = predicted.map((log, state) => log + logDensity(this.#chain, state, value));
    const total = logSum(logs);
    // no state could have drawn the value, as far as double precision reaches
    if (!Number.isFinite(total)) return err({ code: "notRepresentable", input: "value" });
    this.#logLikelihood += total;
    this.#logs = logs.map((log) => log - total);
    return ok(normalised(this.#logs));
  }
}

/** State probabilities given the whole series (at least one value): for study, never for a decision. */
export function smoothedStates(
  chain: GaussianChain,
  series: ArrayLike<number>,
): Statistic<readonly (readonly number[])[]> {
  const fault = chainFault(chain) ?? seriesFault("series", series, 1);
  if (fault !== null) return err(fault);
  const forward = forwardLogs(chain, series);
  let ahead: readonly number[] = chain.initial.map(() => 0);
  const smoothed: (readonly number[])[] = [];
  for (let t = series.length - 1; t >= 0; t -= 1) {
    const logs = (forward[t] ?? []).map((log, state) => log + at(ahead, state));
    if (!Number.isFinite(logSum(logs))) return err({ code: "notRepresentable", input: "series" });
    smoothed[t] = normalised(logs);
    const weights = ahead.map((log, state) => log + logDensity(chain, state, at(series, t)));
    ahead = chain.transition.map((row) => logSum(row.map((p, to) => Math.log(p) + at(weights, to))));
  }
  return ok(smoothed);
}

/**
 * The single most probable path of states, each by its place in the chain; of equals the first. At least one value.
 *
 * @see Viterbi, Error bounds for convolutional codes, IEEE Transactions on Information Theory 13 (1967).
 */
export function likeliestPath(chain: GaussianChain, series: ArrayLike<number>): Statistic<readonly number[]> {
  const fault = chainFault(chain) ?? seriesFault("series", series, 1);
  if (fault !== null) return err(fault);
  const states = chain.initial.map((_, state) => state);
  const cameFrom: number[][] = [];
  let scores = states.map(
    (state) => Math.log(at(chain.initial, state)) + logDensity(chain, state, at(series, 0)),
  );
  for (let t = 1; t < series.length; t += 1) {
    const reach = (from: number, to: number): number =>
      at(scores, from) + Math.log(at(chain.transition[from] ?? [], to));
    const via = states.map((to) =>
      states.reduce((best, from) => (reach(from, to) > reach(best, to) ? from : best), 0),
    );
    scores = states.map((to) => reach(at(via, to), to) + logDensity(chain, to, at(series, t)));
    cameFrom.push(via);
  }
  if (!Number.isFinite(Math.max(...scores))) return err({ code: "notRepresentable", input: "series" });
  let state = scores.indexOf(Math.max(...scores));
  const path = [state];
  for (const via of cameFrom.reverse()) path.push((state = at(via, state)));
  return ok(path.reverse());
}

function forwardLogs(chain: GaussianChain, series: ArrayLike<number>): readonly (readonly number[])[] {
  const forward: (readonly number[])[] = [];
  let predicted: readonly number[] = chain.initial.map(Math.log);
  for (let t = 0; t < series.length; t += 1) {
    const logs = predicted.map((log, state) => log + logDensity(chain, state, at(series, t)));
    const total = logSum(logs);
    const scaled = Number.isFinite(total) ? logs.map((log) => log - total) : logs;
    forward.push(scaled);
    predicted = steppedLogs(scaled, chain);
  }
  return forward;
}

/** Logarithms of the state probabilities one step later. */
const steppedLogs = (logs: readonly number[], { transition }: GaussianChain): readonly number[] =>
  logs.map((_, to) => logSum(logs.map((log, from) => log + Math.log(at(transition[from] ?? [], to)))));

/** ln of the sum of what the logarithms stand for; minus infinity where that is nothing. */
function logSum(logs: readonly number[]): number {
  const top = Math.max(...logs);
  if (!Number.isFinite(top)) return top;
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}

function normalised(logs: readonly number[]): readonly number[] {
  const top = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const LOG_ROOT_TWO_PI = 0.9189385332046727;

function logDensity({ means, deviations }: GaussianChain, state: number, value: number): number {
  const deviation = at(deviations, state);
  const z = (value - at(means, state)) / deviation;
  return -0.5 * z * z - Math.log(deviation) - LOG_ROOT_TWO_PI;
}
