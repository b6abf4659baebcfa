import * as statistics from "@smart0dte/statistics";
import { orNull, type Statistic } from "@smart0dte/statistics";
import {
  LineRefusal,
  listOf,
  numberOf,
  objectOf,
  pairOf,
  rowsOf,
  seriesOf,
  type Line,
} from "./line-fields.ts";
import { expectedMoveTopic, exposureTopic, touchTopic } from "./market-topics.ts";

/**
 * One answer per topic that the line holds under its name, or for the one that `topic` names its answers beside it.
 * The names are those of the reference file.
 */
export function statsLine(line: Line): object {
  try {
    return answerTo(line);
  } catch (problem) {
    if (problem instanceof statistics.RefusedSetting) throw refusalOf(problem.refusal);
    throw problem;
  }
}

function answerTo(line: Line): object {
  const topic = line["topic"];
  if (topic !== undefined) {
    const answer = typeof topic === "string" ? TOPICS[topic] : undefined;
    if (answer === undefined)
      throw new LineRefusal("noTopic", `topic is none of ${Object.keys(TOPICS).join(", ")}.`);
    return answer(line, line);
  }
  const asked = Object.keys(line).filter((name) => name in TOPICS);
  if (asked.length === 0)
    throw new LineRefusal("noTopic", `The line holds none of ${Object.keys(TOPICS).join(", ")}.`);
  return Object.fromEntries(
    asked.map((name) => {
      const inputs = objectOf(line, name);
      return [name, { ...inputs, ...TOPICS[name]?.(inputs, line) }];
    }),
  );
}

/** The statistic, or its refusal as the line's. */
function had<Value>(statistic: Statistic<Value>): Value {
  if (statistic.ok) return statistic.value;
  throw refusalOf(statistic.error);
}

const refusalOf = (refusal: statistics.StatisticsRefusal): LineRefusal =>
  new LineRefusal(refusal.code, statistics.refusalSentence(refusal));

