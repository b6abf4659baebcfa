import { USD_E4, type Right } from "@smart0dte/domain";
import { greeksOf, HOURS_PER_YEAR, impliedVolatility } from "@smart0dte/pricing";
import { middleOf, type QuotedStrike } from "./chain-quotes.ts";

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
export function strikeVolatility({ strike, call, put }: QuotedStrike, moment: Moment): number | null {
  const right: Right = strike >= moment.forward ? "C" : "P";
  const middle = middleOf(right === "C" ? call : put);
  if (middle === null) return null;
  const found = impliedVolatility({ ...termsOf(moment), right, strike, price: middle / USD_E4 });
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
