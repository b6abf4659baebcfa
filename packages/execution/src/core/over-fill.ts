import {
  usdE4,
  type BrokerEvent,
  type ExecutionId,
  type LegFill,
  type Order,
  type OrderId,
} from "@smart0dte/domain";
import type { TradedAlone } from "./execution-state.ts";

type BrokerFill = Extract<BrokerEvent, { kind: "fill" }>;
type BrokerOrphan = Extract<BrokerEvent, { kind: "orphan" }>;

/** One execution, as packages of its order and as legs that nobody ordered; null where it has none of either. */
export interface SplitFill {
  readonly within: BrokerFill | null;
  readonly beyond: BrokerOrphan | null;
}

/** Splits a fill where its order is full; `left` are the packages that are still open. */
export function splitFill(fill: BrokerFill, left: number): SplitFill {
  const { quantity, orderId, executionId: id, at } = fill;
  if (quantity <= left) return { within: fill, beyond: null };
  const over = quantity - left;
  const within = left === 0 ? null : part(fill, left);
  const fees = usdE4(fill.fees - (within?.fees ?? 0));
  const legs = part(fill, over).legs;
  return {
    within,
    beyond: { kind: "orphan", orderId, executionId: within === null ? id : beyondId(id), at, legs, fees },
  };
}

/** The contracts that orders traded in no package fill, with these too. */
export function withAlone(
  alone: readonly TradedAlone[],
  orderId: OrderId,
  legs: readonly LegFill[],
): readonly TradedAlone[] {
  return [...alone, ...legs.map(({ instrument, quantity }) => ({ orderId, instrument, quantity }))];
}

/** True once the broker has traded more of a leg than its order asks for. */
export function isOverFilled(
  { id, legs, quantity, filled }: Pick<Order, "id" | "legs" | "quantity" | "filled">,
  alone: readonly TradedAlone[],
): boolean {
  return legs.some(({ instrument, ratio }) => {
    const beside = alone
      .filter((one) => one.orderId === id && one.instrument === instrument)
      .reduce((sum, one) => sum + one.quantity, 0);
    return Math.abs(beside) > Math.abs(ratio) * (quantity - filled);
  });
}

function part(fill: BrokerFill, quantity: number): BrokerFill {
  const share = (whole: number): number => (whole / fill.quantity) * quantity;
  return {
    ...fill,
    quantity,
    legs: fill.legs.map((leg) => ({ ...leg, quantity: share(leg.quantity) })),
    fees: usdE4(Math.round((fill.fees * quantity) / fill.quantity)),
  };
}

/** Of the second half of a split execution: no broker names one so. */
const beyondId = (id: ExecutionId): ExecutionId => `${id}+beyond` as ExecutionId;
