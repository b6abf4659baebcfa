import { TICKERS, type OptionContract } from "@smart0dte/domain";
import type { MarketEngine } from "@smart0dte/market";

/** Calls and puts of the boards as they stand: what the desk may trade next. */
export function nearMoney(market: Pick<MarketEngine, "chain">): readonly OptionContract[] {
  return TICKERS.flatMap((root) => {
    const chain = market.chain(root);
    if (chain === null) return [];
    const { expiry, rows } = chain;
    return rows.flatMap(({ strike }) =>
      (["C", "P"] as const).map((right): OptionContract => ({ kind: "option", root, expiry, right, strike })),
    );
  });
}
