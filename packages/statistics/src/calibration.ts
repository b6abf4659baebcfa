import { err, ok } from "@smart0dte/domain";
import { lengthFault, numberFault, seriesFault, type Fault } from "./input-checks.ts";
import { at, meanOf } from "./moments.ts";
import type { Statistic } from "./refusal.ts";
import { normalQuantile } from "./special-functions.ts";

/** Probabilities that were said (0 to 1), and what came (1 or 0), in one order; at least one. */
export interface Forecasts {
  readonly said: ArrayLike<number>;
  readonly came: ArrayLike<number>;
}

export interface ReliabilityBin {
  /** Probabilities from bin / bins up to below the next; the last one has 1 as well. */
  readonly bin: number;
  readonly n: number;
  readonly meanSaid: number;
  readonly frequency: number;
}

/**
 * Mean squared distance between what was said and what came: 0 perfect, 0.25 always saying a half.
 *
 * @see Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950).
 */
export function brierScore(forecasts: Forecasts): Statistic<number> {
  const fault = forecastFault(forecasts);
  if (fault !== null) return err(fault);
  const { said, came } = forecasts;
  return ok(meanOf(Float64Array.from(said, (p, i) => (p - at(came, i)) ** 2)));
}

/** What the forecasts are better than always saying the base rate: 1 perfect, 0 no better; refused where all outcomes agree. */
export function brierSkill(forecasts: Forecasts): Statistic<number> {
  const score = brierScore(forecasts);
  if (!score.ok) return score;
  const base = meanOf(forecasts.came);
  const uncertainty = base * (1 - base);
  return uncertainty > 0 ? ok(1 - score.value / uncertainty) : err({ code: "constant", input: "came" });
}

/** Mean of -ln of what was said of what came, in nats; infinite (not a refusal) where the impossible came. */
export function logLoss(forecasts: Forecasts): Statistic<number> {
  const fault = forecastFault(forecasts);
  if (fault !== null) return err(fault);
  const { said, came } = forecasts;
  let sum = 0;
  for (let i = 0; i < said.length; i += 1)
    sum -= at(came, i) === 1 ? Math.log(at(said, i)) : Math.log1p(-at(said, i));
  return ok(sum / said.length);
}

/** Forecasts grouped by what was said; empty groups are left out. `bins`: a whole number from 1. */
export function reliabilityBins(forecasts: Forecasts, bins: number): Statistic<readonly ReliabilityBin[]> {
  const fault = forecastFault(forecasts) ?? numberFault("bins", bins, { from: 1, to: 1e6, whole: true });
  if (fault !== null) return err(fault);
  const { said, came } = forecasts;
  const groups = Array.from({ length: bins }, (_, bin) => ({ bin, n: 0, said: 0, came: 0 }));
  for (let i = 0; i < said.length; i += 1) {
    const group = groups[binOf(at(said, i), bins)];
    if (group === undefined) continue;
    group.n += 1;
    group.said += at(said, i);
    group.came += at(came, i);
  }
  const filled = groups.filter(({ n }) => n > 0);
  return ok(
    filled.map(({ bin, n, said: sum, came: wins }) => ({ bin, n, meanSaid: sum / n, frequency: wins / n })),
  );
}

/** The product can round over an edge, so the edges themselves decide. */
function binOf(p: number, bins: number): number {
  const bin = Math.floor(p * bins);
  if (bin / bins > p) return bin - 1;
  return Math.min(bins - 1, (bin + 1) / bins <= p ? bin + 1 : bin);
}

/**
 * Expected calibration error: distance between said and frequency, weighted by the size of each bin.
 *
 * @see Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI (2015).
 */
export function calibrationError(forecasts: Forecasts, bins: number): Statistic<number> {
  const groups = reliabilityBins(forecasts, bins);
  if (!groups.ok) return groups;
  return ok(
    groups.value.reduce(
      (sum, { n, meanSaid, frequency }) => sum + (n / forecasts.said.length) * Math.abs(meanSaid - frequency),
      0,
    ),
  );
}

/**
 * Wilson's interval of a frequency: better than the normal one near 0 and 1 and for few cases.
 *
 * `wins` of `n` whole cases, n at least 1; `level` in (0, 1).
 *
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
export function wilsonInterval(
  wins: number,
  n: number,
  level = 0.95,
): Statistic<{ readonly low: number; readonly high: number }> {
  const fault =
    numberFault("n", n, { from: 1, whole: true }) ??
    numberFault("wins", wins, { from: 0, to: n, whole: true }) ??
    numberFault("level", level, { above: 0, below: 1 });
  if (fault !== null) return err(fault);
  const z = -normalQuantile(0.5 - level / 2);
  const share = wins / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return ok({ low: Math.max(0, centre - half), high: Math.min(1, centre + half) });
}

function forecastFault({ said, came }: Forecasts): Fault {
  const fault = lengthFault("came", came, said.length) ?? seriesFault("said", said, 1);
  if (fault !== null) return fault;
  for (let i = 0; i < said.length; i += 1) {
    const wrong = numberFault(`said[${i}]`, at(said, i), { from: 0, to: 1 });
    if (wrong !== null) return wrong;
  }
  return forecastOutcomeFault(came);
}

/** Outcomes are 1 or 0. */
export function forecastOutcomeFault(came: ArrayLike<number>): Fault {
  const fault = seriesFault("came", came, 1);
  if (fault !== null) return fault;
  for (let i = 0; i < came.length; i += 1) {
    const one = at(came, i);
    if (one !== 0 && one !== 1)
      return { code: "outOfRange", input: `came[${i}]`, given: one, range: "0 or 1" };
  }
  return null;
}
