import {
  err,
  isTwoSided,
  midOf,
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
import { impliedDeviation, smileThrough, yearsOf, type Smile } from "@smart0dte/pricing";
import { forwardOf } from "./chain-forward.ts";
import { moneyOf } from "./chain-view.ts";
import type { ListedStrike, StrikeBoard } from "./strike-board.ts";

/** What a reading is made of, at one instant. */
export interface ReadingMoment {
  readonly board: StrikeBoard;
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
export function readChain({ board, now, session, spot, quoteOf }: ReadingMoment): ChainReading | null {
  const { middle } = board;
  if (middle === null) return null;
  const secondsToClose = Math.max(0, session.close - now) / 1_000_000;
  const years = yearsOf(secondsToClose);
  const found = forwardOf({ board, spot, quoteOf }, moneyOf(spot) ?? middle);
  const forward = found?.forward ?? null;
  const pricing = forward === null || years === 0 ? null : { forward, years };
  const strikes = board.strikes.map((listed) =>
    strikeReading(listed, quoteOf, pricing ?? { forward: middle / USD_E4, years: 0 }),
  );
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
    smile:
      years === 0
        ? err("closed")
        : forward === null
          ? err("noForward")
          : smileOf(strikes, { forward, years }),
  };
}

/** What a volatility is read with: dollars, and years; 0 where there is none. */
export interface Pricing {
  readonly forward: number;
  readonly years: number;
}

/** Of a price in UsdE4, annual; null where none gives it. */
export function volatilityOf(price: number, strike: number, { forward, years }: Pricing): number | null {
  if (years === 0) return null;
  const deviation = impliedDeviation(forward, strike, price / USD_E4);
  const volatility = deviation === null ? Number.NaN : deviation / Math.sqrt(years);
  return volatility > 0 && Number.isFinite(volatility) ? volatility : null;
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

function strikeReading(
  listed: ListedStrike,
  quoteOf: ReadingMoment["quoteOf"],
  pricing: Pricing,
): StrikeReading {
  const strike = listed.strike / USD_E4;
  const right = strike >= pricing.forward ? "C" : "P";
  const quote = quoteOf(right === "C" ? listed.call : listed.put);
  const mid = isTwoSided(quote) ? midOf(quote) : null;
  return { listed, strike, right, quote, midIv: mid === null ? null : volatilityOf(mid, strike, pricing) };
}

function smileOf(strikes: readonly StrikeReading[], pricing: Pricing): Result<Smile, NoReading> {
  const quoted = strikes.filter(({ quote }) => isTwoSided(quote));
  const column = (of: (one: StrikeReading) => number): Float64Array => Float64Array.from(quoted, of);
  const smile = smileThrough(pricing, {
    strike: column(({ strike }) => strike),
    bid: column(({ quote }) => (quote.bid ?? 0) / USD_E4),
    ask: column(({ quote }) => (quote.ask ?? 0) / USD_E4),
  });
  return smile.ok ? ok(smile.value) : err("tooFewQuotes");
}
