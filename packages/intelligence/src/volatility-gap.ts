import type { ChainView, How, Provenance, Signal } from "@smart0dte/domain";

/** Realised against implied volatility of one ticker, or why that cannot be said. */
export type VolatilityGap =
  | { readonly kind: "known"; readonly logRatio: number }
  | { readonly kind: "absent"; readonly how: How; readonly why: string };

const MINUTES_PER_YEAR = 525_600;
/** Implied over realised from which options are rich; its inverse is cheap. */
const RICH_RATIO = 1.15;

export interface GapInput {
  readonly provenance: Provenance;
  readonly chain: ChainView | null;
  /** Mean squared one-minute log return. */
  readonly minuteVariance: number;
}

/**
 * Compares the minute variance that was seen with the one that the at-the-money volatility spreads evenly over the
 * time to the close. Neither is corrected for the hour of the day.
 */
export function volatilityGap({ provenance, chain, minuteVariance }: GapInput): VolatilityGap {
  if (provenance.options === "modelled" || chain?.how === "modelled")
    return { kind: "absent", how: "modelled", why: "Options are modelled on realised volatility itself" };
  const iv = chain?.atmIv ?? null;
  if (iv === null || iv <= 0) return { kind: "absent", how: "derived", why: "No at-the-money volatility" };
  if (minuteVariance <= 0) return { kind: "absent", how: "derived", why: "The price has not moved" };
  return { kind: "known", logRatio: Math.log((minuteVariance * MINUTES_PER_YEAR) / iv ** 2) / 2 };
}

/** The view on options that a signal carries. */
export function volatilityView(gap: VolatilityGap): Signal["volatility"] {
  if (gap.kind === "absent") return null;
  const bound = Math.log(RICH_RATIO);
  if (-gap.logRatio > bound) return "rich";
  return gap.logRatio > bound ? "cheap" : "fair";
}
