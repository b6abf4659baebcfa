import type { EpochMicros, Session } from "@smart0dte/domain";
import { usdE4 } from "@smart0dte/domain";
import { isBag } from "../contracts/listed-contract.ts";
import { momentText } from "../contracts/trading-hours.ts";
import type { Notification } from "../replies/session-reply.ts";
import { isOver, type BrokerOrder, type OrderTicket } from "./broker-order.ts";
import type { Mischief } from "./mischief.ts";
import type { Tell } from "./notice.ts";
import type { OrderBook } from "./order-book.ts";

/** Who asks and when. */
export interface OrderAct {
  readonly clientId: number;
  readonly orderId: number;
  readonly now: EpochMicros;
}

export interface OrderLifeParts {
  readonly orders: OrderBook;
  readonly mischief: Mischief;
  readonly session: Session;
  readonly tell: Tell;
  /** Text of error 201, or null. */
  readonly rejectionOf: (order: BrokerOrder) => string | null;
  readonly lastPermId: number;
  /** A number from 0 to below 1. */
  readonly chance: () => number;
}

/** Acceptance, change and end of orders, with their brackets and groups, told as the gateway tells them. */
export class OrderLife {
  readonly #parts: OrderLifeParts;
  #permId: number;

  constructor(parts: OrderLifeParts) {
    this.#parts = parts;
    this.#permId = parts.lastPermId;
  }

  /** The number given last. */
  get permId(): number {
    return this.#permId;
  }

  /** A new order; it is held, refused, or accepted with what waited for it. */
  take(act: OrderAct, ticket: OrderTicket): void {
    const { orders } = this.#parts;
    const parent = ticket.parentId === 0 ? undefined : orders.get(act.clientId, ticket.parentId);
    if (ticket.parentId !== 0 && (parent === undefined || isOver(parent))) {
      this.refuse(act, { code: 135, text: `Can't find order with id =${ticket.parentId}` });
      return;
    }
    this.#permId += 1;
    const order = orders.put(newOrder(act, ticket, { permId: this.#permId, parent }));
    if (ticket.transmit) this.#transmit(order, act.now);
  }

  change(order: BrokerOrder, ticket: OrderTicket, act: OrderAct): void {
    const { orders, tell } = this.#parts;
    const changed = orders.put({
      ...order,
      ticket: { ...ticket, transmit: ticket.transmit || order.ticket.transmit },
      quantity: ticket.quantity,
      updatedAt: act.now,
    });
    if (order.isHeld) {
      if (ticket.transmit) this.#transmit(changed, act.now);
      return;
    }
    tell({ kind: "order", order: changed });
  }

  /** Ends an order that lives, and those that end with it. */
  cancel(order: BrokerOrder, act: OrderAct, reason = ""): void {
    const { orders, tell } = this.#parts;
    if (!order.isHeld && !isBag(order.ticket.contract)) {
      const pending = orders.put({ ...order, status: "PendingCancel", updatedAt: act.now });
      tell({ kind: "order", order: pending });
      tell({ kind: "order", order: pending });
    }
    if (order.ocaType === 1) for (const other of orders.groupOf(order)) this.end(other, act.now, reason);
    this.end(order, act.now, reason);
    this.#endChildren(order, act.now);
  }

  /** Cancelled at the broker: the status, then error 202. */
  end(order: BrokerOrder, now: EpochMicros, reason = ""): void {
    const { orders, tell } = this.#parts;
    const ended = orders.put({
      ...order,
      status: "Cancelled",
      isHeld: false,
      whyHeld: "",
      updatedAt: now,
      endText: "Cancelled by Trader",
    });
    tell({ kind: "status", order: ended });
    this.refuse(ended, { code: 202, text: `Order Canceled - reason:${reason}` });
  }

  /** Refused or stopped by the broker: the status, then error 201. */
  reject(order: BrokerOrder, now: EpochMicros, text: string): void {
    const { orders, tell, mischief } = this.#parts;
    const rejected = orders.put({
      ...order,
      status: "Inactive",
      isHeld: false,
      updatedAt: now,
      endText: text,
    });
    tell({ kind: "order", order: rejected });
    const json = mischief.take("malformedReject") ? '{"reject":{"reason":"' : "";
    this.refuse(rejected, { code: 201, text, json });
    this.#endChildren(rejected, now);
  }

  refuse(
    { clientId, orderId }: Pick<OrderAct, "clientId" | "orderId">,
    what: Omit<Notification, "id">,
  ): void {
    this.#parts.tell({ kind: "error", clientId, notification: { id: orderId, ...what } });
  }

  /** What a fill does to the orders beside it. */
  afterFill(order: BrokerOrder, count: number, now: EpochMicros): void {
    const { orders, tell } = this.#parts;
    for (const other of orders.groupOf(order)) {
      const left = other.quantity - other.filled - (order.ocaType === 1 ? Number.POSITIVE_INFINITY : count);
      if (left <= 0) this.end(other, now, "");
      else
        tell({
          kind: "order",
          order: orders.put({ ...other, quantity: other.quantity - count, updatedAt: now }),
        });
    }
    if (order.status !== "Filled") return;
    for (const child of orders.childrenOf(order))
      if (!child.isHeld) this.activate({ ...child, whyHeld: "" }, now);
  }

  /** From accepted to working at the exchange; a stop waits for its trigger. */
  activate(order: BrokerOrder, now: EpochMicros): void {
    const { orders, tell } = this.#parts;
    const isStop = order.ticket.stop !== null && !order.isTriggered;
    const working = orders.put({
      ...order,
      status: isStop ? "PreSubmitted" : "Submitted",
      whyHeld: isStop ? "trigger" : "",
      updatedAt: now,
    });
    tell({ kind: "order", order: working });
  }

  #transmit(order: BrokerOrder, now: EpochMicros): void {
    const { orders, rejectionOf } = this.#parts;
    for (const member of this.#bracketOf(order)) {
      const { mischief } = this.#parts;
      const accepted = orders.put({
        ...member,
        isHeld: false,
        isMute: mischief.take("lostAck"),
        updatedAt: now,
      });
      const rejection = rejectionOf(accepted);
      if (rejection !== null) this.reject(accepted, now, rejection);
      else this.#accept(accepted, now);
    }
  }

  #accept(order: BrokerOrder, now: EpochMicros): void {
    const { session, tell, chance, orders } = this.#parts;
    if (isOver(orders.get(order.clientId, order.orderId) ?? order)) return;
    const isOpen = now >= session.open && now < session.close;
    if (!isOpen) this.refuse(order, { code: 399, text: closedText(order, session) });
    const repeats = chance() < 0.5 ? 2 : 3;
    for (let i = 0; i < repeats; i += 1) tell({ kind: "order", order });
    if (isOpen && !order.whyHeld.startsWith("child")) this.activate(order, now);
  }

  /** An order with its held parent and the held orders beside it, parents first. */
  #bracketOf(order: BrokerOrder): readonly BrokerOrder[] {
    const parent = this.#parts.orders.parentOf(order);
    if (parent === undefined) return [order];
    const children = this.#parts.orders.childrenOf(parent).filter(({ isHeld }) => isHeld);
    return [...(parent.isHeld ? [parent] : []), ...children];
  }

