import {
  feesOf,
  MULTIPLIER,
  usdE4,
  worstOwed,
  type FeeTable,
  type Leg,
  type Position,
  type Ticker,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";
import type { RiskBook } from "./risk-book.ts";

/**
 * The most that closing one package can ever cost, UsdE4 a share: what it owes at the worst price of the
 * underlying. Never below 0 for what this desk trades: a debit structure can become worthless, not a debt.
 */
export function worstClose(legs: readonly Leg[]): UsdE4 {
  const strikes = legs.map(({ contract }) => contract.strike);
  return usdE4(Math.max(...strikes.map((spot) => -payoff(legs, spot))));
}

/** What a package is worth at expiry, UsdE4 a share; between strikes it is straight, beyond them flat. */
function payoff(legs: readonly Leg[], spot: number): number {
  return legs.reduce((sum, { contract, ratio }) => {
    const inside = contract.right === "C" ? spot - contract.strike : contract.strike - spot;
    return sum + ratio * Math.max(0, inside);
  }, 0);
}

/** So many packages that are closed at these prices of their legs; a price that is not known is 0. */
export interface Closing {
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly prices: readonly UsdE4[];
}

/** Fees of closing, legs without a bid left out. */
export function closingFees({ legs, quantity, prices }: Closing, table: FeeTable): UsdE4 {
  return feesOf(
    legs.map(({ ratio }, index) => ({ quantity: -ratio * quantity, price: prices[index] ?? usdE4(0) })),
    table,
  );
}

/** What a position makes in the end if everything goes against it: signed money after every fee. */
export function floorPnl(position: Position, table: FeeTable): UsdE4 {
  const { legs, quantity, cash, fees } = position;
  const worst = worstClose(legs);
  const closing = closingFees({ legs, quantity, prices: legs.map(() => worst) }, table);
  return usdE4(cash - fees - worst * MULTIPLIER * quantity - closing);
}

/**
 * What a position may still lose, money, never below 0; null where that has no end. Contracts beside the packages
 * count with them where one of them is short: alone, a long one can only bring something in.
 */
export function heldAtRisk(position: Position, table: FeeTable): UsdE4 | null {
  const { quantity, residual, legs, cash, fees, openCost } = position;
  if (residual.every((over) => over.quantity > 0))
    return usdE4(quantity === 0 ? 0 : Math.max(0, -floorPnl(position, table)));
  const held = legs.map((leg) => ({ leg, quantity: leg.ratio * quantity }));
  const owed = worstOwed([...held, ...residual]);
  if (owed === null) return null;
  const closing = [...held, ...residual].map((over) => ({ quantity: -over.quantity, price: usdE4(0) }));
  // without packages the day's result holds the rest of its money already
  const paid = quantity === 0 ? openCost : fees - cash;
  return usdE4(Math.max(0, paid + owed + feesOf(closing, table)));
}

/** A position whose loss has no end, if there is one. */
export const unboundedOf = ({ positions, beside, feeTable }: RiskBook): Position | undefined =>
  [...positions, ...beside].find((position) => heldAtRisk(position, feeTable) === null);

/** Maximum loss and costs of one package of a plan, money. */
export const lossPerPackage = ({ maxLoss, costs }: TradePlan): UsdE4 => usdE4(maxLoss + costs);

/** What a ticker (or the whole book) may still lose from what is open and working, and has already lost today. */
export interface Exposure {
  /** Closed positions, signed; gains do not count. */
  readonly realisedLoss: number;
  /** Positive: open positions and legs alone at their floor; nothing opens beside one that has none. */
  readonly open: number;
  /** Positive: approved orders at their maximum loss. */
  readonly working: number;
}

export function exposureOf(book: RiskBook, ticker: Ticker | null): Exposure {
  const mine = <Item extends { readonly ticker: Ticker }>(items: readonly Item[]): readonly Item[] =>
    ticker === null ? items : items.filter((item) => item.ticker === ticker);
  const realised = mine(book.closed).reduce((sum, { pnl }) => sum + pnl, 0);
  return {
    realisedLoss: Math.max(0, -realised),
    open: mine([...book.positions, ...book.beside]).reduce(
      (sum, held) => sum + (heldAtRisk(held, book.feeTable) ?? 0),
      0,
    ),
    working: mine(book.reservations).reduce(
      (sum, { perPackage, quantity }) => sum + perPackage * quantity,
      0,
    ),
  };
}
