import {
  minus,
  MULTIPLIER,
  plus,
  times,
  usdE4,
  weakestHow,
  ZERO_USD,
  type EpochMicros,
  type Fill,
  type Leg,
  type Position,
  type PositionId,
  type TradePlan,
  type UsdE4,
} from "@smart0dte/domain";

/** A position before its first fill. */
export function openPosition(id: PositionId, plan: TradePlan, at: EpochMicros): Position {
  const { ticker, strategy, legs, how } = plan;
  return {
    id,
    plan,
    ticker,
    strategy,
    legs,
    quantity: 0,
    opened: 0,
    cash: ZERO_USD,
    openCost: ZERO_USD,
    fees: ZERO_USD,
    openedAt: at,
    closedAt: null,
    closing: null,
    residual: [],
    how,
  };
}

/**
 * The position after a fill of whole packages, of its opening or of a close. `beside` is what orphan legs of it cost;
 * null where it has none.
 *
 * It holds as many packages as all its legs make up; contracts over are its residual: long legs that a close left
 * out or, where a late fill closed more than was held, the reverse of the package.
 */
export function bookFill(
  before: Position,
  fill: Fill,
  { at, beside = null }: { readonly at: EpochMicros; readonly beside?: UsdE4 | null },
): Position {
  const { quantity, residual } = holdingAfter(before, fill);
  const packages = { ...before, openCost: minus(before.openCost, beside ?? ZERO_USD) };
  const paid = times(fill.price, MULTIPLIER * fill.quantity);
  return {
    ...before,
    quantity,
    opened: before.opened + (fill.purpose === "open" ? fill.quantity : 0),
    cash: minus(before.cash, paid),
    openCost: plus(openCostAfter(packages, fill, quantity), beside ?? ZERO_USD),
    fees: plus(before.fees, fill.fees),
    closedAt: quantity > 0 || beside !== null ? null : (before.closedAt ?? at),
    residual,
    how: weakestHow([before.how, fill.how]),
  };
}

/** Packages, and contracts over, once a fill is in. */
export function holdingAfter(before: Position, fill: Fill): Pick<Position, "quantity" | "residual"> {
  const held = before.legs.map((leg) => heldOf(before, leg) + tradedIn(fill, leg));
  const quantity = packagesIn(before.legs, held);
  const residual = before.legs.flatMap((leg, index) => {
    const over = (held[index] ?? 0) - leg.ratio * quantity;
    return over === 0 ? [] : [{ leg, quantity: over }];
  });
  return { quantity, residual };
}

/** Contracts of a leg in a position, signed: in packages and over. */
export function heldOf({ quantity, residual }: Position, { instrument, ratio }: Leg): number {
  const over = residual.find(({ leg }) => leg.instrument === instrument);
  return ratio * quantity + (over?.quantity ?? 0);
}

/** Contracts of a leg in a fill, signed. */
export const tradedIn = ({ legs }: Pick<Fill, "legs">, { instrument }: Leg): number =>
  legs.reduce((sum, leg) => sum + (leg.instrument === instrument ? leg.quantity : 0), 0);

function packagesIn(legs: readonly Leg[], held: readonly number[]): number {
  const fromLeg = legs.map(({ ratio }, index) => Math.floor((held[index] ?? 0) / ratio));
  return Math.max(0, Math.min(...fromLeg));
}

/** New packages at what they cost; those that go take their share of what all of them cost. */
function openCostAfter({ quantity, openCost }: Position, fill: Fill, left: number): Position["openCost"] {
  if (left >= quantity) return plus(openCost, times(fill.price, MULTIPLIER * (left - quantity)));
  return usdE4(Math.round((openCost * left) / quantity));
}
