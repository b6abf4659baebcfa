import {
  LADDER_WORDS,
  type LadderCell,
  type LadderFrame,
  type LadderRung,
} from "@smart0dte/gateway/contract";
import {
  delta,
  gamma,
  level,
  percentChange,
  raw,
  shares,
  signedDollars,
} from "../../ui/format/number-format.ts";
import { shortTime } from "../../ui/format/time-format.ts";

export const LADDER_MEASURES = ["value", "delta", "gamma", "theta", "charm"] as const;
export type LadderMeasure = (typeof LADDER_MEASURES)[number];

export const MEASURE_WORDS: Readonly<Record<LadderMeasure, string>> = {
  value: "value",
  delta: "Δ",
  gamma: "Γ",
  theta: "θ",
  charm: "charm",
};

/** One table of a ladder: a line for each price or move, a column for each moment. */
export interface LadderShown {
  /** Of a ticker's part, or `together`. */
  readonly name: string;
  readonly scale: keyof Pick<typeof LADDER_WORDS, "share" | "position" | "together">;
  /** Of the first column: what its figures are. */
  readonly head: string;
  readonly lines: readonly string[];
  /** The line of the forward itself, the middle of the grid. */
  readonly middle: number;
  readonly moments: readonly { readonly name: string; readonly at: string }[];
  /** By moment, then by line. */
  readonly cells: readonly (readonly LadderCell[])[];
}

/** The tables that a ladder holds: one a ticker, and all tickers together where there are several. */
export function laddersOf({ tickers, together, moves, scale }: LadderFrame): readonly LadderShown[] {
  const middle = moves.indexOf(0);
  const parts = tickers.map(({ ticker, spots, rungs }): LadderShown => ({
    name: ticker,
    scale,
    head: ticker,
    lines: spots.map(level),
    middle,
    ...columnsOf(rungs),
  }));
  if (together === null || tickers.length < 2) return parts;
  const all: LadderShown = {
    name: "together",
    scale: "together",
    head: "all move",
    lines: moves.map(percentChange),
    middle,
    ...columnsOf(together),
  };
  return [all, ...parts];
}

function columnsOf(rungs: readonly LadderRung[]): Pick<LadderShown, "moments" | "cells"> {
  return {
    moments: rungs.map((rung) => ({ name: momentName(rung), at: shortTime(rung.at) })),
    cells: rungs.map(({ cells }) => cells),
  };
}

function momentName({ after, secondsToClose }: LadderRung): string {
  if (secondsToClose === 0) return "close";
  return after === 0 ? "now" : `+${Math.round(after / 60)} min`;
}

const OF_SHARE = { value: level, delta, gamma, theta: raw, charm: raw } as const;
const OF_POSITION = {
  value: signedDollars,
  delta: shares,
  gamma: shares,
  theta: signedDollars,
  charm: shares,
} as const;
const TOGETHER = {
  value: signedDollars,
  delta: signedDollars,
  gamma: signedDollars,
  theta: signedDollars,
  charm: signedDollars,
} as const;

/** How a figure of a ladder is printed, by its scale. */
export const LADDER_FORMATS: Readonly<
  Record<LadderShown["scale"], Readonly<Record<LadderMeasure, (value: number) => string>>>
> = { share: OF_SHARE, position: OF_POSITION, together: TOGETHER };

export const ladderUnit = (scale: LadderShown["scale"], measure: LadderMeasure): string =>
  LADDER_WORDS[scale][measure];
