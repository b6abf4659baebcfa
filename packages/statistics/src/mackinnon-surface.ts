import { normalBelow } from "@smart0dte/pricing";
import { at } from "./moments.ts";

export interface UnitRootTest {
  /** A t value: the further below zero, the less the series wanders. */
  readonly statistic: number;
  /** Chance of such a statistic where the series wanders; good to about three digits, as its surface was fitted. */
  readonly pValue: number;
  /** At 1, 5 and 10 %. */
  readonly critical: readonly [number, number, number];
}

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

/**
 * A unit-root statistic with its chance and critical values: of one series, or of the residual between two.
 *
 * @see MacKinnon, Approximate asymptotic distribution functions for unit-root and cointegration tests, JBES 12 (1994),
 * and Critical values for cointegration tests, Queen's Economics Department Working Paper 1227 (2010).
 */
export function judgedUnitRoot(statistic: number, variables: 1 | 2, observations: number): UnitRootTest {
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
