import { USD_E4 } from "@smart0dte/domain";
import type { Smile } from "@smart0dte/pricing";
import { middleOf, type QuotedContract, type QuotedStrike } from "./chain-quotes.ts";

/** Strikes without the contracts whose quotes contradict all others. */
export interface FittingQuotes<Root extends string> {
  readonly strikes: readonly QuotedStrike<Root>[];
  /** That were left out: their market lies beside the smile's value. */
  readonly off: readonly QuotedContract<Root>[];
}

export interface FittingTerms {
  readonly smile: Smile;
  readonly growth: number;
  /** Dollars a share that early exercise adds to a contract; nothing unless told. */
  readonly premiumOf?: (contract: QuotedContract<string>) => number;
}

/** Dollars a share: one tick. */
const TICK = 0.01;

/** Without the contracts whose price holds more than a tick of early exercise: a payoff at expiry does not have it. */
export const heldToExpiry = <Root extends string>(
  strikes: readonly QuotedStrike<Root>[],
  premiumOf: (contract: QuotedContract<string>) => number,
): readonly QuotedStrike<Root>[] => {
  const held = (contract: QuotedContract<Root> | null) =>
    contract === null || premiumOf(contract) > TICK ? null : contract;
  return strikes.map(({ strike, call, put }) => ({ strike, call: held(call), put: held(put) }));
};

/**
 * Only quotes between whose sides (a tick beyond at most) the smile's value lies. One beside it is of another moment, and
 * a package made of it looks like a gain that nobody will get.
 */
export function fittingQuotes<Root extends string>(
  strikes: readonly QuotedStrike<Root>[],
  { smile, growth, premiumOf = () => 0 }: FittingTerms,
): FittingQuotes<Root> {
  const off: QuotedContract<Root>[] = [];
  const kept = (contract: QuotedContract<Root> | null, intrinsic: number, strike: number) => {
    if (contract === null || middleOf(contract) === null) return contract;
    const value = (Math.max(intrinsic, 0) + smile.timeValueAt(strike)) / growth + premiumOf(contract);
    const { bid, ask } = contract.quote;
    const isBetween = (bid ?? 0) / USD_E4 - TICK <= value && value <= (ask ?? 0) / USD_E4 + TICK;
    if (!isBetween) off.push(contract);
    return isBetween ? contract : null;
  };
  return {
    strikes: strikes.map(({ strike, call, put }) => ({
      strike,
      call: kept(call, smile.forward - strike, strike),
      put: kept(put, strike - smile.forward, strike),
    })),
    off,
  };
}
