import { legsOf, signOf, type Action, type TradedContract } from "../contracts/listed-contract.ts";
import type { QuoteBoard, Side } from "./quote-board.ts";

/**
 * What a contract or package trades at now when it is bought (`BUY`) or sold, a share, UsdE4.
 *
 * Every leg at its executable side; null when one leg has nobody on that side.
 */
export function executablePrice(board: QuoteBoard, contract: TradedContract, action: Action): number | null {
  let price = 0;
  for (const leg of legsOf(contract)) {
    const sign = signOf(leg.action);
    const one = board.priceOf(leg.contract.instrument, sideFor(sign * signOf(action)));
    if (one === null) return null;
    price += sign * leg.ratio * one;
  }
  return price;
}

/** Packages for which every leg's displayed and untaken size suffices. */
export function executableCount(board: QuoteBoard, contract: TradedContract, action: Action): number {
  let count = Number.POSITIVE_INFINITY;
  for (const leg of legsOf(contract)) {
    const side = sideFor(signOf(leg.action) * signOf(action));
    count = Math.min(count, Math.floor(board.leftOf(leg.contract.instrument, side) / leg.ratio));
  }
  return count;
}

/** Buying trades at the ask, selling at the bid. */
export const sideFor = (sign: number): Side => (sign > 0 ? "ask" : "bid");
