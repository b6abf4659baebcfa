import { USD_E4, type Right } from "@smart0dte/domain";
import {
  greeksOf,
  HOURS_PER_YEAR,
  impliedVolatility,
  outOfTheMoneyRight,
  volatilityBand,
} from "@smart0dte/pricing";
import { middleOf, plainSides, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";

/** What all contracts of the expiry share. */
export interface Moment {
  /** Dollars. */
  readonly forward: number;
  readonly years: number;
  /** Continuously compounded, per year; 0 on expiry day. */
  readonly rate: number;
}

/** Delta per share, gamma per $1, theta in dollars a share an hour, vega per 0.01. */
export interface ContractGreeks {
  readonly iv: number;
  readonly delta: number;
  readonly gamma: number;
  readonly theta: number;
  readonly vega: number;
}

/**
 * The volatility of a strike: that of its out-of-the-money side's middle, which both its contracts carry.
 *
 * Null without an admissible two-sided quote there: an ask alone bounds a volatility and states none.
 */
export function strikeVolatility({ strike, call, put }: QuotedStrike<string>, moment: Moment): number | null {
  const right: Right = strike >= moment.forward ? "C" : "P";
  const middle = middleOf(right === "C" ? call : put);
  return middle === null ? null : volatilityAt({ right, strike, price: middle / USD_E4 }, moment);
}

/** Volatilities at which a quote's bid and ask would be fair: what the market leaves open. */
export interface SideVolatilities {
  /** Null where there is no bid, or one below the intrinsic value. */
  readonly bid: number | null;
  readonly ask: number | null;
}

export const NO_BAND: SideVolatilities = { bid: null, ask: null };

/** Of the strike's out-of-the-money quote, whose middle {@link strikeVolatility} reads. */
export function strikeBand(
  { strike, call, put }: QuotedStrike<string>,
  { forward, years, rate }: Moment,
): SideVolatilities {
  const right = outOfTheMoneyRight(strike, forward);
  const { bid, ask } = plainSides(right === "C" ? call : put);
  const growth = Math.exp(rate * years);
  const band = volatilityBand({ forward, years }, { right, strike, bid: bid * growth, ask: ask * growth });
  return { bid: band.bid.ok ? band.bid.value : null, ask: band.ask.ok ? band.ask.value : null };
}

/** Of a contract's own middle. In the money most of a price is no volatility, and what is left of it is rounded. */
export function ownVolatility(
  contract: QuotedContract<string>,
  strike: number,
  moment: Moment,
): number | null {
  const middle = middleOf(contract);
  if (middle === null) return null;
  const { right } = contract.row.contract;
  const inside = (right === "C" ? moment.forward - strike : strike - moment.forward) * discountOf(moment);
  const price = middle / USD_E4;
  // less than half a tick above what exercise brings is rounding, and no volatility
  return price - Math.max(inside, 0) < HALF_TICK ? null : volatilityAt({ right, strike, price }, moment);
}

/** Dollars; a little less, as a half of a cent has no exact number. */
const HALF_TICK = 0.004999;

const discountOf = ({ rate, years }: Moment): number => Math.exp(-rate * years);

interface Premium {
  readonly right: Right;
  readonly strike: number;
  readonly price: number;
}

function volatilityAt(premium: Premium, moment: Moment): number | null {
  const found = impliedVolatility({ ...termsOf(moment), ...premium });
  return found.ok ? found.value : null;
}

export function contractGreeks(
  { right, strike }: { readonly right: Right; readonly strike: number },
  volatility: number,
  moment: Moment,
): ContractGreeks {
  const { delta, gamma, theta, vega } = greeksOf({ ...termsOf(moment), right, strike, volatility });
  return { iv: volatility, delta, gamma, theta: theta / HOURS_PER_YEAR, vega: vega / 100 };
}

/** The forward's present value in place of the spot: what is paid out before expiry is then already off it. */
const termsOf = ({ forward, years, rate }: Moment) => ({
  spot: forward * Math.exp(-rate * years),
  years,
  rate,
  dividendYield: 0,
});
