import type { AnalysisFrame, ExposureReading } from "@smart0dte/gateway/contract";
import type { DensityShown, MoveBand } from "./density-picture.ts";
import type { ExposureShown } from "./exposure-picture.ts";
import type { SmileShown } from "./smile-picture.ts";

export const MEASURES = ["gamma", "vanna", "charm"] as const;
export type Measure = (typeof MEASURES)[number];

/** Rows of the exposure's picture: as many as the board has. */
const MOST_BARS = 21;

/** What the smile's picture draws; `chosen` is the strike under view in dollars. */
export const smileShown = (frame: AnalysisFrame, chosen: number | null): SmileShown => ({
  forward: frame.forward.v,
  quotes: frame.quotes.map(({ strike, right, bidIv, midIv, askIv }) => ({
    strike,
    right,
    bid: bidIv,
    mid: midIv,
    ask: askIv,
  })),
  curve: frame.smile.v?.curve ?? [],
  chosen,
});

const BRACKETS = { straddle85: "0.85 straddle", straddle: "straddle", deviation: "1 sd" } as const;

/** What the density's picture draws, between its outermost quantiles. */
export function densityShown({ spot, density, moves }: AnalysisFrame): DensityShown {
  const { curve = [], quantiles = [] } = density.v ?? {};
  const [low, high] = [quantiles[0]?.price ?? -Infinity, quantiles.at(-1)?.price ?? Infinity];
  return {
    spot: spot.v,
    quantiles,
    curve: curve.filter(([price]) => price >= low && price <= high),
    bands: (moves.v ?? []).map(({ name, ...band }): MoveBand => ({
      name: BRACKETS[name],
      low: band.low,
      high: band.high,
      coverage: band.coverage,
    })),
  };
}

interface ExposureChoice {
  readonly measure: Measure;
  /** Of the convention: 1 or −1 on what the desk sends. */
  readonly factor: 1 | -1;
}

/** What the exposure's picture draws: the strikes nearest the forward under a convention. */
export function exposureShown(
  { forward, spot }: Pick<AnalysisFrame, "forward" | "spot">,
  reading: ExposureReading,
  { measure, factor }: ExposureChoice,
): ExposureShown {
  const middle = forward.v ?? spot.v ?? 0;
  const near = reading.strikes
    .toSorted((left, right) => Math.abs(left.strike - middle) - Math.abs(right.strike - middle))
    .slice(0, MOST_BARS)
    .toSorted((left, right) => left.strike - right.strike);
  return {
    measure,
    spot: spot.v,
    total: signed(reading.total[measure], factor),
    bars: near.map(({ strike, calls, puts }) => ({
      strike,
      calls: signed(calls[measure], factor),
      puts: signed(puts[measure], factor),
    })),
    flips: reading.flips,
    callWall: reading.callWall,
    putWall: reading.putWall,
  };
}

/** Nothing has no sign. */
const signed = (dollars: number, factor: 1 | -1): number => (dollars === 0 ? 0 : dollars * factor);
