import { USD_E4 } from "@smart0dte/domain";
import { parityForward, type ParityForward, type ParityPair } from "@smart0dte/pricing";
import { middleOf, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";

/** The price at expiry as it is worth now, and where it comes from. Dollars. */
export type ChainForward =
  | { readonly from: "parity"; readonly forward: number; readonly parity: ParityForward }
  | { readonly from: "spot"; readonly forward: number }
  | { readonly from: null; readonly forward: null };

/** What premiums and the spot grow by until expiry; 1 on expiry day. */
export type Growth = number;

/**
 * The parity forward of the pairs near the money; with fewer than three that agree the spot stands in for it.
 *
 * @param spot - Of an expiry of the same day; null for a later one, whose forward lacks dividends that no file states.
 */
export function forwardOf(
  strikes: readonly QuotedStrike<string>[],
  spot: number | null,
  growth: Growth,
): ChainForward {
  const near = nearMoney(strikes);
  const pairs = strikes.flatMap((strike) => pairOf(strike, growth));
  const parity = near === null ? null : parityForward(pairs, near);
  if (parity !== null) return { from: "parity", forward: parity.forward, parity };
  return spot === null ? { from: null, forward: null } : { from: "spot", forward: spot };
}

/** The strike at which call and put cost most nearly the same: the money, whatever the spot says. */
function nearMoney(strikes: readonly QuotedStrike<string>[]): number | null {
  let nearest: { readonly strike: number; readonly apart: number } | null = null;
  for (const { strike, call, put } of strikes) {
    const [above, below] = [middleOf(call), middleOf(put)];
    if (above === null || below === null) continue;
    const apart = Math.abs(above - below);
    if (nearest === null || apart < nearest.apart) nearest = { strike, apart };
  }
  return nearest === null ? null : nearest.strike;
}

function pairOf({ strike, call, put }: QuotedStrike<string>, growth: Growth): readonly ParityPair[] {
  const [above, below] = [sidesOf(call, growth), sidesOf(put, growth)];
  if (above === null || below === null) return [];
  return [{ strike, callBid: above.bid, callAsk: above.ask, putBid: below.bid, putAsk: below.ask }];
}

/** Both sides of an admissible market in dollars of expiry day; null for any other. */
export function sidesOf(
  contract: QuotedContract<string> | null,
  growth: Growth,
): { readonly bid: number; readonly ask: number } | null {
  if (contract === null || middleOf(contract) === null) return null;
  const { bid, ask } = contract.quote;
  return bid === null || ask === null ? null : { bid: (bid / USD_E4) * growth, ask: (ask / USD_E4) * growth };
}
