import type { CurvePoint, DensityView } from "@smart0dte/domain";
import { densityMeasures, densityOf, smileQuantile, type Smile } from "@smart0dte/pricing";

const QUANTILES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const POINTS = 81;
/** Probability beyond either end of the picture. */
const BEYOND_PICTURE = 0.0005;

/** The picture of a smile's own density: its curve, quantiles and shape. */
export function densityView(smile: Smile): DensityView {
  const [low, high] = [smileQuantile(smile, BEYOND_PICTURE), smileQuantile(smile, 1 - BEYOND_PICTURE)];
  const { skewness, kurtosis, unquotedBelow, unquotedAbove } = densityMeasures(smile);
  return {
    curve: evenSteps(low, high, POINTS).map((price): CurvePoint => [price, densityOf(smile, price)]),
    quantiles: QUANTILES.map((share) => ({ share, price: smileQuantile(smile, share) })),
    skewness,
    kurtosis,
    unquotedBelow,
    unquotedAbove,
  };
}

/** So many numbers from low to high, both included; one where they are the same. */
export const evenSteps = (low: number, high: number, points: number): readonly number[] =>
  low === high ? [low] : Array.from({ length: points }, (_, n) => low + ((high - low) * n) / (points - 1));
