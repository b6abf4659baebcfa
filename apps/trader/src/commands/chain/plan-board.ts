import { dollars, feesOf, isTwoSided, MULTIPLIER, USD_E4, type FeeTable } from "@smart0dte/domain";
import type { BoardQuotes } from "@smart0dte/pricing";
import type { QuotedContract, QuotedStrike } from "./chain-quotes.ts";

const STRIKES_EACH_SIDE = 10;

/** The strike nearest to the forward and ten on each side of it, ascending. */
export function strikesAround(strikes: readonly QuotedStrike[], forward: number): readonly QuotedStrike[] {
  const distance = (index: number): number =>
    Math.abs((strikes[index]?.strike ?? Number.POSITIVE_INFINITY) - forward);
  const middle = strikes.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
  return strikes.slice(Math.max(0, middle - STRIKES_EACH_SIDE), middle + STRIKES_EACH_SIDE + 1);
}

export interface BoardTerms {
  readonly forward: number;
  /** What dollars of today grow by until expiry. */
  readonly growth: number;
  readonly fees: FeeTable;
}

/** The admissible two-sided markets as pricing enumerates them; any other takes no part. */
export function planBoard(
  strikes: readonly QuotedStrike[],
  { forward, growth, fees }: BoardTerms,
): BoardQuotes {
  const calls = strikes.map(({ call }) => marketOf(call, fees));
  const puts = strikes.map(({ put }) => marketOf(put, fees));
  return {
    strikes: strikes.map(({ strike }) => strike),
    callBid: calls.map(({ bid }) => bid),
    callAsk: calls.map(({ ask }) => ask),
    putBid: puts.map(({ bid }) => bid),
    putAsk: puts.map(({ ask }) => ask),
    callCost: calls.map(({ cost }) => cost),
    putCost: puts.map(({ cost }) => cost),
    forward,
    growth,
  };
}

const NO_MARKET = { bid: 0, ask: 0, cost: 0 };

/** Dollars a share. Fees in and out are the same whichever side is first: one is bought and one is sold. */
function marketOf(contract: QuotedContract | null, fees: FeeTable): typeof NO_MARKET {
  if (contract === null || !isTwoSided(contract.quote)) return NO_MARKET;
  const { bid, ask } = contract.quote;
  if (bid === null || ask === null) return NO_MARKET;
  const both = feesOf([{ quantity: 1, price: ask }], fees) + feesOf([{ quantity: -1, price: bid }], fees);
  return { bid: dollars(bid), ask: dollars(ask), cost: both / USD_E4 / MULTIPLIER };
}
