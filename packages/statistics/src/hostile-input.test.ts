import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as statistics from "./index.ts";
import { hostileNumber, hostilePair, hostileSeries, unusable } from "./testing/hostile-numbers.ts";

type Answer = statistics.Statistic<unknown>;
type Attack = fc.Arbitrary<() => Answer | readonly Answer[]>;

/** Calls the function with what the arbitraries give. */
const on = <Args extends [unknown, ...unknown[]]>(
  call: (...args: Args) => Answer | readonly Answer[],
  ...args: { [I in keyof Args]: fc.Arbitrary<Args[I]> }
): Attack => fc.tuple(...args).map((given) => () => call(...(given as Args)));

/** A constructor's refusal as a value. */
function built(make: () => readonly Answer[]): readonly Answer[] {
  try {
    return make();
  } catch (problem) {
    if (!(problem instanceof statistics.RefusedSetting)) throw problem;
    return [{ ok: false, error: problem.refusal }];
  }
}

/** What a push that may refuse says, and what can be read after it. */
const taken = (fault: statistics.Fault, reading: unknown): Answer =>
  fault === null ? { ok: true, value: reading } : { ok: false, error: fault };

const [series, pair, number] = [hostileSeries, hostilePair, hostileNumber];
const rows = fc.oneof(
  fc.array(series, { maxLength: 10 }),
  fc.integer({ min: 2, max: 4 }).chain((n) =>
    fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n, maxLength: n }), {
      maxLength: 16,
    }),
  ),
);
const ticks = fc.oneof(
  pair.map(([times, levels]) => ({ times, levels })),
  pair.map(([times, levels]) => ({ times: times.toSorted((a, b) => a - b), levels })),
);
const forecasts = fc.oneof(
  pair.map(([said, came]) => ({ said, came })),
  fc
    .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)), { maxLength: 20 })
    .map((cases) => ({ said: cases.map(([p]) => p), came: cases.map(([, y]) => y) })),
);
const twoStates = fc.record({
  initial: fc.constantFrom([0.5, 0.5], [1, 0], [], [1], [0.7, 0.7], [NaN, 1]),
  transition: fc.constantFrom(
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    [
      [1, 0],
      [0, 1],
    ],
    [[1]],
    [],
    [
      [0.5, 0.6],
      [0.5, 0.5],
    ],
  ),
  means: fc.constantFrom([0, 1], [0, 1e308], [0, Infinity], []),
  deviations: fc.constantFrom([1, 2], [1e-300, 1], [0, 1], [-1, 1], []),
});
const reading = fc.record({ ratio: number, periods: number, skewness: number, kurtosis: number });
const fit = fc.record({ slope: number, intercept: number });

