import {
  TICKERS,
  epochMicros,
  usdE4,
  type EpochMicros,
  type MinuteMark,
  type SessionStart,
  type Ticker,
} from "@smart0dte/domain";
import { aSessionStart, minute } from "@smart0dte/domain/testing";
import {
  IntelligenceEngine,
  type IntelligenceInput,
  type IntelligenceOutput,
} from "../intelligence-engine.ts";
import { aVix, steadyChance } from "./minutes-of.ts";

/** How a made-up day looks. */
export interface DayShape {
  readonly seed: number;
  readonly minutes?: number;
  /** Part of the minutes that are missing, and of those whose volume is not known. */
  readonly holes?: number;
  readonly tickers?: readonly Ticker[];
  /** Dollars of each price; the same day at another scale. */
  readonly level?: number;
}

/** A day of three tickers that share half of their moves; every minute of all tickers in one input. */
export function dayOf({
  seed,
  minutes = 390,
  holes = 0,
  tickers = TICKERS,
  level = 600,
}: DayShape): readonly IntelligenceInput[] {
  const chance = steadyChance(seed);
  const prices = new Map(tickers.map((ticker) => [ticker, level]));
  return Array.from({ length: minutes }, (_, i) => {
    const shared = (chance() - 0.5) * 0.001;
    const marks = tickers.flatMap((ticker): readonly MinuteMark[] => {
      const open = prices.get(ticker) ?? level;
      const close = open * Math.exp(shared + (chance() - 0.5) * 0.0006);
      prices.set(ticker, close);
      const [isMissing, isUnknown] = [chance() < holes, chance() < holes];
      const volume = isUnknown ? null : Math.round(chance() * 10_000);
      return isMissing ? [] : [markOf({ ticker, end: minute(i + 1), open, close, volume })];
    });
    return inputOf(i + 1, minute(i + 1), { minutes: marks });
  });
}

interface Sketch {
  readonly ticker: Ticker;
  readonly end: EpochMicros;
  readonly open: number;
  readonly close: number;
  readonly volume: number | null;
}

function markOf({ ticker, end, open, close, volume }: Sketch): MinuteMark {
  const [o, c] = [open, close].map((price) => usdE4(Math.round(price * 10_000)));
  const [from, to] = [o ?? usdE4(1), c ?? usdE4(1)];
  const high = usdE4(Math.max(from, to));
  const low = usdE4(Math.min(from, to));
  return { ticker, end, open: from, high, low, close: to, volume };
}

export const inputOf = (
  seq: number,
  at: EpochMicros,
  over: Partial<IntelligenceInput> = {},
): IntelligenceInput => ({
  seq,
  at,
  minutes: [],
  vix: aVix(18),
  chainOf: () => null,
  spotOf: () => null,
  ...over,
});

/** Minutes gathered into inputs of so many ends each, made known some milliseconds later. */
export function inLumps(
  day: readonly IntelligenceInput[],
  ends: number,
  lateMs: number,
): readonly IntelligenceInput[] {
  const lumps: IntelligenceInput[] = [];
  for (let i = 0; i < day.length; i += ends) {
    const part = day.slice(i, i + ends);
    const last = part.at(-1);
    if (last === undefined) continue;
    const at = epochMicros(last.at + lateMs * 1_000);
    lumps.push({ ...last, seq: lumps.length + 1, at, minutes: part.flatMap(({ minutes }) => minutes) });
  }
  return lumps;
}

/** Everything that an engine says of a day, an array an input. */
export function saidOf(
  day: readonly IntelligenceInput[],
  over: Partial<SessionStart> = {},
): readonly (readonly IntelligenceOutput[])[] {
  const engine = new IntelligenceEngine(aSessionStart(over));
  return day.map((input) => engine.step(input));
}
