import { isTwoSided, USD_E4, type QuoteView } from "@smart0dte/domain";
import { parityForward } from "@smart0dte/pricing";
import type { ListedStrike, StrikeBoard } from "./strike-board.ts";

/** Strikes on each side of the money whose pairs say where the forward is. */
const NEAR_STRIKES = 5;
const FEWEST_PAIRS = 3;
/** Pairs this much behind the freshest, microseconds, still tell the same moment; older ones only to have three. */
const SIMULTANEOUS_MICROS = 1_000_000;

/** Dollars, and what it rests on. */
export interface ChainForward {
  readonly forward: number;
  readonly from: "parity" | "spot";
  /** The quotes it was made of. */
  readonly quotes: readonly QuoteView[];
}

/** The market that a forward is read from. */
export interface ForwardMarket {
  readonly board: StrikeBoard;
  readonly spot: QuoteView;
  readonly quoteOf: (instrument: number) => QuoteView;
}

/**
 * The same-day forward: parity of near-money pairs when at least three are admissible, else the admissible spot.
 *
 * `around` (UsdE4) says where the money is, roughly. Null when neither gives one.
 */
export function forwardOf({ board, spot, quoteOf }: ForwardMarket, around: number): ChainForward | null {
  const pairs = simultaneous(board.around(around, NEAR_STRIKES).flatMap((listed) => pairOf(listed, quoteOf)));
  const parity =
    pairs.length < FEWEST_PAIRS
      ? null
      : parityForward(
          pairs.map(({ prices }) => prices),
          around / USD_E4,
        );
  if (parity !== null)
    return {
      forward: parity.forward,
      from: "parity",
      quotes: pairs.flatMap(({ call, put }) => [call, put]),
    };
  if (spot.fault !== null || spot.bid === null || spot.ask === null) return null;
  return { forward: (spot.bid + spot.ask) / 2 / USD_E4, from: "spot", quotes: [spot] };
}

interface QuotedPair {
  readonly call: QuoteView;
  readonly put: QuoteView;
  /** When the older of the two came. */
  readonly at: number;
  readonly prices: {
    readonly strike: number;
    readonly callBid: number;
    readonly callAsk: number;
    readonly putBid: number;
    readonly putAsk: number;
  };
}

function pairOf({ strike, call, put }: ListedStrike, quoteOf: ForwardMarket["quoteOf"]): QuotedPair[] {
  const [calls, puts] = [quoteOf(call), quoteOf(put)];
  if (!isTwoSided(calls) || !isTwoSided(puts)) return [];
  const dollars = (value: number | null): number => (value ?? 0) / USD_E4;
  const prices = {
    strike: dollars(strike),
    callBid: dollars(calls.bid),
    callAsk: dollars(calls.ask),
    putBid: dollars(puts.bid),
    putAsk: dollars(puts.ask),
  };
  return [{ call: calls, put: puts, at: Math.min(calls.at ?? 0, puts.at ?? 0), prices }];
}

/** The freshest pairs: those within a second of the newest, or else the three newest and what is as old as they. */
function simultaneous(pairs: readonly QuotedPair[]): readonly QuotedPair[] {
  const times = pairs.map(({ at }) => at).sort((left, right) => right - left);
  const [newest] = times;
  const third = times[FEWEST_PAIRS - 1];
  if (newest === undefined || third === undefined) return [];
  const oldest = Math.min(newest - SIMULTANEOUS_MICROS, third);
  return pairs.filter(({ at }) => at >= oldest);
}
