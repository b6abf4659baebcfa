import { at } from "./moments.ts";

/** Hidden states that each draw from their own normal distribution. */
export interface GaussianChain {
  /** Of the state before the first observation's draw; sums to 1. */
  readonly initial: readonly number[];
  /** Row: from, column: to; each row sums to 1. */
  readonly transition: readonly (readonly number[])[];
  readonly means: readonly number[];
  /** More than zero. */
  readonly deviations: readonly number[];
}

/**
 * The forward recursion: what the observations so far say of the present state.
 *
 * Only filtered probabilities may decide anything: smoothed ones know the future.
 */
export class MarkovFilter {
  readonly #chain: GaussianChain;
  #probabilities: readonly number[] | null = null;
  #logLikelihood = 0;

  constructor(chain: GaussianChain) {
    this.#chain = chain;
  }

  get logLikelihood(): number {
    return this.#logLikelihood;
  }

  /** Probability of each state given everything up to this value. */
  push(value: number): readonly number[] {
    const { initial, transition } = this.#chain;
    const before = this.#probabilities;
    const predicted =
      before === null
        ? initial
        : initial.map((_, to) =>
            before.reduce((sum, p, from) => sum + p * at(transition[from] ?? [], to), 0),
          );
    const logs = predicted.map((p, state) => Math.log(p) + logDensity(this.#chain, state, value));
    const top = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - top));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#logLikelihood += top + Math.log(total);
    this.#probabilities = weights.map((weight) => weight / total);
    return this.#probabilities;
  }
}

/** State probabilities given the whole series: for study, never for a decision. */
export function smoothedStates(
  chain: GaussianChain,
  series: ArrayLike<number>,
): readonly (readonly number[])[] {
  const filter = new MarkovFilter(chain);
  const filtered = Array.from(series, (value) => filter.push(value));
  const smoothed: (readonly number[])[] = [];
  let ahead: readonly number[] = chain.initial.map(() => 1);
  for (let t = series.length - 1; t >= 0; t -= 1) {
    smoothed[t] = normalised((filtered[t] ?? []).map((p, state) => p * at(ahead, state)));
    ahead = normalised(backward(chain, ahead, at(series, t)));
  }
  return smoothed;
}

/** The single most probable path of states. */
export function likeliestPath(chain: GaussianChain, series: ArrayLike<number>): readonly number[] {
  const states = chain.initial.map((_, state) => state);
  const cameFrom: number[][] = [];
  let scores = states.map(
    (state) => Math.log(at(chain.initial, state)) + logDensity(chain, state, at(series, 0)),
  );
  for (let t = 1; t < series.length; t += 1) {
    const via = states.map((to) => {
      const reach = (from: number): number =>
        at(scores, from) + Math.log(at(chain.transition[from] ?? [], to));
      return states.reduce((best, from) => (reach(from) > reach(best) ? from : best), 0);
    });
    scores = states.map((to) => {
      const from = at(via, to);
      return (
        at(scores, from) +
        Math.log(at(chain.transition[from] ?? [], to)) +
        logDensity(chain, to, at(series, t))
      );
    });
    cameFrom.push(via);
  }
  if (series.length === 0) return [];
  let state = scores.reduce((best, score, i) => (score > at(scores, best) ? i : best), 0);
  const path = [state];
  for (const via of cameFrom.reverse()) path.push((state = at(via, state)));
  return path.reverse();
}

/** What the observations from here on weigh for each state a step earlier. */
function backward(chain: GaussianChain, ahead: readonly number[], value: number): number[] {
  const logs = chain.initial.map((_, to) => logDensity(chain, to, value));
  const top = Math.max(...logs);
  return chain.transition.map((row) =>
    row.reduce((sum, p, to) => sum + p * Math.exp(at(logs, to) - top) * at(ahead, to), 0),
  );
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function logDensity({ means, deviations }: GaussianChain, state: number, value: number): number {
  const deviation = at(deviations, state);
  const z = (value - at(means, state)) / deviation;
  return -0.5 * z * z - Math.log(deviation) - 0.9189385332046727;
}
