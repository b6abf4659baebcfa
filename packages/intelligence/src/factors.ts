import { dollars, type Factor } from "@smart0dte/domain";
import type { Richness } from "./correlation-board.ts";
import type { TickerHistory } from "./ticker-history.ts";
import type { VolatilityGap } from "./volatility-gap.ts";

/** Minutes of "recently" for price and volume. */
const RECENT_MINUTES = 15;
/** Share of the session's minutes whose volume must be known before it means anything. */
const VOLUME_KNOWN_SHARE = 0.8;

/**
 * Largest contribution of each factor; a negative one speaks against the sign of its raw value.
 *
 * Judgements, fixed beforehand and fitted to nothing: mean reversion between three nearly equal baskets is the
 * view that the desk can state best, the rest are tie-breakers.
 */
export const WEIGHTS = {
  vwapDistance: -0.15,
  openingRange: 0.15,
  signedVolume: 0.15,
  realisedOverImplied: 0.1,
  divergence: -0.8,
} as const;

/** What the factors of one ticker are made of. */
export interface FactorInput {
  readonly history: TickerHistory;
  readonly richness: readonly Richness[];
  readonly gap: VolatilityGap;
}

/** One factor or more of each family, always in the same order. */
export function factorsOf({ history, richness, gap }: FactorInput): readonly Factor[] {
  return [
    vwapDistance(history),
    openingRange(history),
    signedVolume(history),
    realisedOverImplied(history, gap),
    divergence(richness),
  ];
}

/** Raw: standard deviations above the session's volume-weighted price. Far away speaks for coming back. */
function vwapDistance(history: TickerHistory): Factor {
  const name = { name: "vwapDistance", family: "price" } as const;
  const [vwap, last] = [history.vwap(), history.last];
  if (vwap === null || last === null) return silent(name, "No volume is known");
  if (vwap.withVolume < VOLUME_KNOWN_SHARE * vwap.seen)
    return silent(name, `Volume is known in only ${vwap.withVolume} of ${vwap.seen} min`);
  if (vwap.sd <= 0) return silent(name, "The price has not moved");
  const raw = (dollars(last.close) - vwap.vwap) / vwap.sd;
  return spoken(name, { raw, weight: WEIGHTS.vwapDistance, share: Math.tanh(raw / 2) });
}

/** Raw: half widths of the opening half-hour's range above its middle. Beyond ±1 it speaks for going on. */
function openingRange(history: TickerHistory): Factor {
  const name = { name: "openingRange", family: "price" } as const;
  const [range, last] = [history.openingRange(), history.last];
  if (range === null || last === null) return silent(name, "The opening half-hour is not complete");
  const half = (range.high - range.low) / 2;
  if (half <= 0) return silent(name, "The price did not move in the opening half-hour");
  const raw = (dollars(last.close) - (range.high + range.low) / 2) / half;
  return spoken(name, { raw, weight: WEIGHTS.openingRange, share: Math.tanh(beyondOne(raw)) });
}

/** Raw: volume of rising less falling minutes of the last quarter of an hour, against the session's mean. */
function signedVolume(history: TickerHistory): Factor {
  const name = { name: "signedVolume", family: "volume" } as const;
  const raw = history.signedVolume(RECENT_MINUTES);
  if (raw === null) return silent(name, `Volume or price is unknown in the last ${RECENT_MINUTES} min`);
  return spoken(name, { raw, weight: WEIGHTS.signedVolume, share: Math.tanh(raw) });
}

/**
 * Raw: log of realised over implied volatility. More movement than the options expect speaks for the last
 * quarter of an hour going on, less for its coming back.
 */
function realisedOverImplied(history: TickerHistory, gap: VolatilityGap): Factor {
  const name = { name: "realisedOverImplied", family: "volatility" } as const;
  if (gap.kind === "absent") return silent(name, gap.why, gap.how);
  const [move, variance] = [history.moveOver(RECENT_MINUTES), history.varianceOver(RECENT_MINUTES)];
  if (move === null || variance === null || variance <= 0) return silent(name, "The price has not moved");
  const run = Math.tanh(move / Math.sqrt(variance * RECENT_MINUTES));
  return spoken(name, {
    raw: gap.logRatio,
    weight: WEIGHTS.realisedOverImplied,
    share: Math.tanh(2 * gap.logRatio) * run,
  });
}

/** Raw: the weaker of what the partners say of the ticker's richness, 0 where they contradict each other. Beyond ±1 it speaks for coming back. */
function divergence(richness: readonly Richness[]): Factor {
  const name = { name: "divergence", family: "correlation" } as const;
  if (richness.length === 0) return silent(name, "No partner has enough minutes in common");
  const said = richness.map(({ partner, z }) => `${z.toFixed(1)} sd against ${partner}`).join(", ");
  const agree = richness.every(({ z }) => z > 0) || richness.every(({ z }) => z < 0);
  const weakest = richness
    .map(({ z }) => z)
    .reduce((least, z) => (Math.abs(z) < Math.abs(least) ? z : least));
  const raw = agree ? weakest : 0;
  return {
    ...spoken(name, { raw, weight: WEIGHTS.divergence, share: Math.tanh(beyondOne(raw)) }),
    why: said,
  };
}

/** What lies outside ±1, with its sign: inside nothing is said. */
const beyondOne = (raw: number): number => Math.sign(raw) * Math.max(0, Math.abs(raw) - 1);

type Name = Pick<Factor, "name" | "family">;

interface Voice {
  readonly raw: number;
  readonly weight: number;
  /** In [-1, 1]. */
  readonly share: number;
}

const spoken = (name: Name, { raw, weight, share }: Voice): Factor => ({
  ...name,
  raw,
  weight,
  contribution: share === 0 ? 0 : weight * share,
  how: "derived",
  why: null,
});

const silent = (name: Name, why: string, how: Factor["how"] = "derived"): Factor => ({
  ...name,
  raw: null,
  weight: 0,
  contribution: 0,
  how,
  why,
});
