import type { PositionRow } from "@smart0dte/gateway/contract";

/** Contracts held by instrument, long positive; what nets to nothing is not there. */
export function heldLegs(positions: readonly PositionRow[]): ReadonlyMap<number, number> {
  const held = new Map<number, number>();
  for (const { legs, quantity } of positions)
    for (const { instrument, ratio } of legs)
      held.set(instrument, (held.get(instrument) ?? 0) + ratio * quantity);
  return new Map([...held].filter(([, contracts]) => contracts !== 0));
}