  #endChildren(order: BrokerOrder, now: EpochMicros): void {
    for (const child of this.#parts.orders.childrenOf(order)) this.end(child, now);
  }
}

function newOrder(
  { clientId, orderId, now }: OrderAct,
  ticket: OrderTicket,
  at: { readonly permId: number; readonly parent: BrokerOrder | undefined },
): BrokerOrder {
  const { permId, parent } = at;
  const isChild = parent !== undefined && parent.status !== "Filled";
  const held = ticket.stop === null ? "child" : "child,trigger";
  return {
    clientId,
    orderId,
    permId,
    ticket,
    status: "PreSubmitted",
    isHeld: true,
    quantity: ticket.quantity,
    filled: 0,
    filledValue: 0,
    lastFillPrice: usdE4(0),
    whyHeld: isChild ? held : ticket.stop === null ? "" : "trigger",
    isTriggered: false,
    beyondStop: 0,
    ocaGroup: parent !== undefined && ticket.ocaGroup === "" ? String(parent.permId) : ticket.ocaGroup,
    ocaType: parent === undefined ? ticket.ocaType : BRACKET_OCA_TYPE,
    updatedAt: now,
    endText: "",
    isMute: false,
    isBroken: false,
  };
}

const BRACKET_OCA_TYPE = 3;

const closedText = ({ ticket }: BrokerOrder, session: Session): string =>
  `Order Message:\n${ticket.action} ${ticket.quantity} ${ticket.contract.symbol}\nWarning: your order will not be placed at the exchange until ${momentText(session.open)}`;
