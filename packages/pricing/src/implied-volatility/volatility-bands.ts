import { err, ok, type Result, type Right } from "@smart0dte/domain";
import { impliedDeviation } from "./implied-volatility.ts";

/** One contract's quote, dollars a share, undiscounted; 0 is no bid or no offer. */
export interface BandQuote {
  readonly right: Right;
  readonly strike: number;
  readonly bid: number;
  readonly ask: number;
}

/** Around what, and how long before expiry. */
export interface BandMoment {
  /** Dollars. */
  readonly forward: number;
  /** Until expiry. */
  readonly years: number;
}

/**
 * Why a side of a quote tells no volatility: nobody bids or offers; the quote is crossed; the price is worth no more
 * than exercise, or as much as the most an option can be worth; a number is none, or no time or price is left.
 */
export type NoBandEdge =
  "noBid" | "noAsk" | "crossed" | "atIntrinsic" | "aboveMaximum" | "badPrice" | "badStrike" | "badMoment";

/** What a quote leaves open: volatilities as fractions per root year, or the reason for none. */
export interface VolatilityBand {
  /** At which the bid is fair. */
  readonly bid: Result<number, NoBandEdge>;
  readonly mid: Result<number, NoBandEdge>;
  /** At which the ask is fair. */
  readonly ask: Result<number, NoBandEdge>;
}

/**
 * The volatilities at a quote's bid, middle and ask. Of a strike, the out-of-the-money side tells more: the other
 * carries its time value in its last cents ({@link outOfTheMoneyRight}).
 *
 * Each edge is right to the last digits that its price carries; on the cent grid half a cent of a same-day option is a
 * point of volatility and more, which is why the band is shown and not its middle alone.
 */
export function volatilityBand(moment: BandMoment, quote: BandQuote): VolatilityBand {
  const { bid, ask } = quote;
  const fault = faultOf(moment, quote);
  const edge = (price: number, none: NoBandEdge | null): Result<number, NoBandEdge> => {
    if (fault !== null) return err(fault);
    return none === null ? volatilityAt(price, moment, quote) : err(none);
  };
  const noBid = bid === 0 ? "noBid" : null;
  const noAsk = ask === 0 ? "noAsk" : null;
  return { bid: edge(bid, noBid), mid: edge((bid + ask) / 2, noBid ?? noAsk), ask: edge(ask, noAsk) };
}

/** The right that exercise at the forward would not pay; the call at the forward itself. */
export const outOfTheMoneyRight = (strike: number, forward: number): Right => (strike >= forward ? "C" : "P");

function faultOf({ forward, years }: BandMoment, { strike, bid, ask }: BandQuote): NoBandEdge | null {
  if (!(isPositive(forward) && isPositive(years))) return "badMoment";
  if (!isPositive(strike)) return "badStrike";
  if (!(bid >= 0 && ask >= 0 && Number.isFinite(bid) && Number.isFinite(ask))) return "badPrice";
  return ask > 0 && bid > ask ? "crossed" : null;
}

function volatilityAt(
  price: number,
  { forward, years }: BandMoment,
  { right, strike }: BandQuote,
): Result<number, NoBandEdge> {
  const timeValue = price - Math.max(right === "C" ? forward - strike : strike - forward, 0);
  if (!(timeValue > 0)) return err("atIntrinsic");
  if (price >= (right === "C" ? forward : strike)) return err("aboveMaximum");
  const deviation = impliedDeviation(forward, strike, timeValue);
  if (deviation === null) return err("aboveMaximum");
  const volatility = deviation / Math.sqrt(years);
  // a time value in the last digits of nothing has none that is a number above zero
  return volatility > 0 && Number.isFinite(volatility) ? ok(volatility) : err("atIntrinsic");
}

const isPositive = (value: number): boolean => value > 0 && Number.isFinite(value);
