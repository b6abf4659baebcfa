import { lengthFault, numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { at } from "./moments.ts";

/** Hidden states that each draw from their own normal distribution. */
export interface GaussianChain {
  /** Of the state that draws the first value; sums to 1. */
  readonly initial: readonly number[];
  /** Row: from, column: to; each row sums to 1. */
  readonly transition: readonly (readonly number[])[];
  /** In the unit of the observations. */
  readonly means: readonly number[];
  /** More than zero. */
  readonly deviations: readonly number[];
}

/** As written by people: probabilities of a few digits. */
const SUM_ERROR = 1e-6;

/** The first fault of a chain: sizes that differ, probabilities that are none, deviations that are not positive. */
export function chainFault({ initial, transition, means, deviations }: GaussianChain): Fault {
  const states = initial.length;
  return (
    probabilityFault("initial", initial, Math.max(states, 1)) ??
    lengthFault("transition", transition, states) ??
    firstFault(transition.map((row, from) => probabilityFault(`transition[${from}]`, row, states))) ??
    lengthFault("means", means, states) ??
    seriesFault("means", means, states) ??
    lengthFault("deviations", deviations, states) ??
    firstFault(deviations.map((value, i) => numberFault(`deviations[${i}]`, value, { above: 0 })))
  );
}

const firstFault = (faults: readonly Fault[]): Fault => faults.find((fault) => fault !== null) ?? null;

function probabilityFault(name: string, shares: readonly number[], states: number): Fault {
  const fault =
    (shares.length === 0 ? seriesFault(name, shares, states) : lengthFault(name, shares, states)) ??
    firstFault(shares.map((_, i) => numberFault(`${name}[${i}]`, at(shares, i), { from: 0, to: 1 })));
  if (fault !== null) return fault;
  const sum = shares.reduce((total, share) => total + share, 0);
  return Math.abs(sum - 1) <= SUM_ERROR
    ? null
    : { code: "outOfRange", input: `sum of ${name}`, given: sum, range: "1" };
}