const TOPICS: Readonly<Record<string, (inputs: Line, all: Line) => object>> = {
  correlation: (line) => {
    const [x, y] = pairOf(line, ["x", "y"]);
    const lambda = numberOf(line, "ewmaLambda", { above: 0, to: 1 });
    const ewma = new statistics.EwmaCorrelation(lambda);
    const rho = orNull(statistics.pearson(x, y));
    const interval = rho === null ? null : orNull(statistics.fisherInterval(rho, x.length));
    const columns = line["w"] === undefined ? [x, y] : [x, y, seriesOf(line, "w")];
    return {
      rolling_xy: rollingOf(x, y, windowOf(line)),
      ewma_xy_zeroMean: x.map((value, i) => {
        ewma.push(value, y[i] ?? Number.NaN);
        return ewma.rho();
      }),
      full_xy: rho,
      spearman_xy: orNull(statistics.spearman(x, y)),
      kendall_xy: orNull(statistics.kendall(x, y)),
      fisher95_xy: interval === null ? null : [interval.low, interval.high],
      pvalue_xy: rho === null ? null : orNull(statistics.pearsonPValue(rho, x.length)),
      ledoitWolf: shrunk(orNull(statistics.ledoitWolf(columns))),
      oas: shrunk(orNull(statistics.oracleApproximating(columns))),
    };
  },
  correlationHostile: (line) => ({
    rolling: rollingOf(...pairOf(line, ["x", "y"]), windowOf(line)),
  }),
  hayashiYoshida: (line) => {
    const [tx, px] = pairOf(line, ["tx", "px"]);
    const [ty, py] = pairOf(line, ["ty", "py"]);
    const x = { times: tx, levels: px };
    const y = { times: ty, levels: py };
    const { covariance, varianceX, varianceY, correlation } = had(statistics.hayashiYoshida(x, y));
    const lags = line["lags"] === undefined ? [] : seriesOf(line, "lags");
    return {
      cov: covariance,
      varX: varianceX,
      varY: varianceY,
      corr: correlation,
      corrAtLag: lags.map((lag) => had(statistics.hayashiYoshida(x, y, lag)).correlation),
    };
  },
  cointegration: (line) => {
    const [a, b] = pairOf(line, ["a", "b"]);
    const pair = had(statistics.engleGranger(a, b, 1));
    const plain = orNull(statistics.dickeyFuller(pair.residuals, 1));
    const reversion = orNull(statistics.reversionOf(pair.residuals));
    return {
      olsIntercept: pair.intercept,
      olsBeta: pair.beta,
      residLast: pair.residuals.at(-1) ?? null,
      ar1Slope: reversion?.slope ?? null,
      ar1Intercept: reversion?.intercept ?? null,
      halfLifeDiscrete: reversion?.halfLife ?? null,
      halfLifeOU: reversion?.halfLifeContinuous ?? null,
      adf:
        plain === null
          ? null
          : {
              stat: plain.statistic,
              p: plain.pValue,
              usedLag: 1,
              crit: { "1%": plain.critical[0], "5%": plain.critical[1], "10%": plain.critical[2] },
            },
      engleGranger: { stat: pair.statistic, p: pair.pValue, crit: pair.critical },
    };
  },
  kalmanBeta: (own, all) => {
    // the reference file keeps the series of both under one topic
    const line = own["a"] === undefined ? objectOf(all, "cointegration") : own;
    const [a, b] = pairOf(line, ["a", "b"]);
    const setting = (field: string, reference: number): number =>
      own[field] === undefined ? reference : numberOf(own, field);
    // the reference's own, unless the line says otherwise; what was used is printed
    const used = {
      qAlpha: setting("qAlpha", 1e-5),
      qBeta: setting("qBeta", 1e-7),
      R: setting("R", 2.5e-3),
      centreA: setting("centreA", 600),
      centreB: setting("centreB", 500),
    };
    const kalman = new statistics.KalmanBeta({ alpha: used.qAlpha, beta: used.qBeta, observation: used.R });
    const rows = a.map((value, i) => {
      const reading = had(kalman.push(value - used.centreA, (b[i] ?? Number.NaN) - used.centreB));
      return [reading.alpha, reading.beta, reading.innovation];
    });
    return { ...used, first: rows.slice(0, 5), last: rows.slice(-3), rows };
  },
  cusum: (line) => {
    const cusum = new statistics.Cusum(numberOf(line, "k"), numberOf(line, "h"));
    const readings = seriesOf(line, "x").map((value) => had(cusum.push(value)));
    return {
      path: readings.map(({ up, down }) => [up, down]),
      alarms: readings.flatMap(({ alarm }, i) => (alarm === null ? [] : [[i, alarm]])),
    };
  },
  matrixProfile: (line) => {
    const length = countOf(line, "m");
    const { distances, nearest, exclusion } = had(statistics.matrixProfile(seriesOf(line, "x"), length));
    return {
      exclusion,
      profile: Array.from(distances, (distance) => (Number.isFinite(distance) ? distance : null)),
      index: [...nearest],
    };
  },
  dtw: (line) => {
    const [a, b] = [seriesOf(line, "a"), seriesOf(line, "b")];
    return { full: had(statistics.timeWarping(a, b)), band3: orNull(statistics.timeWarping(a, b, 3)) };
  },
  hmm: (line) => {
    const chain = {
      initial: seriesOf(line, "pi", { from: 0, to: 1 }),
      transition: rowsOf(line, "A"),
      means: seriesOf(line, "mu"),
      deviations: seriesOf(line, "sigma", { above: 0 }),
    };
    const states = chain.initial.length;
    const sizes = [chain.transition, ...chain.transition, chain.means, chain.deviations];
    if (states === 0 || sizes.some(({ length }) => length !== states))
      throw new LineRefusal("lengthsDiffer", "pi, mu, sigma, A and each row of A must be equally long.");
    const y = seriesOf(line, "y");
    const filter = new statistics.MarkovFilter(chain);
    const filtered = y.map((value) => had(filter.push(value)));
    return {
      filtered,
      logLik: filter.logLikelihood,
      smoothed: had(statistics.smoothedStates(chain, y)),
      viterbi: had(statistics.likeliestPath(chain, y)),
    };
  },
  calibration: (line) => {
    const [said, came] = pairOf(line, ["p", "y"]);
    if (said.length === 0 || said.some((p) => p < 0 || p > 1) || came.some((y) => y !== 0 && y !== 1))
      throw new LineRefusal("outOfRange", "p must lie from 0 to 1 and y be 0 or 1, at least one of each.");
    const forecasts = { said, came };
    const wins = forecasts.came.filter((one) => one === 1).length;
    const wilson = orNull(statistics.wilsonInterval(wins, forecasts.came.length));
    const fit = had(statistics.fitIsotonic(forecasts.said, forecasts.came));
    return {
      brier: had(statistics.brierScore(forecasts)),
      logLoss: had(statistics.logLoss(forecasts)),
      baseRate: wins / forecasts.came.length,
      brierSkill: orNull(statistics.brierSkill(forecasts)),
      reliabilityBins: had(statistics.reliabilityBins(forecasts, 10)).map(
        ({ bin, n, meanSaid, frequency }) => ({ bin, n, meanP: meanSaid, freq: frequency }),
      ),
      ece10: had(statistics.calibrationError(forecasts, 10)),
      isotonic: forecasts.said.map((score) => had(statistics.isotonicAt(fit, score))),
      wilson95_of_baseRate: wilson === null ? null : [wilson.low, wilson.high],
    };
  },
  sharpe: (line) => ({
    ...(line["series"] === undefined ? {} : sharpeOf(seriesOf(line, "series"))),
    ...(line["paperExample"] === undefined
      ? {}
      : { paperExample: deflatedOf(objectOf(line, "paperExample")) }),
    ...(line["expectedMax"] === undefined
      ? {}
      : {
          expectedMax: Object.fromEntries(
            Object.keys(objectOf(line, "expectedMax")).map((n) => [
              n,
              had(statistics.expectedMaximum(Number(n))),
            ]),
          ),
        }),
    ...(line["pbo"] === undefined ? {} : { pbo: overfittingOf(objectOf(line, "pbo")) }),
  }),
  risk: (line) => {
    const returns = seriesOf(line, "returns");
    return {
      var95: had(statistics.valueAtRisk(returns, 0.95)),
      var99: had(statistics.valueAtRisk(returns, 0.99)),
      es95: had(statistics.expectedShortfall(returns, 0.95)),
      es99: had(statistics.expectedShortfall(returns, 0.99)),
      maxDrawdown: had(statistics.maximumDrawdown(returns)),
      ...(line["kelly"] === undefined ? {} : { kelly: listOf(line, "kelly").map(kellyOf) }),
    };
  },
  touch: touchTopic,
  expectedMove: expectedMoveTopic,
  gex: exposureTopic,
};

