import {
  MULTIPLIER,
  usdE4,
  ZERO_USD,
  type Fill,
  type Leg,
  type Orphan,
  type Position,
  type UsdE4,
} from "@smart0dte/domain";
import { holdingAfter, tradedIn } from "./fill-booking.ts";
import type { Stranding } from "./execution-state.ts";

/** A position after legs of it traded alone, and what that leaves beside its packages. */
export interface LegsBooked {
  readonly position: Position;
  readonly legs: Orphan["legs"];
  readonly cost: UsdE4;
}

type Beside = Pick<Stranding, "cost"> & { readonly legs: Orphan["legs"] };

/**
 * Books legs that traded alone: an orphan, or the repair of one.
 *
 * Whatever is paid is paid for what stands beside the packages until they become packages, or go: nothing is a gain
 * or a loss before. Packages that lose a leg bring in what they cost. `others` is the cost of other orphan legs of the
 * position; null where it has none.
 */
export function bookLegs(
  before: Position,
  fill: Fill,
  { beside, others }: { readonly beside: Beside; readonly others: UsdE4 | null },
): LegsBooked {
  const { quantity, residual } = holdingAfter(before, fill);
  const gained = quantity - before.quantity;
  const legs = besideAfter(before, fill, { beside, gained });
  const isClear = legs.length === 0;

  const packagesCost = before.openCost - beside.cost - (others ?? 0);
  const broken = gained < 0 ? packagesCost - Math.round((packagesCost * quantity) / before.quantity) : 0;
  const paid = paidFor(fill);
  const pool = beside.cost + broken + paid;
  const formed = gained > 0 ? shareOf(pool, gained, legs) : 0;
  const cost = isClear ? ZERO_USD : usdE4(pool - formed);
  return {
    position: {
      ...before,
      quantity,
      opened: before.opened + Math.max(0, gained),
      cash: usdE4(before.cash - paid),
      openCost: usdE4(before.openCost - beside.cost - broken + formed + cost),
      fees: usdE4(before.fees + fill.fees),
      closedAt: quantity > 0 || !isClear || others !== null ? null : (before.closedAt ?? fill.at),
      residual,
    },
    legs,
    cost,
  };
}

/** Money, debit positive. */
export const paidFor = ({ legs }: Pick<Fill, "legs">): number =>
  legs.reduce((sum, { quantity, price }) => sum + quantity * price * MULTIPLIER, 0);

/** Contracts that traded, less those that packages took up or more those that they let go. */
function besideAfter(
  { legs }: Position,
  fill: Fill,
  { beside, gained }: { readonly beside: Beside; readonly gained: number },
): Orphan["legs"] {
  const of = (leg: Leg): number =>
    beside.legs.find((known) => known.leg.instrument === leg.instrument)?.quantity ?? 0;
  return legs.flatMap((leg) => {
    const quantity = of(leg) + tradedIn(fill, leg) - leg.ratio * gained;
    return quantity === 0 ? [] : [{ leg, quantity }];
  });
}

/** What the packages formed take of a pool that pays for them and for what is left, which is as good as so many. */
function shareOf(pool: number, gained: number, left: Orphan["legs"]): number {
  const others = Math.max(0, ...left.map(({ leg, quantity }) => Math.ceil(Math.abs(quantity / leg.ratio))));
  return Math.round((pool * gained) / (gained + others));
}
