import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as statistics from "./index.ts";
import { had } from "./testing/had-value.ts";
import type { Vectors } from "./testing/reference-file.ts";

const FILE = fileURLToPath(new URL("../../../../shared/vectors/stats_vectors.json", import.meta.url));
const hasVectors = existsSync(FILE);

/** As far from the reference as the reference's own digits and its library's rounding allow. */
function expectClose(actual: number | null | undefined, wanted: number, relative = 1e-11): void {
  expect(Math.abs((actual ?? Number.NaN) - wanted)).toBeLessThanOrEqual(
    relative * Math.max(Math.abs(wanted), 1e-3),
  );
}
function expectAllClose(actual: ArrayLike<number>, wanted: readonly number[], relative = 1e-11): void {
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, i) => expectClose(actual[i], value, relative));
}

describe.skipIf(!hasVectors)("values of scipy, statsmodels, sklearn and enumeration", () => {
  const vectors = hasVectors ? (JSON.parse(readFileSync(FILE, "utf8")) as Vectors) : ({} as Vectors);

  it("correlations, their interval and their chance", () => {
    const { x, y, window, ...wanted } = vectors.correlation;
    const rolling = new statistics.RollingPearson(window);
    const rhos = x.flatMap((value, i) => {
      rolling.push(value, y[i] ?? 0);
      return rolling.rho() ?? [];
    });
    const ewma = new statistics.EwmaCorrelation(wanted.ewmaLambda);
    const weighted = x.map((value, i) => {
      ewma.push(value, y[i] ?? 0);
      return ewma.rho() ?? Number.NaN;
    });
    const rho = had(statistics.pearson(x, y));
    const interval = had(statistics.fisherInterval(rho, x.length));

    expectAllClose(rhos, wanted.rolling_xy);
    expectAllClose(weighted, wanted.ewma_xy_zeroMean);
    expectClose(rho, wanted.full_xy);
    expectClose(had(statistics.spearman(x, y)), wanted.spearman_xy);
    expectClose(had(statistics.kendall(x, y)), wanted.kendall_xy);
    expectAllClose([interval.low, interval.high], wanted.fisher95_xy);
    expect(had(statistics.pearsonPValue(rho, x.length)) / wanted.pvalue_xy).toBeCloseTo(1, 10);
  });

  it("correlations of levels far from zero", () => {
    const { x, y, window, rolling: wanted } = vectors.correlationHostile;
    const rolling = new statistics.RollingPearson(window);
    const rhos = x.flatMap((value, i) => {
      rolling.push(value, y[i] ?? 0);
      return rolling.rho() ?? [];
    });

    expectAllClose(rhos, wanted, 1e-9);
  });

  it("shrunk covariances", () => {
    const { x, y, w, ledoitWolf, oas } = vectors.correlation;
    const columns = [x, y, w];
    for (const [mine, wanted] of [
      [had(statistics.ledoitWolf(columns)), ledoitWolf],
      [had(statistics.oracleApproximating(columns)), oas],
    ] as const) {
      expectClose(mine.shrinkage, wanted.shrinkage);
      wanted.cov.flat().forEach((value, i) => {
        expect((mine.covariance.flat()[i] ?? 0) / value).toBeCloseTo(1, 11);
      });
    }
  });

  it("the covariance of asynchronous ticks at every lag", () => {
    const { tx, px, ty, py, ...wanted } = vectors.hayashiYoshida;
    const [first, second] = [
      { times: tx, levels: px },
      { times: ty, levels: py },
    ];
    const now = had(statistics.hayashiYoshida(first, second));

    expect(now.covariance / wanted.cov).toBeCloseTo(1, 11);
    expect(now.varianceX / wanted.varX).toBeCloseTo(1, 11);
    expect(now.varianceY / wanted.varY).toBeCloseTo(1, 11);
    expectClose(now.correlation, wanted.corr);
    wanted.lags.forEach((lag, i) =>
      expectClose(had(statistics.hayashiYoshida(first, second, lag)).correlation, wanted.corrAtLag[i] ?? 0),
    );
  });

  it("cointegration with the critical values of fitted residuals", () => {
    const { a, b, ...wanted } = vectors.cointegration;
    const mine = had(statistics.engleGranger(a, b, 1));
    const residuals = mine.residuals;
    const plain = had(statistics.dickeyFuller(residuals, wanted.adf.usedLag));
    const reversion = had(statistics.reversionOf(residuals));

    expectClose(mine.intercept, wanted.olsIntercept, 1e-9);
    expectClose(mine.beta, wanted.olsBeta, 1e-9);
    expectClose(residuals.at(-1), wanted.residLast, 1e-8);
    expectClose(mine.statistic, wanted.engleGranger.stat, 1e-9);
    expectClose(mine.pValue / wanted.engleGranger.p, 1, 1e-7);
    expectAllClose(mine.critical, wanted.engleGranger.crit, 1e-7);
    expectClose(plain.statistic, wanted.adf.stat, 1e-9);
    expectClose(plain.pValue / wanted.adf.p, 1, 1e-7);
    expectAllClose(plain.critical, Object.values(wanted.adf.crit), 1e-9);
    expectClose(reversion.slope, wanted.ar1Slope, 1e-9);
    expectClose(reversion.intercept, wanted.ar1Intercept, 1e-8);
    expectClose(reversion.halfLife, wanted.halfLifeDiscrete, 1e-9);
    expectClose(reversion.halfLifeContinuous, wanted.halfLifeOU, 1e-9);
  });

  it("a line that wanders", () => {
    const { a, b } = vectors.cointegration;
    const kalman = new statistics.KalmanBeta({ alpha: 1e-5, beta: 1e-7, observation: 2.5e-3 });
    const rows = a.map((value, i) => {
      const { alpha, beta, innovation } = had(kalman.push(value - 600, (b[i] ?? 0) - 500));
      return [alpha, beta, innovation];
    });

    rows.slice(0, 5).forEach((row, i) => expectAllClose(row, vectors.kalmanBeta.first[i] ?? [], 1e-9));
    rows.slice(-3).forEach((row, i) => expectAllClose(row, vectors.kalmanBeta.last[i] ?? [], 1e-9));
  });

  it("cumulative sums and their alarms", () => {
    const { x, k, h, path, alarms } = vectors.cusum;
    const cusum = new statistics.Cusum(k, h);
    const mine = x.map((value) => had(cusum.push(value)));

    mine.forEach(({ up, down }, i) => expectAllClose([up, down], path[i] ?? [], 1e-12));
    expect(mine.flatMap(({ alarm }, i) => (alarm === null ? [] : [[i, alarm]]))).toEqual(alarms);
  });

  it("the matrix profile and the nearest windows", () => {
    const { x, m, exclusion, profile, index } = vectors.matrixProfile;
    const mine = had(statistics.matrixProfile(x, m));

    expect(mine.exclusion).toBe(exclusion);
    expectAllClose(mine.distances, profile, 1e-10);
    expect([...mine.nearest]).toEqual(index);
  });

  it("time warping with and without a band", () => {
    const { a, b, full, band3 } = vectors.dtw;

    expectClose(had(statistics.timeWarping(a, b)), full);
    expectClose(had(statistics.timeWarping(a, b, 3)), band3);
  });

  it("hidden states: filtered, smoothed, likeliest", () => {
    const { y, pi, A, mu, sigma, ...wanted } = vectors.hmm;
    const chain = { initial: pi, transition: A, means: mu, deviations: sigma };
    const filter = new statistics.MarkovFilter(chain);

    y.forEach((value, t) => expectAllClose(had(filter.push(value)), wanted.filtered[t] ?? [], 1e-12));
    expectClose(filter.logLikelihood, wanted.logLik, 1e-12);
    had(statistics.smoothedStates(chain, y)).forEach((row, t) =>
      expectAllClose(row, wanted.smoothed[t] ?? [], 1e-12),
    );
    expect(had(statistics.likeliestPath(chain, y))).toEqual(wanted.viterbi);
  });

  it("calibration of forecasts", () => {
    const { p, y, ...wanted } = vectors.calibration;
    const forecasts = { said: p, came: y };
    const fit = had(statistics.fitIsotonic(p, y));
    const wilson = had(statistics.wilsonInterval(y.filter((one) => one === 1).length, y.length));

    expectClose(had(statistics.brierScore(forecasts)), wanted.brier);
    expectClose(had(statistics.brierSkill(forecasts)), wanted.brierSkill);
    expectClose(had(statistics.logLoss(forecasts)), wanted.logLoss);
    expectClose(had(statistics.calibrationError(forecasts, 10)), wanted.ece10);
    expectAllClose([wilson.low, wilson.high], wanted.wilson95_of_baseRate);
    expectAllClose(
      p.map((score) => had(statistics.isotonicAt(fit, score))),
      wanted.isotonic,
      1e-9,
    );
    had(statistics.reliabilityBins(forecasts, 10)).forEach((bin, i) => {
      const { bin: number, n, meanP, freq } = wanted.reliabilityBins[i] ?? expect.unreachable("no such bin");
      expect([bin.bin, bin.n]).toEqual([number, n]);
      expectAllClose([bin.meanSaid, bin.frequency], [meanP, freq]);
    });
  });

  it("Sharpe ratios: probable, deflated, and how long a record must be", () => {
    const { paperExample: paper, series, expectedMax, ...wanted } = vectors.sharpe;
    const reading = had(statistics.sharpeReading(series));
    const published = {
      ratio: paper.annualSR / Math.sqrt(paper.periods),
      periods: paper.T,
      skewness: paper.skew,
      kurtosis: paper.kurt,
    };
    const deflated = (trials: number) =>
      had(statistics.deflatedSharpe(published, trials, paper.varAnnualSR / paper.periods));

    expectClose(deflated(paper.N).benchmark, paper.SR0);
    expectClose(deflated(paper.N).probability, paper.DSR);
    expectClose(deflated(46).probability, paper.DSR_N46);
    for (const [trials, value] of Object.entries(expectedMax))
      expectClose(had(statistics.expectedMaximum(Number(trials))), value);
    expectAllClose(
      [reading.ratio, reading.skewness, reading.kurtosis],
      [wanted.sr, wanted.skew, wanted.kurt],
    );
    expectClose(had(statistics.probabilisticSharpe(reading, 0)), wanted.psr0);
    expectClose(had(statistics.minimumTrackRecord(reading, 0)), wanted.minTRL95);
  });

  it("the probability of overfitting over all splits in order", () => {
    const { matrix, S, pbo, logits } = vectors.sharpe.pbo;
    const mine = had(statistics.backtestOverfitting(matrix, S));

    expect(mine.probability).toBe(pbo);
    expectAllClose(mine.logits, logits);
  });

  it("tails, drawdown and Kelly", () => {
    const { returns, kelly, ...wanted } = vectors.risk;

    expectClose(had(statistics.valueAtRisk(returns, 0.95)), wanted.var95);
    expectClose(had(statistics.valueAtRisk(returns, 0.99)), wanted.var99);
    expectClose(had(statistics.expectedShortfall(returns, 0.95)), wanted.es95);
    expectClose(had(statistics.expectedShortfall(returns, 0.99)), wanted.es99);
    expectClose(had(statistics.maximumDrawdown(returns)), wanted.maxDrawdown);
    for (const { p, b, full, se, bakerMcHale } of kelly) {
      expectClose(had(statistics.kellyFraction(p, b)), full);
      if (bakerMcHale === null) expect(statistics.shrunkKelly(p, b, se).ok).toBe(false);
      else expectClose(had(statistics.shrunkKelly(p, b, se)), bakerMcHale);
    }
  });
});