const ATTACKS: Readonly<Record<string, Attack>> = {
  backtestOverfitting: on(statistics.backtestOverfitting, rows, fc.oneof(number, fc.constantFrom(2, 4))),
  brierScore: on(statistics.brierScore, forecasts),
  brierSkill: on(statistics.brierSkill, forecasts),
  calibrationError: on(statistics.calibrationError, forecasts, number),
  dickeyFuller: on(statistics.dickeyFuller, series, number),
  engleGranger: on(([x, y], lags) => statistics.engleGranger(x, y, lags), pair, number),
  expectedMaximum: on(statistics.expectedMaximum, number),
  expectedShortfall: on(statistics.expectedShortfall, series, number),
  fisherInterval: on(statistics.fisherInterval, number, number),
  fitIsotonic: on(
    ([x, y], weights) => statistics.fitIsotonic(x, y, weights),
    pair,
    fc.option(series, { nil: undefined }),
  ),
  fitPlatt: on(({ said, came }) => statistics.fitPlatt(said, came), forecasts),
  hayashiYoshida: on(statistics.hayashiYoshida, ticks, ticks, number),
  isotonicAt: on(
    (score, [scores, values]) => {
      const made = statistics.fitIsotonic(scores, values);
      return statistics.isotonicAt(made.ok ? made.value : { scores: [], values: [] }, score);
    },
    number,
    pair,
  ),
  kellyFraction: on(statistics.kellyFraction, number, number),
  kendall: on(([x, y]) => statistics.kendall(x, y), pair),
  leastSquares: on(statistics.leastSquares, rows, series),
  ledoitWolf: on(statistics.ledoitWolf, rows),
  likeliestPath: on(statistics.likeliestPath, twoStates, series),
  logLoss: on(statistics.logLoss, forecasts),
  matrixProfile: on(statistics.matrixProfile, series, number),
  maximumDrawdown: on(statistics.maximumDrawdown, series),
  minimumTrackRecord: on(statistics.minimumTrackRecord, reading, number, number),
  oracleApproximating: on(statistics.oracleApproximating, rows),
  pearson: on(([x, y]) => statistics.pearson(x, y), pair),
  pearsonPValue: on(statistics.pearsonPValue, number, number),
  plattAt: on(statistics.plattAt, fit, number),
  probabilisticSharpe: on(statistics.probabilisticSharpe, reading, number),
  deflatedSharpe: on(statistics.deflatedSharpe, reading, number, number),
  reliabilityBins: on(
    statistics.reliabilityBins,
    forecasts,
    fc.oneof(number, fc.integer({ min: 1, max: 50 })),
  ),
  reversionOf: on(statistics.reversionOf, series),
  sampleDeviationOf: on(statistics.sampleDeviationOf, series),
  sampleKurtosis: on(statistics.sampleKurtosis, series),
  sampleMean: on(statistics.sampleMean, series),
  sampleQuantile: on(statistics.sampleQuantile, series, number),
  sampleSkewness: on(statistics.sampleSkewness, series),
  sharpeRatio: on(statistics.sharpeRatio, series),
  sharpeReading: on(statistics.sharpeReading, series),
  shrunkKelly: on(statistics.shrunkKelly, number, number, number),
  smoothedStates: on(statistics.smoothedStates, twoStates, series),
  spearman: on(([x, y]) => statistics.spearman(x, y), pair),
  timeWarping: on(statistics.timeWarping, series, series, fc.option(number)),
  valueAtRisk: on(statistics.valueAtRisk, series, number),
  wilsonInterval: on(statistics.wilsonInterval, number, number, number),
  Cusum: on(
    (values, slack, threshold) =>
      built(() => {
        const cusum = new statistics.Cusum(slack, threshold);
        return values.map((value) => cusum.push(value));
      }),
    series,
    number,
    number,
  ),
  EwmaCorrelation: on(
    ([x, y], lambda) =>
      built(() => {
        const ewma = new statistics.EwmaCorrelation(lambda);
        return x.map((value, i) => taken(ewma.push(value, y[i] ?? 0), [ewma.rho(), ewma.effectiveSize]));
      }),
    pair,
    fc.oneof(number, fc.constant(0.94)),
  ),
  KalmanBeta: on(
    ([x, y], alpha, beta, observation) =>
      built(() => {
        const kalman = new statistics.KalmanBeta({ alpha, beta, observation });
        return x.map((value, i) => kalman.push(value, y[i] ?? 0));
      }),
    pair,
    number,
    number,
    number,
  ),
  MarkovFilter: on(
    (chain, values) =>
      built(() => {
        const filter = new statistics.MarkovFilter(chain);
        return values.flatMap((value) => [filter.push(value), { ok: true, value: filter.logLikelihood }]);
      }),
    twoStates,
    series,
  ),
  RollingPearson: on(
    ([x, y], window) =>
      built(() => {
        const rolling = new statistics.RollingPearson(Math.min(window, 1000));
        return x.map((value, i) =>
          taken(rolling.push(value, y[i] ?? 0), [rolling.rho(), rolling.reading(), rolling.last(3)]),
        );
      }),
    pair,
    fc.oneof(number, fc.integer({ min: 2, max: 6 })),
  ),
};

/** Infinite by their definition: the impossible that came, a window without a neighbour. */
const MAY_BE_INFINITE = ["logLoss", "matrixProfile"];
const NO_STATISTICS = ["RefusedSetting", "orNull", "refusalSentence"];
const CODES = [
  ...["notFinite", "tooFew", "lengthsDiffer", "constant", "outOfRange", "notAscending", "collinear"],
  ...["notRepresentable", "noEdge"],
];

describe("hostile input", () => {
  it("is tried on everything that the package offers", () => {
    expect(Object.keys(ATTACKS).sort()).toEqual(
      Object.keys(statistics)
        .filter((name) => !NO_STATISTICS.includes(name))
        .sort(),
    );
  });

  it.each(Object.entries(ATTACKS))(
    "%s: a number or a refusal that names its reason, never NaN",
    (name, attack) => {
      fc.assert(
        fc.property(attack, (strike) => {
          const answer = strike();
          for (const one of Array.isArray(answer) ? (answer as readonly Answer[]) : [answer as Answer]) {
            if (one.ok) expect(unusable(one.value, MAY_BE_INFINITE.includes(name))).toEqual([]);
            else {
              expect(CODES).toContain(one.error.code);
              expect(unusable(one.error, false)).toEqual([]);
              expect(statistics.refusalSentence(one.error)).toMatch(/^[a-z].*\.$/i);
            }
          }
        }),
        { numRuns: 400 },
      );
    },
  );
});
