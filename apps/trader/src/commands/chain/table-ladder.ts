import type { LadderRung } from "@smart0dte/pricing";
import type { ChainAnalysis } from "./chain-analysis.ts";
import { left, right, textTable } from "./text-table.ts";

/** A block a position: one line for each moment and figure, one column for each spot; dollars a share. */
export function ladderLines({ ladders }: ChainAnalysis): readonly string[] {
  return ladders.flatMap(({ what, rungs }) => {
    const spots = rungs[0]?.cells.map(({ spot }) => right(spot.toFixed(2))) ?? [];
    const rows = rungs.flatMap((rung) =>
      FIGURES.flatMap(({ name, places }) => {
        // at the close itself nothing is left but the payoff and what is exercised
        if (rung.secondsToClose === 0 && name !== "value" && name !== "delta") return [];
        return [[momentOf(rung), name, ...rung.cells.map((cell) => cell[name].toFixed(places))]];
      }),
    );
    return textTable([left(what), left("spot"), ...spots], rows);
  });
}

const FIGURES = [
  { name: "value", places: 3 },
  { name: "delta", places: 3 },
  { name: "gamma", places: 4 },
  { name: "theta", places: 3 },
  { name: "charm", places: 4 },
] as const;

function momentOf({ after, secondsToClose }: LadderRung): string {
  if (secondsToClose === 0) return "at the close";
  return after === 0 ? "now" : `in ${after / 60} min`;
}
