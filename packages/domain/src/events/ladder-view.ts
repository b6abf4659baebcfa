import type { OptionContract, Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros } from "../units.ts";
import type { PositionId } from "./ids.ts";

/** Contracts of one kind, short negative. */
export interface HeldContract {
  readonly contract: OptionContract;
  readonly quantity: number;
}

/** What a ladder is asked of: the whole book, one position, or contracts that nobody need hold. */
export type LadderSubject =
  | { readonly kind: "book" }
  | { readonly kind: "position"; readonly id: PositionId }
  | { readonly kind: "contracts"; readonly held: readonly HeldContract[] };

/** How the spots of a ladder are laid out. */
export interface LadderGrid {
  /** Half width as a fraction of the forward; null: three expected moves to the close, 0.2 % to 3 %. */
  readonly width: number | null;
  /** Odd: the forward itself is in the middle. */
  readonly points: number;
}

/** Why there is no ladder. */
export type NoLadderView =
  | { readonly code: "unknownPosition"; readonly id: string }
  /** Nothing of it is held any more. */
  | { readonly code: "closedPosition"; readonly id: string }
  /** Not one of today's contracts of the desk. */
  | { readonly code: "unknownContract"; readonly symbol: string }
  /** The close is over: nothing of today's contracts is left but what was settled. */
  | { readonly code: "closed" }
  | { readonly code: "noForward"; readonly ticker: Ticker }
  | { readonly code: "noVolatility"; readonly symbol: string };

/** Per $1 and hour; of so many shares as the quantities are told in. At the close gamma, theta and charm are 0. */
export interface LadderCellView {
  readonly value: number;
  /** Null at the close exactly on a strike where it jumps. */
  readonly delta: number | null;
  readonly gamma: number;
  readonly theta: number;
  readonly charm: number;
}

export interface LadderRungView {
  /** Seconds from the ladder's moment. */
  readonly after: number;
  readonly secondsToClose: number;
  readonly cells: readonly LadderCellView[];
}

export interface TickerLadderView {
  readonly ticker: Ticker;
  /** Dollars. */
  readonly forward: number;
  readonly forwardFrom: "parity" | "spot";
  readonly spots: readonly number[];
  readonly legs: readonly (HeldContract & {
    /** Annual fraction; kept at every spot and moment. */
    readonly iv: number;
    readonly ivFrom: "quote" | "smile";
    /** Of the quote, or of the moment of the fit. */
    readonly at: EpochMicros;
  })[];
  /** Per share: quantities are counted, the 100 shares of a contract are not. */
  readonly rungs: readonly LadderRungView[];
}

export interface LadderView {
  readonly at: EpochMicros;
  readonly how: How;
  /** Fractions of the forward, ascending. */
  readonly moves: readonly number[];
  /** Empty where nothing is held. */
  readonly tickers: readonly TickerLadderView[];
}
