import { err, ok, type Result } from "@smart0dte/domain";
import type { PriceDensity } from "./structure-odds.ts";

/** Two-sided markets of one expiry around the money. Dollars a share. */
export interface BoardQuotes {
  /** Ascending and distinct, more than zero. */
  readonly strikes: ArrayLike<number>;
  /** Executable sides by strike; a contract whose bid is not above 0, or above its ask, takes no part. */
  readonly callBid: ArrayLike<number>;
  readonly callAsk: ArrayLike<number>;
  readonly putBid: ArrayLike<number>;
  readonly putAsk: ArrayLike<number>;
  /** Fees of one contract in and out, a share; zero or more. */
  readonly callCost: ArrayLike<number>;
  readonly putCost: ArrayLike<number>;
  /** Mean of the price at expiry: which short legs of a condor lie out of the money. */
  readonly forward: number;
  /** What dollars of today grow by until expiry; 1 on expiry day. */
  readonly growth: number;
}

/** Why a board cannot be enumerated. */
export type BoardFault =
  | "noStrikes"
  | "tooManyStrikes"
  | "unequalLengths"
  | "badStrike"
  | "badCost"
  | "badForward"
  | "badGrowth"
  | "badDensity";

/** A board as the enumeration reads it; contract 2i is the call of strike i, 2i + 1 its put. Dollars of expiry day. */
export interface StructureBoard {
  readonly strikes: Float64Array;
  readonly forward: number;
  readonly growth: number;
  readonly isQuoted: Uint8Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly cost: Float64Array;
  /** Mean payoff of each contract under the density: every structure's is a sum of these. */
  readonly mean: Float64Array;
}

/** Condors grow with the fourth power of the strikes: 61 make about 300,000. */
const MOST_STRIKES = 61;

/** Judges the quotes and takes each contract's mean under the density once. */
export function structureBoard(
  quotes: BoardQuotes,
  density: PriceDensity,
): Result<StructureBoard, BoardFault> {
  const strikes = Float64Array.from(quotes.strikes);
  const sides = [quotes.callBid, quotes.callAsk, quotes.putBid, quotes.putAsk];
  if (strikes.length === 0) return err("noStrikes");
  if (strikes.length > MOST_STRIKES) return err("tooManyStrikes");
  if ([...sides, quotes.callCost, quotes.putCost].some(({ length }) => length !== strikes.length))
    return err("unequalLengths");
  const areStrikes = strikes.every(
    (strike, i) => Number.isFinite(strike) && strike > (i === 0 ? 0 : at(strikes, i - 1)),
  );
  if (!areStrikes) return err("badStrike");
  const { forward, growth } = quotes;
  if (!(forward > 0 && Number.isFinite(forward))) return err("badForward");
  if (!(growth > 0 && Number.isFinite(growth))) return err("badGrowth");
  const board: StructureBoard = {
    strikes,
    forward,
    growth,
    isQuoted: new Uint8Array(2 * strikes.length),
    bid: paired(quotes.callBid, quotes.putBid),
    ask: paired(quotes.callAsk, quotes.putAsk),
    cost: paired(quotes.callCost, quotes.putCost),
    mean: new Float64Array(2 * strikes.length),
  };
  for (let contract = 0; contract < 2 * strikes.length; contract += 1) {
    const [bid, ask] = [at(board.bid, contract), at(board.ask, contract)];
    const isQuoted = bid > 0 && ask >= bid && Number.isFinite(ask);
    if (!isQuoted) continue;
    const cost = at(board.cost, contract);
    if (!(cost >= 0 && Number.isFinite(cost))) return err("badCost");
    const mean = density.meanPayoff(contract % 2 === 0 ? "C" : "P", at(strikes, contract >> 1));
    if (!Number.isFinite(mean)) return err("badDensity");
    board.isQuoted[contract] = 1;
    board.mean[contract] = mean;
  }
  return ok(board);
}

function paired(calls: ArrayLike<number>, puts: ArrayLike<number>): Float64Array {
  const both = new Float64Array(2 * calls.length);
  for (let i = 0; i < calls.length; i += 1) {
    both[2 * i] = calls[i] ?? Number.NaN;
    both[2 * i + 1] = puts[i] ?? Number.NaN;
  }
  return both;
}

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;
