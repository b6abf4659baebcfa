import { normalBelow } from "@smart0dte/pricing";
import { leastSquares } from "./least-squares.ts";
import { at } from "./moments.ts";

export interface UnitRootTest {
  readonly statistic: number;
  /** Chance of such a statistic where the series wanders (MacKinnon's response surface). */
  readonly pValue: number;
  /** At 1, 5 and 10 %. */
  readonly critical: readonly [number, number, number];
}

export interface CointegrationTest extends UnitRootTest {
  readonly intercept: number;
  readonly beta: number;
  /** y less its fit, in order. */
  readonly residuals: readonly number[];
}

export interface Reversion {
  /** Change of the residual per step and unit of its level; negative where it reverts. */
  readonly slope: number;
  readonly intercept: number;
  /** Steps until half of a distance is gone, read as a chain of steps; null where nothing reverts. */
  readonly halfLife: number | null;
  /** The same read as a continuous process. */
  readonly halfLifeContinuous: number | null;
}

/** Augmented Dickey-Fuller test with a constant and `lags` lagged changes; null where the series is too short or flat. */
export function dickeyFuller(series: ArrayLike<number>, lags: number): UnitRootTest | null {
  const regression = changeRegression(series, lags, true);
  if (regression === null) return null;
  return judged(regression.statistic, 1, regression.rows);
}

/**
 * Engle and Granger's test: is y less a multiple of x stationary?
 *
 * The critical values are those for residuals of a fitted relation, not the plain Dickey-Fuller ones: a fit makes
 * any residual look calmer than it is.
 *
 * @see MacKinnon, Critical values for cointegration tests, Queen's Economics Department Working Paper 1227 (2010).
 */
export function engleGranger(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  lags: number,
): CointegrationTest | null {
  const fit = leastSquares([new Float64Array(x.length).fill(1), x], y);
  if (fit === null) return null;
  const [intercept = 0, beta = 0] = fit.coefficients;
  const regression = changeRegression(fit.residuals, lags, false);
  if (regression === null) return null;
  return {
    ...judged(regression.statistic, 2, x.length - 1),
    intercept,
    beta,
    residuals: fit.residuals,
  };
}

/** Regresses the residual's changes on its level: how fast distances close. */
export function reversionOf(residuals: ArrayLike<number>): Reversion | null {
  const changes = changesOf(residuals);
  const levels = Float64Array.from(changes, (_, t) => at(residuals, t));
  const fit = leastSquares([new Float64Array(changes.length).fill(1), levels], changes);
  if (fit === null) return null;
  const [intercept = 0, slope = 0] = fit.coefficients;
  return {
    slope,
    intercept,
    halfLife: slope < 0 && slope > -1 ? Math.log(0.5) / Math.log1p(slope) : null,
    halfLifeContinuous: slope < 0 ? -Math.LN2 / slope : null,
  };
}

/** The t value of the level in the regression of changes on level, lagged changes and maybe a constant. */
function changeRegression(
  series: ArrayLike<number>,
  lags: number,
  withConstant: boolean,
): { readonly statistic: number; readonly rows: number } | null {
  const changes = changesOf(series);
  const rows = changes.length - lags;
  if (rows < 2) return null;
  const column = (of: ArrayLike<number>, from: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, t) => at(of, from + t));
  const columns = [column(series, lags)];
  for (let lag = 1; lag <= lags; lag += 1) columns.push(column(changes, lags - lag));
  if (withConstant) columns.push(new Float64Array(rows).fill(1));
  const fit = leastSquares(columns, column(changes, lags));
  const error = at(fit?.errors ?? [], 0);
  return fit === null || !(error > 0) ? null : { statistic: at(fit.coefficients, 0) / error, rows };
}

const changesOf = (series: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: Math.max(series.length - 1, 0) }, (_, t) => at(series, t + 1) - at(series, t));

/** MacKinnon (1994): polynomials in the statistic whose normal tail is the p value, below and above a turn. */
const P_SURFACE = {
  1: {
    turn: -1.61,
    range: [-18.83, 2.74],
    low: [2.1659, 1.4412, 0.038269],
    high: [1.7339, 0.93202, -0.12745, -0.010368],
  },
  2: {
    turn: -2.62,
    range: [-18.86, 0.92],
    low: [2.92, 1.5012, 0.039796],
    high: [2.1945, 0.64695, -0.29198, -0.042377],
  },
} as const;

/** MacKinnon (2010): critical values as polynomials in one over the number of observations. */
const CRITICAL = {
  1: [
    [-3.43035, -6.5393, -16.786, -79.433],
    [-2.86154, -2.8903, -4.234, -40.04],
    [-2.56677, -1.5384, -2.809, 0],
  ],
  2: [
    [-3.89644, -10.9519, -33.527, 0],
    [-3.33613, -6.1101, -6.823, 0],
    [-3.04445, -4.2412, -2.72, 0],
  ],
} as const;

function judged(statistic: number, variables: 1 | 2, observations: number): UnitRootTest {
  const { turn, range, low, high } = P_SURFACE[variables];
  const surface = statistic <= turn ? low : high;
  const pValue =
    statistic > range[1] ? 1 : statistic < range[0] ? 0 : normalBelow(polynomial(surface, statistic));
  const [one, five, ten] = CRITICAL[variables];
  const critical = [one, five, ten].map((row) => polynomial(row, 1 / observations));
  return { statistic, pValue, critical: [at(critical, 0), at(critical, 1), at(critical, 2)] };
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
