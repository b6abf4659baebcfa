import {
  greeksLadder,
  ladderRefusal,
  type LadderLeg,
  type LadderRung,
  type PayoffLeg,
  type Smile,
} from "@smart0dte/pricing";

/** What time and price will do to a position; per share of each package. */
export interface ChainLadder {
  readonly what: string;
  readonly legs: readonly PayoffLeg[];
  readonly rungs: readonly LadderRung[];
}

/** Seconds from now; the close is always the last. */
const MOMENTS = [0, 900, 1800];
/** Expected moves from the forward. */
const SPOTS = [-1, -0.5, 0, 0.5, 1];

/** Null where a spot is none, as under a move wider than the price. Only for options of today: the ladder knows neither rate nor yield. Each strike keeps its volatility of the smile. */
export function ladderOf(
  what: string,
  legs: readonly PayoffLeg[],
  {
    smile,
    expectedMove,
    seconds,
  }: { readonly smile: Smile; readonly expectedMove: number; readonly seconds: number },
): ChainLadder | null {
  const spots = SPOTS.map((moves) => smile.forward + moves * expectedMove);
  const kept = legs.map(({ right, strike, quantity }): LadderLeg => {
    return { right, strike, quantity, volatility: smile.ivAt(strike) };
  });
  const times = { secondsToClose: seconds, moments: MOMENTS };
  if (ladderRefusal(kept, spots, times) !== null) return null;
  return { what, legs, rungs: greeksLadder(kept, spots, times) };
}
