import { executionId, feesOf, type BrokerEvent, type EpochMicros } from "@smart0dte/domain";
import { sizeLeft, takeSize, type TakenSize } from "./displayed-size.ts";
import type { Look } from "./paper-input.ts";
import type { PaperOrder, PaperState } from "./paper-state.ts";
import { packageMarket, type PackageMarket } from "./package-market.ts";

/** An order's execution against the market as it stands, with what it leaves. */
export interface PackageFill {
  readonly order: PaperOrder;
  readonly taken: readonly TakenSize[];
  readonly event: BrokerEvent;
}

/** Fills as much of an order as its limit and the displayed sizes allow, at executable sides; null when that is nothing. */
export function fillPackage(state: PaperState, order: PaperOrder, { at, quoteOf }: Look): PackageFill | null {
  const market = packageMarket(order, state, quoteOf);
  if (market === null || market.price > order.limit) return null;
  const count = Math.min(order.quantity - order.filled, packagesLeft(market, state.taken));
  if (count <= 0) return null;
  return {
    order: { ...order, filled: order.filled + count, executions: order.executions + 1 },
    taken: market.legs.reduce(
      (taken, { ratio, shown }) => takeSize(taken, shown, Math.abs(ratio) * count),
      state.taken,
    ),
    event: executionOf(state, order, { market, count, at }),
  };
}

/** Packages for which every leg's displayed size suffices. */
const packagesLeft = ({ legs }: PackageMarket, taken: readonly TakenSize[]): number =>
  Math.min(...legs.map(({ ratio, shown }) => Math.floor(sizeLeft(taken, shown) / Math.abs(ratio))));

function executionOf(
  { feeTable }: PaperState,
  { id, executions }: PaperOrder,
  { market, count, at }: { market: PackageMarket; count: number; at: EpochMicros },
): BrokerEvent {
  const legs = market.legs.map(({ ratio, shown }) => ({
    instrument: shown.instrument,
    quantity: ratio * count,
    price: shown.price,
  }));
  return {
    kind: "fill",
    orderId: id,
    executionId: executionId(id, executions),
    at,
    quantity: count,
    legs,
    price: market.price,
    fees: feesOf(legs, feeTable),
  };
}