function rollingOf(x: readonly number[], y: readonly number[], window: number): (number | null)[] {
  const rolling = new statistics.RollingPearson(window);
  return x.flatMap((value, i) => {
    rolling.push(value, y[i] ?? Number.NaN);
    return rolling.full ? [rolling.rho()] : [];
  });
}

const windowOf = (line: Line): number => countOf(line, "window");

function countOf(line: Line, field: string): number {
  const count = numberOf(line, field, { from: 2 });
  if (Number.isInteger(count)) return count;
  throw new LineRefusal("outOfRange", `${field} must be a whole number, not ${count}.`);
}

const shrunk = (fit: statistics.Shrunk | null): object | null =>
  fit === null ? null : { shrinkage: fit.shrinkage, cov: fit.covariance };

/** `minTRL95` is null without a ratio above 0: no record is then long enough to show one. */
function sharpeOf(series: readonly number[]): object {
  const reading = had(statistics.sharpeReading(series));
  return {
    sr: reading.ratio,
    skew: reading.skewness,
    kurt: reading.kurtosis,
    psr0: orNull(statistics.probabilisticSharpe(reading, 0)),
    minTRL95: orNull(statistics.minimumTrackRecord(reading, 0)),
  };
}

function deflatedOf(line: Line): object {
  const periods = numberOf(line, "periods", { above: 0 });
  const reading = {
    ratio: numberOf(line, "annualSR") / Math.sqrt(periods),
    periods: numberOf(line, "T", { from: 2 }),
    skewness: numberOf(line, "skew"),
    kurtosis: numberOf(line, "kurt"),
  };
  const variance = numberOf(line, "varAnnualSR", { from: 0 }) / periods;
  const { benchmark, probability } = had(
    statistics.deflatedSharpe(reading, numberOf(line, "N", { from: 1 }), variance),
  );
  const forty = had(statistics.deflatedSharpe(reading, 46, variance));
  return { ...line, SR0: benchmark, DSR: probability, DSR_N46: forty.probability };
}

function overfittingOf(line: Line): object {
  const found = had(statistics.backtestOverfitting(rowsOf(line, "matrix"), numberOf(line, "S", { from: 2 })));
  return { ...line, pbo: found.probability, logits: found.logits };
}

function kellyOf(value: unknown): object {
  const each = objectOf({ kelly: value }, "kelly");
  const [p, odds] = [numberOf(each, "p", { from: 0, to: 1 }), numberOf(each, "b", { above: 0 })];
  return {
    ...each,
    full: had(statistics.kellyFraction(p, odds)),
    bakerMcHale: orNull(statistics.shrunkKelly(p, odds, numberOf(each, "se", { from: 0 }))),
  };
}
