import type { ListedContract } from "../contracts/listed-contract.ts";

/** A holding whose worst outcome counts: bought positive. */
export interface Holding {
  readonly contract: ListedContract;
  readonly quantity: number;
}

/** How far an underlying is assumed to move, of its price. */
const SHOCK = 0.2;
/** Shares held overnight need this part of their value. */
const OVERNIGHT_SHARE = 0.5;

/**
 * Margin of all holdings, UsdE4: per underlying the most that can be lost to expiry, premium apart, when it ends
 * at any strike or a fifth away from where it stands. A vertical needs its width, a long option nothing.
 *
 * This is the door's own rule; the real broker's is not public.
 */
export function marginOf(holdings: readonly Holding[], spotOf: (symbol: string) => number | null): number {
  let margin = 0;
  for (const [symbol, held] of bySymbol(holdings)) {
    const spot = spotOf(symbol) ?? 0;
    const ends = [spot * (1 - SHOCK), spot * (1 + SHOCK), ...held.map(({ contract }) => contract.strike)];
    const worst = Math.min(0, ...ends.filter((end) => end > 0).map((end) => outcomeOf(held, end, spot)));
    margin -= worst;
  }
  return Math.round(margin);
}

/** What the shares that exercise and assignment at today's prices would leave need overnight. */
export function postExpirationMargin(
  holdings: readonly Holding[],
  spotOf: (symbol: string) => number | null,
): number {
  let margin = 0;
  for (const [symbol, held] of bySymbol(holdings)) {
    const spot = spotOf(symbol) ?? 0;
    let shares = 0;
    for (const { contract, quantity } of held) {
      if (contract.secType === "STK") shares += quantity;
      else if (intrinsicOf(contract, spot) > 0)
        shares += quantity * contract.units * (contract.right === "C" ? 1 : -1);
    }
    margin += Math.abs(shares) * spot * OVERNIGHT_SHARE;
  }
  return Math.round(margin);
}

const outcomeOf = (held: readonly Holding[], end: number, spot: number): number =>
  held.reduce(
    (sum, { contract, quantity }) =>
      sum +
      quantity * contract.units * (contract.secType === "STK" ? end - spot : intrinsicOf(contract, end)),
    0,
  );

/** Worth at expiry with the underlying at `end`, UsdE4 a share. */
export function intrinsicOf({ right, strike }: ListedContract, end: number): number {
  if (right === "") return 0;
  return Math.max(right === "C" ? end - strike : strike - end, 0);
}

function bySymbol(holdings: readonly Holding[]): ReadonlyMap<string, readonly Holding[]> {
  const found = new Map<string, Holding[]>();
  for (const holding of holdings) {
    if (holding.quantity === 0) continue;
    const those = found.get(holding.contract.symbol) ?? [];
    those.push(holding);
    found.set(holding.contract.symbol, those);
  }
  return found;
}
