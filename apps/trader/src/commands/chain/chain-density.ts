import { densityMeasures, smileQuantile, type DensityMeasures, type Smile } from "@smart0dte/pricing";

/** The smile's own density in figures. */
export interface ChainDensity extends DensityMeasures {
  /** Prices below which it has so much, dollars. */
  readonly quantiles: readonly { readonly share: number; readonly price: number }[];
}

const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

export const densityOf = (smile: Smile): ChainDensity => ({
  ...densityMeasures(smile),
  quantiles: SHARES.map((share) => ({ share, price: smileQuantile(smile, share) })),
});
