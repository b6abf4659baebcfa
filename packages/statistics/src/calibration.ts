import { at, meanOf } from "./moments.ts";
import { normalQuantile } from "./special-functions.ts";

/** Probabilities that were said, and what came (1 or 0), in one order. */
export interface Forecasts {
  readonly said: ArrayLike<number>;
  readonly came: ArrayLike<number>;
}

export interface ReliabilityBin {
  /** Probabilities from bin / bins up to below the next. */
  readonly bin: number;
  readonly n: number;
  readonly meanSaid: number;
  readonly frequency: number;
}

/** Mean squared distance between what was said and what came: 0 perfect, 0.25 always saying a half. */
export const brierScore = ({ said, came }: Forecasts): number =>
  meanOf(Float64Array.from(said, (p, i) => (p - at(came, i)) ** 2));

/** What the forecasts are better than always saying the base rate: 1 perfect, 0 no better; null where all outcomes agree. */
export function brierSkill(forecasts: Forecasts): number | null {
  const base = meanOf(forecasts.came);
  const uncertainty = base * (1 - base);
  return uncertainty > 0 ? 1 - brierScore(forecasts) / uncertainty : null;
}

/** Mean of -ln of what was said of what came; infinite where something was called impossible and came. */
export const logLoss = ({ said, came }: Forecasts): number =>
  meanOf(Float64Array.from(said, (p, i) => -(at(came, i) === 1 ? Math.log(p) : Math.log1p(-p))));

/** Forecasts grouped by what was said; empty groups are left out. */
export function reliabilityBins({ said, came }: Forecasts, bins: number): readonly ReliabilityBin[] {
  const groups = Array.from({ length: bins }, (_, bin) => ({ bin, n: 0, said: 0, came: 0 }));
  for (let i = 0; i < said.length; i += 1) {
    const group = groups[Math.min(bins - 1, Math.floor(at(said, i) * bins))];
    if (group === undefined) continue;
    group.n += 1;
    group.said += at(said, i);
    group.came += at(came, i);
  }
  return groups
    .filter(({ n }) => n > 0)
    .map(({ bin, n, said: sum, came: wins }) => ({ bin, n, meanSaid: sum / n, frequency: wins / n }));
}

/** Expected calibration error: distance between said and frequency, weighted by the size of each bin. */
export function calibrationError(forecasts: Forecasts, bins: number): number {
  return reliabilityBins(forecasts, bins).reduce(
    (sum, { n, meanSaid, frequency }) => sum + (n / forecasts.said.length) * Math.abs(meanSaid - frequency),
    0,
  );
}

/** Wilson's interval of a frequency; better than the normal one near 0 and 1 and for few cases. Null without cases. */
export function wilsonInterval(
  wins: number,
  n: number,
  level = 0.95,
): { readonly low: number; readonly high: number } | null {
  if (n <= 0) return null;
  const z = normalQuantile(0.5 + level / 2);
  const share = wins / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
