import { err, ok } from "@smart0dte/domain";
import { numberFault, pairFault, seriesFault, spreadFault, type Fault } from "./input-checks.ts";
import { leastSquares } from "./least-squares.ts";
import { judgedUnitRoot, type UnitRootTest } from "./mackinnon-surface.ts";
import { at, squaredDeviations } from "./moments.ts";
import type { Statistic } from "./refusal.ts";

export interface CointegrationTest extends UnitRootTest {
  /** In the unit of y. */
  readonly intercept: number;
  /** Units of y per unit of x. */
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

/**
 * Augmented Dickey-Fuller test with a constant and `lags` lagged changes (a whole number from 0).
 *
 * Refused where the series is too short for its lags or does not vary.
 *
 * @see Dickey, Fuller, Distribution of the estimators for autoregressive time series with a unit root, JASA 74 (1979).
 */
export function dickeyFuller(series: ArrayLike<number>, lags: number): Statistic<UnitRootTest> {
  const fault =
    lagFault(lags) ?? seriesFault("series", series, fewestFor(lags, 2)) ?? flatFault("series", series);
  if (fault !== null) return err(fault);
  const regression = changeRegression(series, lags, true);
  if (!regression.ok) return regression;
  return ok(judgedUnitRoot(regression.value.statistic, 1, regression.value.rows));
}

/**
 * Engle and Granger's test: is y less a multiple of x stationary?
 *
 * The critical values are those for residuals of a fitted relation, not the plain Dickey-Fuller ones: a fit makes
 * any residual look calmer than it is. Refused where a side does not vary, the series are too short for their lags,
 * or y is a multiple of x but for rounding.
 *
 * @see Engle, Granger, Co-integration and error correction, Econometrica 55 (1987); MacKinnon, Critical values for
 * cointegration tests, Queen's Economics Department Working Paper 1227 (2010).
 */
export function engleGranger(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  lags: number,
): Statistic<CointegrationTest> {
  const fault =
    lagFault(lags) ?? pairFault(x, y, fewestFor(lags, 1)) ?? flatFault("x", x) ?? flatFault("y", y);
  if (fault !== null) return err(fault);
  const fit = leastSquares([new Float64Array(x.length).fill(1), x], y);
  if (!fit.ok) return fit;
  const { coefficients, residuals } = fit.value;
  const left = residuals.reduce((sum, value) => sum + value * value, 0);
  if (!(left > ROUNDING * squaredDeviations(y))) return err({ code: "collinear", input: "y" });
  const regression = changeRegression(residuals, lags, false);
  if (!regression.ok) return regression;
  return ok({
    ...judgedUnitRoot(regression.value.statistic, 2, x.length - 1),
    intercept: at(coefficients, 0),
    beta: at(coefficients, 1),
    residuals,
  });
}

/** Regresses the residual's changes on its level: how fast distances close. At least four values that vary. */
export function reversionOf(residuals: ArrayLike<number>): Statistic<Reversion> {
  const fault = seriesFault("residuals", residuals, 4) ?? flatFault("residuals", residuals);
  if (fault !== null) return err(fault);
  const changes = changesOf(residuals);
  const levels = Float64Array.from(changes, (_, t) => at(residuals, t));
  const fit = leastSquares([new Float64Array(changes.length).fill(1), levels], changes);
  if (!fit.ok) return fit;
  const [intercept = 0, slope = 0] = fit.value.coefficients;
  return ok({
    slope,
    intercept,
    halfLife: slope < 0 && slope > -1 ? Math.log(0.5) / Math.log1p(slope) : null,
    halfLifeContinuous: slope < 0 ? -Math.LN2 / slope : null,
  });
}

/** Of a sum of squares: what rounding leaves of an exact relation. */
const ROUNDING = 1e-24;

const MOST_LAGS = 10_000;

const lagFault = (lags: number): Fault => numberFault("lags", lags, { from: 0, to: MOST_LAGS, whole: true });

/** Values that leave one row more than there are columns: level, lagged changes and `others`. */
const fewestFor = (lags: number, others: number): number => 2 * lags + others + 2;

const flatFault = (input: string, series: ArrayLike<number>): Fault =>
  spreadFault(input, series, squaredDeviations(series));

/** The t value of the level in the regression of changes on level, lagged changes and maybe a constant. */
function changeRegression(
  series: ArrayLike<number>,
  lags: number,
  withConstant: boolean,
): Statistic<{ readonly statistic: number; readonly rows: number }> {
  const changes = changesOf(series);
  const rows = changes.length - lags;
  const column = (of: ArrayLike<number>, from: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, t) => at(of, from + t));
  const columns = [column(series, lags)];
  for (let lag = 1; lag <= lags; lag += 1) columns.push(column(changes, lags - lag));
  if (withConstant) columns.push(new Float64Array(rows).fill(1));
  const fit = leastSquares(columns, column(changes, lags));
  if (!fit.ok) return fit;
  const statistic = at(fit.value.coefficients, 0) / at(fit.value.errors, 0);
  return Number.isFinite(statistic)
    ? ok({ statistic, rows })
    : err({ code: "collinear", input: "the changes" });
}

const changesOf = (series: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: Math.max(series.length - 1, 0) }, (_, t) => at(series, t + 1) - at(series, t));
