import {
  err,
  ok,
  USD_E4,
  weakestHow,
  type EpochMicros,
  type How,
  type NoReading,
  type QuoteView,
  type Result,
  type Right,
  type Session,
} from "@smart0dte/domain";
import { outOfTheMoneyRight, yearsOf, type Smile } from "@smart0dte/pricing";
import { quotedStrike, volatilityIn, type BoardPricing } from "./board-pricing.ts";
import { forwardOf } from "./chain-forward.ts";
import { moneyOf } from "./chain-view.ts";
import type { ListedStrike, StrikeBoard } from "./strike-board.ts";

/** What a reading is made of, at one instant. */
export interface ReadingMoment {
  readonly board: StrikeBoard;
  /** Of all listed strikes; holds nothing but room. */
  readonly pricing: BoardPricing;
  readonly now: EpochMicros;
  readonly session: Session;
  readonly spot: QuoteView;
  readonly quoteOf: (instrument: number) => QuoteView;
}

/** A strike seen from its out-of-the-money side. */
export interface StrikeReading {
  readonly listed: ListedStrike;
  /** Dollars. */
  readonly strike: number;
  readonly right: Right;
  readonly quote: QuoteView;
  /** Annual fraction of the middle; null where the market of this side is not two-sided and admissible. */
  readonly midIv: number | null;
}

/** Every listed strike of one ticker's expiring chain with what its volatility is read from. */
export interface ChainReading {
  readonly board: StrikeBoard;
  readonly at: EpochMicros;
  readonly secondsToClose: number;
  readonly years: number;
  readonly how: How;
  readonly spot: QuoteView;
  /** Dollars. */
  readonly forward: number | null;
  readonly forwardFrom: "parity" | "spot" | null;
  /** Strikes ascending. */
  readonly strikes: readonly StrikeReading[];
  readonly smile: Result<Smile, NoReading>;
}

/** Null while nothing has said where the money is. Rate and yield are zero on expiry day. */
export function readChain({
  board,
  pricing,
  now,
  session,
  spot,
  quoteOf,
}: ReadingMoment): ChainReading | null {
  const { middle } = board;
  if (middle === null) return null;
  const secondsToClose = Math.max(0, session.close - now) / 1_000_000;
  const years = yearsOf(secondsToClose);
  const found = forwardOf({ board, spot, quoteOf }, moneyOf(spot) ?? middle);
  const forward = found?.forward ?? null;
  const quoted = board.strikes.map((listed) => quotedStrike(listed, quoteOf));
  const priced = forward === null || years === 0 ? null : pricing.read(quoted, { forward, years });
  const strikes = quoted.map(({ listed, call, put }, place): StrikeReading => {
    const strike = listed.strike / USD_E4;
    const right = outOfTheMoneyRight(strike, forward ?? middle / USD_E4);
    const midIv = priced === null ? null : volatilityIn(priced, place);
    return { listed, strike, right, quote: right === "C" ? call : put, midIv };
  });
  return {
    board,
    at: now,
    secondsToClose,
    years,
    how: weakestHow(
      [...strikes.map(({ quote }) => quote), ...(found?.quotes ?? [])].flatMap(({ at, how }) =>
        at === null ? [] : [how],
      ),
    ),
    spot,
    forward,
    forwardFrom: found?.from ?? null,
    strikes,
    smile: years === 0 ? err("closed") : smileIn(priced),
  };
}

/** A board is not priced where there is no forward. */
function smileIn(priced: ReturnType<BoardPricing["read"]>): Result<Smile, NoReading> {
  if (priced === null) return err("noForward");
  return priced.smile.ok ? ok(priced.smile.value) : err("tooFewQuotes");
}

/** Annual; `at` is the quote's time, or the fit's. */
export interface StrikeVolatility {
  readonly iv: number;
  readonly from: "quote" | "smile";
  readonly at: EpochMicros;
}

/** With what a strike is weighed: its own middle, else the fit; null where neither is there. */
export function volatilityAt(
  { smile, at }: ChainReading,
  { strike, midIv, quote }: StrikeReading,
): StrikeVolatility | null {
  if (midIv !== null) return { iv: midIv, from: "quote", at: quote.at ?? at };
  const fitted = smile.ok ? smile.value.ivAt(strike) : Number.NaN;
  return fitted > 0 && Number.isFinite(fitted) ? { iv: fitted, from: "smile", at } : null;
}
