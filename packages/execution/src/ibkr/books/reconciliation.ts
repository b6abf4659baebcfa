import {
  formatCompactOsi,
  type BrokerEvent,
  type EpochMicros,
  type ExecutionId,
  type Leg,
  type Order,
  type OrderId,
  type Position,
} from "@smart0dte/domain";
import type { BrokerSnapshot } from "./broker-snapshot.ts";
import type { Difference } from "./difference.ts";
import type { ToldExecution, UnjoinedLeg } from "./execution-join.ts";
import { compareOrders } from "./order-comparison.ts";
import { overFills } from "./over-fill.ts";
import { comparePositions, type AcceptedHolding, type PositionView } from "./position-comparison.ts";

/** What the desk believes. */
export interface DeskBook {
  readonly orders: readonly Order[];
  readonly positions: readonly Position[];
  readonly executions: readonly ExecutionId[];
  /** What a person has said belongs to the account and not to the desk: shares, a hedge of their own. */
  readonly accepted: readonly AcceptedHolding[];
}

/** A snapshot of which nothing is unknown. */
export type WholeSnapshot = { readonly [Part in keyof BrokerSnapshot]: NonNullable<BrokerSnapshot[Part]> };

export interface ReconciliationView {
  readonly at: EpochMicros;
  readonly clientId: number;
  /** Every execution told in this run, the ones that this snapshot brought included. */
  readonly told: readonly ToldExecution[];
  readonly unjoined: readonly UnjoinedLeg[];
  readonly isUnsaid: (id: OrderId) => boolean;
  readonly wasMissing: (id: OrderId) => boolean;
}

export interface Reconciliation {
  /** What the desk is told: safe repairs. */
  readonly events: readonly BrokerEvent[];
  readonly differences: readonly Difference[];
  readonly cancel: readonly number[];
  readonly missing: readonly OrderId[];
  /** False: another snapshot must show the same before anybody is halted by it. */
  readonly isSettled: boolean;
}

/** Compares the desk with the broker. Repairs what can be told, names what cannot. */
export function reconcile(desk: DeskBook, snapshot: WholeSnapshot, view: ReconciliationView): Reconciliation {
  const { openOrders, completedOrders, executions, positions } = snapshot;
  const booked = new Set(desk.executions);
  const ahead = view.told.filter(({ executionId }) => !booked.has(executionId));
  const legsOf = new Map<string, readonly Leg[]>(desk.orders.map(({ id, legs }) => [id, legs]));
  const orders = compareOrders(desk.orders, {
    ...view,
    open: openOrders,
    completed: completedOrders,
    filledOf: (id) => filledOf(id, desk, ahead),
  });
  const foreign = executions.filter(
    ({ orderRef, contract }) => !legsOf.has(orderRef) && contract.kind !== "package",
  );
  const held = comparePositions(heldOf(desk, view, { broker: positions, foreign }));
  const differences = [
    ...orders.differences,
    ...orphans(view.unjoined),
    ...overFills(desk.orders, executions),
    ...held,
  ];
  return {
    ...orders,
    differences,
    isSettled: orders.missing.every(view.wasMissing) && !differences.some(({ halts }) => halts),
  };
}

/** True when rows of positions, told by themselves, are not what the desk and its open fills make up. */
export function holdsOtherwise(
  desk: DeskBook,
  broker: WholeSnapshot["positions"],
  view: Pick<ReconciliationView, "told" | "unjoined">,
): boolean {
  return comparePositions(heldOf(desk, view, { broker, foreign: [] })).length > 0;
}

function heldOf(
  desk: DeskBook,
  { told, unjoined }: Pick<ReconciliationView, "told" | "unjoined">,
  seen: Pick<PositionView, "broker" | "foreign">,
): PositionView {
  const booked = new Set(desk.executions);
  const legsOf = new Map<string, readonly Leg[]>(desk.orders.map(({ id, legs }) => [id, legs]));
  return {
    positions: desk.positions,
    accepted: desk.accepted,
    told: told
      .filter(({ executionId }) => !booked.has(executionId))
      .map((fill) => ({ fill, legs: legsOf.get(fill.orderId) ?? [] })),
    unjoined,
    ...seen,
  };
}

const orphans = (unjoined: readonly UnjoinedLeg[]): readonly Difference[] =>
  unjoined.map(({ orderId, leg, quantity }) => ({
    kind: "orphanLegs",
    orderId,
    halts: true,
    contract: formatCompactOsi(leg.contract),
    quantity,
    note: "the other legs have no execution",
  }));

function filledOf(id: OrderId, { orders }: DeskBook, ahead: readonly ToldExecution[]): number {
  const booked = orders.find((order) => order.id === id)?.filled ?? 0;
  return ahead.reduce(
    (sum, told) => (told.orderId === id && told.kind === "fill" ? sum + told.quantity : sum),
    booked,
  );
}
