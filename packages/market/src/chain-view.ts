import {
  isTwoSided,
  midOf,
  USD_E4,
  weakestHow,
  type ChainView,
  type ContractView,
  type EpochMicros,
  type QuoteView,
  type Right,
  type Session,
  type StrikeRow,
} from "@smart0dte/domain";
import { ChainGreeks, expectedMove, fitSmile, impliedVolatility, yearsOf } from "@smart0dte/pricing";
import { forwardOf } from "./chain-forward.ts";
import type { ListedStrike, StrikeBoard } from "./strike-board.ts";

/** What a chain is read from, at one instant. */
export interface ChainMoment {
  readonly board: StrikeBoard;
  readonly now: EpochMicros;
  readonly session: Session;
  readonly spot: QuoteView;
  readonly quoteOf: (instrument: number) => QuoteView;
  readonly volumeOf: (instrument: number) => number | null;
  readonly openInterestOf: (instrument: number) => number | null;
}

/**
 * The board with volatilities and Greeks. Null while nothing has said where the money is.
 *
 * Rate and yield are zero on expiry day; after the close there is no volatility and there are no Greeks.
 */
export function chainViewOf(moment: ChainMoment): ChainView | null {
  const { board, now, session, spot, quoteOf } = moment;
  const { middle } = board;
  if (middle === null) return null;
  const secondsToExpiry = Math.max(0, session.close - now) / 1_000_000;
  const years = yearsOf(secondsToExpiry);
  const found = forwardOf({ board, spot, quoteOf }, moneyOf(spot) ?? middle);
  const quoted = board.rows().map((listed) => quotedRow(listed, quoteOf));
  const forward = found?.forward ?? null;
  const pricing = forward === null || years === 0 ? null : { forward, years };
  const atmIv = pricing === null ? null : atmVolatility(quoted, pricing);
  return {
    ticker: board.ticker,
    expiry: board.expiry,
    at: now,
    secondsToExpiry,
    spot,
    forward,
    forwardFrom: found?.from ?? null,
    atmIv,
    expectedMove: pricing === null || atmIv === null ? null : expectedMove(pricing.forward, atmIv, years),
    atm: middle,
    rows: rowsOf(quoted, pricing, moment),
    how: weakestHow(
      [...quoted.flatMap(({ call, put }) => [call, put]), ...(found?.quotes ?? [])].flatMap(howOf),
    ),
  };
}

/** The underlying's middle while it is admissible, UsdE4 with halves: where the money is, roughly. */
export const moneyOf = (spot: QuoteView): number | null => (isTwoSided(spot) ? midOf(spot) : null);

interface QuotedRow {
  readonly listed: ListedStrike;
  readonly call: QuoteView;
  readonly put: QuoteView;
}

/** What volatilities are read with: dollars, and years above zero. */
interface Pricing {
  readonly forward: number;
  readonly years: number;
}

const quotedRow = (listed: ListedStrike, quoteOf: ChainMoment["quoteOf"]): QuotedRow => ({
  listed,
  call: quoteOf(listed.call),
  put: quoteOf(listed.put),
});

/** The origin of a quote that has come; one that has not has none. */
const howOf = ({ at, how }: QuoteView): readonly QuoteView["how"][] => (at === null ? [] : [how]);

const sideOf = ({ listed, call, put }: QuotedRow, forward: number): { right: Right; quote: QuoteView } =>
  listed.strike / USD_E4 >= forward ? { right: "C", quote: call } : { right: "P", quote: put };

function atmVolatility(rows: readonly QuotedRow[], { forward, years }: Pricing): number | null {
  const points = rows.flatMap((row) => {
    const { quote } = sideOf(row, forward);
    if (!isTwoSided(quote)) return [];
    return [
      {
        strike: row.listed.strike / USD_E4,
        bid: (quote.bid ?? 0) / USD_E4,
        ask: (quote.ask ?? 0) / USD_E4,
      },
    ];
  });
  return knownOrNull(fitSmile({ forward, years, points })?.atmIv ?? null);
}

function rowsOf(
  rows: readonly QuotedRow[],
  pricing: Pricing | null,
  moment: ChainMoment,
): readonly StrikeRow[] {
  const greeks = new ChainGreeks();
  if (pricing !== null) greeks.at(pricing.forward, pricing.years);
  return rows.map((row) => {
    const iv = pricing === null ? null : volatilityOf(row, pricing);
    if (iv !== null) greeks.price(row.listed.strike / USD_E4, iv);
    const known = iv === null ? null : { iv, greeks };
    return {
      strike: row.listed.strike,
      call: contractOf(row, { right: "C", known, moment }),
      put: contractOf(row, { right: "P", known, moment }),
    };
  });
}

/** From the middle of the out-of-the-money side. A side without a bid only bounds it, so it gives none. */
function volatilityOf(row: QuotedRow, { forward, years }: Pricing): number | null {
  const { right, quote } = sideOf(row, forward);
  const mid = isTwoSided(quote) ? midOf(quote) : null;
  if (mid === null) return null;
  const strike = row.listed.strike / USD_E4;
  const iv = impliedVolatility({
    right,
    spot: forward,
    strike,
    years,
    rate: 0,
    dividendYield: 0,
    price: mid / USD_E4,
  });
  return iv.ok ? knownOrNull(iv.value) : null;
}

interface Side {
  readonly right: Right;
  readonly known: { readonly iv: number; readonly greeks: ChainGreeks } | null;
  readonly moment: ChainMoment;
}

function contractOf({ listed, call, put }: QuotedRow, { right, known, moment }: Side): ContractView {
  const instrument = right === "C" ? listed.call : listed.put;
  const quote = right === "C" ? call : put;
  const greeks = known?.greeks ?? null;
  return {
    instrument,
    right,
    strike: listed.strike,
    quote,
    mid: midOf(quote),
    iv: known?.iv ?? null,
    delta: greeks === null ? null : knownOrNull(right === "C" ? greeks.delta : greeks.delta - 1),
    gamma: greeks === null ? null : knownOrNull(greeks.gamma),
    theta: greeks === null ? null : knownOrNull(greeks.theta),
    vega: greeks === null ? null : knownOrNull(greeks.vega),
    volume: moment.volumeOf(instrument),
    openInterest: moment.openInterestOf(instrument),
  };
}

const knownOrNull = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : value;
