import type { BrokerEvent, EpochMicros, Order, OrderId } from "@smart0dte/domain";
import { isOver } from "../../core/order-transitions.ts";
import { readStatus } from "../orders/order-book.ts";
import type { OrderRow } from "../words/tws-heard.ts";
import type { Difference } from "./difference.ts";

export interface OrderComparison {
  readonly events: readonly BrokerEvent[];
  readonly differences: readonly Difference[];
  /** Orders that must go. */
  readonly cancel: readonly number[];
  /** Seen neither open nor completed nor filled, this once: another snapshot decides. */
  readonly missing: readonly OrderId[];
}

export interface OrderView {
  readonly at: EpochMicros;
  readonly clientId: number;
  readonly open: readonly OrderRow[];
  readonly completed: readonly OrderRow[];
  /** Packages that executions make up, by order, booked or told. */
  readonly filledOf: (id: OrderId) => number;
  /** Orders that wait with us and were never said. */
  readonly isUnsaid: (id: OrderId) => boolean;
  /** The last whole snapshot did not show it either. */
  readonly wasMissing: (id: OrderId) => boolean;
}

/** Compares orders by the name the desk gave them, never by number: numbers may be used again. */
export function compareOrders(orders: readonly Order[], view: OrderView): OrderComparison {
  const parts = [...orders.map((order) => compareOrder(order, view)), ...strangers(orders, view)];
  return {
    events: parts.flatMap(({ events = [] }) => events),
    differences: parts.flatMap(({ differences = [] }) => differences),
    cancel: parts.flatMap(({ cancel = [] }) => cancel),
    missing: parts.flatMap(({ missing = [] }) => missing),
  };
}

type Part = Partial<OrderComparison>;

function compareOrder(order: Order, view: OrderView): Part {
  const named = ({ orderRef }: OrderRow): boolean => orderRef === order.id;
  const open = view.open.filter((row) => named(row) && isAlive(row));
  const [row, second] = open;
  if (second !== undefined) {
    const note = open.map(({ orderNumber, permId }) => `${orderNumber}/${permId}`).join(" and ");
    return { differences: [{ kind: "doubled", orderId: order.id, halts: true, note }] };
  }
  if (row !== undefined) return isOver(order.state) ? cancelOf(order, row) : knownAgain(order, row, view);
  if (isOver(order.state) || view.isUnsaid(order.id)) return {};
  const over = [...view.completed, ...view.open].find(named);
  return over === undefined ? absent(order, view) : ended(order, over, view);
}

/** The broker may still fill it. */
export const isAlive = ({ status }: OrderRow): boolean =>
  !["Filled", "Cancelled", "ApiCancelled", "Inactive"].includes(status);

function cancelOf({ id: orderId, state }: Order, { orderNumber }: OrderRow): Part {
  return {
    cancel: [orderNumber],
    differences: [{ kind: "aliveAfterEnd", orderId, halts: false, note: `${state} for the desk` }],
  };
}

function knownAgain({ id: orderId, state }: Order, { status }: OrderRow, { at }: OrderView): Part {
  const { kind } = readStatus(status, "");
  const isNews = state === "journalled" || state === "sent" || state === "unknown";
  if (!isNews || (kind !== "acknowledged" && kind !== "working")) return {};
  return {
    events: [{ kind, orderId, at }],
    differences: [{ kind: "orderKnownAgain", orderId, halts: false, note: status }],
  };
}

function ended(order: Order, { status, note }: OrderRow, { at, filledOf }: OrderView): Part {
  const { id: orderId, quantity } = order;
  const why = note === "" ? status : note;
  if (status === "Filled") {
    const filled = filledOf(orderId);
    return filled >= quantity
      ? {}
      : {
          differences: [
            { kind: "fillWithoutExecution", orderId, halts: true, note: `${filled} of ${quantity}` },
          ],
        };
  }
  const kind = status === "Inactive" ? "rejected" : "cancelled";
  return {
    events: [{ kind, orderId, at, why }],
    differences: [{ kind: "orderKnownAgain", orderId, halts: false, note: why }],
  };
}

const HAD_BY_BROKER: readonly string[] = ["acknowledged", "working", "partlyFilled"];

function absent(order: Order, { at, filledOf, wasMissing }: OrderView): Part {
  const { id: orderId, quantity, history } = order;
  if (filledOf(orderId) >= quantity) return {};
  if (!wasMissing(orderId)) {
    return {
      missing: [orderId],
      events: [{ kind: "lost", orderId, at, why: "the broker does not show it" }],
    };
  }
  const wasThere = filledOf(orderId) > 0 || history.some(({ state }) => HAD_BY_BROKER.includes(state));
  if (wasThere) {
    return {
      missing: [orderId],
      differences: [{ kind: "lostAtBroker", orderId, halts: true, note: `${order.state} for the desk` }],
    };
  }
  const why = "it never arrived at the broker";
  return {
    events: [{ kind: "rejected", orderId, at, why }],
    differences: [{ kind: "neverArrived", orderId, halts: false, note: why }],
  };
}

/** Live orders that the desk did not make. */
function strangers(orders: readonly Order[], { open, clientId }: OrderView): readonly Part[] {
  const own = new Set<string>(orders.map(({ id }) => id));
  return open
    .filter((row) => isAlive(row) && !own.has(row.orderRef))
    .map((row) => {
      const note = `${row.orderNumber}/${row.permId} ${row.orderRef} of client ${row.clientId}`;
      const isOurs = row.clientId === clientId && row.orderNumber > 0;
      return {
        differences: [
          isOurs ? { kind: "unknownOrder", halts: true, note } : { kind: "foreignOrder", halts: false, note },
        ],
      };
    });
}
