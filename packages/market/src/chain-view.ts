import {
  isTwoSided,
  midOf,
  weakestHow,
  type ChainView,
  type ContractView,
  type EpochMicros,
  type QuoteView,
  type Right,
  type Session,
  type StrikeRow,
} from "@smart0dte/domain";
import { expectedMove, HOURS_PER_YEAR, yearsOf, type PricedChain } from "@smart0dte/pricing";
import { quotedStrike, volatilityIn, type BoardPricing, type QuotedStrike } from "./board-pricing.ts";
import { forwardOf } from "./chain-forward.ts";
import type { ListedStrike, StrikeBoard } from "./strike-board.ts";

/** A volatility point as a fraction. */
const PER_POINT = 0.01;

/** What a chain is read from, at one instant. */
export interface ChainMoment {
  readonly board: StrikeBoard;
  /** Of the board's watched rows; holds nothing but room. */
  readonly pricing: BoardPricing;
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
  const quoted = board.rows().map((listed) => quotedStrike(listed, quoteOf));
  const forward = found?.forward ?? null;
  const priced = forward === null || years === 0 ? null : moment.pricing.read(quoted, { forward, years });
  const atmIv = priced?.smile.ok === true ? finiteOrNull(priced.smile.value.atmIv) : null;
  const count = quoted.length;
  return {
    ticker: board.ticker,
    expiry: board.expiry,
    at: now,
    secondsToExpiry,
    spot,
    forward,
    forwardFrom: found?.from ?? null,
    atmIv,
    expectedMove: forward === null || atmIv === null ? null : expectedMove(forward, atmIv, years),
    atm: middle,
    rows: quoted.map((row, place) => rowOf(row, { priced, place, count, moment })),
    how: weakestHow(
      [...quoted.flatMap(({ call, put }) => [call, put]), ...(found?.quotes ?? [])].flatMap(howOf),
    ),
  };
}

/** The underlying's middle while it is admissible, UsdE4 with halves: where the money is, roughly. */
export const moneyOf = (spot: QuoteView): number | null => (isTwoSided(spot) ? midOf(spot) : null);

/** The origin of a quote that has come; one that has not has none. */
const howOf = ({ at, how }: QuoteView): readonly QuoteView["how"][] => (at === null ? [] : [how]);

/** Nothing is known of volatilities where the board is not priced: no forward, or no time left. */
function rowOf({ listed, call, put }: QuotedStrike, board: PricedBoard): StrikeRow {
  const iv = board.priced === null ? null : volatilityIn(board.priced, board.place);
  return {
    strike: listed.strike,
    call: contractOf({ listed, quote: call, right: "C" }, iv, board),
    put: contractOf({ listed, quote: put, right: "P" }, iv, board),
  };
}

interface PricedBoard {
  readonly priced: PricedChain | null;
  /** Of the row among `count`. */
  readonly place: number;
  readonly count: number;
  readonly moment: ChainMoment;
}

interface Side {
  readonly listed: ListedStrike;
  readonly quote: QuoteView;
  readonly right: Right;
}

function contractOf(
  { listed, quote, right }: Side,
  iv: number | null,
  { priced, place, count, moment }: PricedBoard,
): ContractView {
  const instrument = right === "C" ? listed.call : listed.put;
  const known = iv === null || priced === null ? null : priced.greeks;
  const at = right === "C" ? place : count + place;
  const of = (column: Float64Array | undefined): number | null => finiteOrNull(column?.[at]);
  return {
    instrument,
    right,
    strike: listed.strike,
    quote,
    mid: midOf(quote),
    iv,
    delta: of(known?.delta),
    gamma: of(known?.gamma),
    theta: scaled(of(known?.theta), 1 / HOURS_PER_YEAR),
    vega: scaled(of(known?.vega), PER_POINT),
    volume: moment.volumeOf(instrument),
    openInterest: moment.openInterestOf(instrument),
  };
}

const scaled = (value: number | null, by: number): number | null => (value === null ? null : value * by);

const finiteOrNull = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
