import { curveDeviation, drawnTogether, isAdmissible, type SmileCurve } from "./smile-curve.ts";
import type { SmileReading } from "./smile-readings.ts";
import { regressHeights, type Bend, type RegressionTargets } from "./smile-regression.ts";

/** From here the place and width of the bend are fitted too. */
const FEWEST_FOR_BEND = 7;
const PLAIN_BEND: Bend = { centre: 0, width: 1 };
const CENTRES = [0, -1, 1, -2, 2, -3, 3];
const WIDTHS = [1, 0.5, 2, 4, 8];
const NARROWEST = 0.3;
const WIDEST = 12;
const FURTHEST_CENTRE = 5;
/** Steps of the refinement, in z and in the logarithm of the width, halved down to the last. */
const FIRST_STEP = 0.5;
const LAST_STEP = 0.02;
/** Rounds of weighing down quotes that stand apart from the rest, and from how many typical misses on. */
const ROBUST_ROUNDS = 2;
const APART = 2.5;
/** Deviations from the money beyond which a quote counts less and less. */
const NEAR = 1.5;

/** The curve of least squares among those that are admissible; null when none tried is. */
export function searchCurve(readings: readonly SmileReading[], scale: number): SmileCurve | null {
  const targets = targetsOf(readings, scale);
  const sure = targets.weight.slice();
  let found = search(targets, readings, scale);
  for (let round = 0; round < ROBUST_ROUNDS && found !== null; round += 1) {
    reweigh(targets.weight, sure, { curve: found, readings });
    found = search(targets, readings, scale) ?? found;
  }
  return found;
}

function targetsOf(readings: readonly SmileReading[], scale: number): RegressionTargets {
  return {
    place: Float64Array.from(readings, ({ moneyness }) => drawnTogether(moneyness / scale)),
    deviation: Float64Array.from(readings, ({ deviation }) => deviation / scale),
    weight: Float64Array.from(readings, ({ moneyness, uncertainty }) => {
      const z = moneyness / scale;
      return (scale / uncertainty) ** 2 / (1 + (z / NEAR) ** 4);
    }),
  };
}

interface Candidate {
  readonly bend: Bend;
  readonly curve: SmileCurve;
  readonly cost: number;
}

function search(
  targets: RegressionTargets,
  readings: readonly SmileReading[],
  scale: number,
): SmileCurve | null {
  const low = readings[0]?.moneyness ?? 0;
  const high = readings.at(-1)?.moneyness ?? 0;
  const better = (bend: Bend, than: Candidate | null): Candidate | null => {
    const { cost, ...heights } = regressHeights(targets, bend);
    if (!(cost < (than?.cost ?? Number.POSITIVE_INFINITY))) return than;
    const curve = { scale, ...bend, ...heights };
    return isAdmissible(curve, low, high) ? { bend, curve, cost } : than;
  };
  let best = better(PLAIN_BEND, null);
  if (targets.place.length < FEWEST_FOR_BEND) return best?.curve ?? null;
  for (const centre of CENTRES) for (const width of WIDTHS) best = better({ centre, width }, best);
  let step = FIRST_STEP;
  while (best !== null && step >= LAST_STEP) {
    const before: Candidate = best;
    for (const bend of neighbours(before.bend, step)) best = better(bend, best);
    if (best === before) step /= 2;
  }
  return best?.curve ?? null;
}

function neighbours({ centre, width }: Bend, step: number): readonly Bend[] {
  const grown = Math.exp(step);
  return [
    { centre: Math.max(centre - step, -FURTHEST_CENTRE), width },
    { centre: Math.min(centre + step, FURTHEST_CENTRE), width },
    { centre, width: Math.max(width / grown, NARROWEST) },
    { centre, width: Math.min(width * grown, WIDEST) },
  ];
}

interface Reweighing {
  readonly curve: SmileCurve;
  readonly readings: readonly SmileReading[];
}

/** Huber's weights: a quote that misses by more than its share counts in proportion less. */
function reweigh(weight: Float64Array, sure: Float64Array, { curve, readings }: Reweighing): void {
  const misses = readings.map(
    ({ moneyness, deviation }, index) =>
      (Math.abs(curveDeviation(curve, moneyness) - deviation) / curve.scale) * Math.sqrt(sure[index] ?? 0),
  );
  const typical = misses.toSorted((a, b) => a - b)[Math.floor(misses.length / 2)] ?? 0;
  const limit = APART * Math.max(typical, 1);
  for (const [index, miss] of misses.entries())
    weight[index] = (sure[index] ?? 0) * Math.min(1, limit / miss);
}
