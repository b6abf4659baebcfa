import { unreachable, type EpochMicros, type OrderId, type UsdE4 } from "@smart0dte/domain";
import type { OrderRow } from "../words/tws-heard.ts";
import { classOf } from "./error-codes.ts";
import type { PlaceCommand } from "./order-translation.ts";

/** How far an order got: `waiting` is with us, `said` may or may not be with the broker. */
export type Stage = "waiting" | "said" | "confirmed" | "over";

/** Another limit on its way. */
export interface BookedChange {
  readonly limit: UsdE4;
  /** The limit in the broker's terms, once it is said. */
  said: UsdE4 | null;
  /** By a clock that never goes back. */
  saidAt: number | null;
  /** Whether the broker has it cannot be said: the next row of the order tells. */
  isDoubted: boolean;
}

export interface BookedOrder {
  readonly id: OrderId;
  readonly command: PlaceCommand;
  /** Null until it is given its number, right before it is said. */
  number: number | null;
  permId: number;
  stage: Stage;
  /** Where it works, in the desk's terms; `command` says where it began. */
  limit: UsdE4;
  change: BookedChange | null;
  /** The desk wants it gone, and why. */
  cancelling: "asked" | "expired" | null;
  cancelSaid: boolean;
  /** When it was said, by a clock that never goes back; null in recovered orders. */
  saidAt: number | null;
  /** Since when the broker says that it is filled. */
  filledSaidAt: number | null;
  /** Packages in the fills that were told. */
  filled: number;
  /** The last thing told about it: brokers say everything several times. */
  lastTold: string;
  /** Why nothing could be said about it, each reason once. */
  readonly doubts: Set<string>;
}

/** What a report about an order means; `doubt`: nothing can be said before the broker is asked. */
export type OrderReading =
  | { readonly kind: "nothing" }
  | { readonly kind: "acknowledged" }
  | { readonly kind: "working" }
  /** So says the status. The money comes with the executions. */
  | { readonly kind: "filled" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "rejected"; readonly why: string }
  | { readonly kind: "doubt"; readonly why: string }
  | { readonly kind: "warning"; readonly why: string };

const NOTHING: OrderReading = { kind: "nothing" };

/** Reads the broker's status. Money never comes from it. */
export function readStatus(status: string, whyHeld: string): OrderReading {
  switch (status) {
    case "PreSubmitted":
      return { kind: "acknowledged" };
    case "Submitted":
      return { kind: "working" };
    case "Cancelled":
    case "ApiCancelled":
      return { kind: "cancelled" };
    case "Inactive":
      return { kind: "doubt", why: `Inactive ${whyHeld}`.trim() };
    // a pending cancel may still fill
    case "PendingCancel":
    case "PendingSubmit":
    case "ApiPending":
      return NOTHING;
    case "Filled":
      return { kind: "filled" };
    default:
      return { kind: "doubt", why: `a status nobody knows: ${status}` };
  }
}

/** Reads a code on an order. What is not in the table is neither dead nor alive. */
export function readCode(code: number, text: string): OrderReading {
  const why = `${code}: ${text}`;
  const kind = classOf(code);
  switch (kind) {
    case "dead":
      return { kind: "rejected", why };
    case "cancelled":
      return { kind: "cancelled" };
    case "warning":
    case "data":
      return { kind: "warning", why };
    case "cancelRefused":
    case "connectivity":
    case "requestFailed":
    case "unknown":
      return { kind: "doubt", why };
    default:
      return unreachable(kind);
  }
}

/** At most so many orders may live for one contract, side and account. */
export const MOST_ACTIVE = 20;

/** The orders of this run and what the broker calls them. */
export class OrderBook {
  readonly #orders = new Map<OrderId, BookedOrder>();
  readonly #byNumber = new Map<number, BookedOrder>();

  get all(): readonly BookedOrder[] {
    return [...this.#orders.values()];
  }

  of(id: OrderId): BookedOrder | undefined {
    return this.#orders.get(id);
  }

  byNumber(number: number): BookedOrder | undefined {
    return this.#byNumber.get(number);
  }

  add(command: PlaceCommand, stage: Stage): BookedOrder {
    const order: BookedOrder = {
      id: command.orderId,
      command,
      number: null,
      permId: 0,
      stage,
      limit: command.limit,
      change: null,
      cancelling: null,
      cancelSaid: false,
      saidAt: null,
      filledSaidAt: null,
      filled: 0,
      lastTold: "",
      doubts: new Set(),
    };
    this.#orders.set(order.id, order);
    return order;
  }

  giveNumber(order: BookedOrder, number: number): void {
    order.number = number;
    this.#byNumber.set(number, order);
  }

  /** Knows an order again by what it was named, and learns the broker's numbers for it. */
  recognise(row: OrderRow): BookedOrder | undefined {
    const order = this.#orders.get(row.orderRef as OrderId);
    if (order === undefined) return undefined;
    if (row.orderNumber > 0 && order.number === null) this.giveNumber(order, row.orderNumber);
    if (row.permId !== 0) order.permId = row.permId;
    return order;
  }

  /** True when one more order for the same contracts and side would be more than the broker allows. */
  isFull(command: PlaceCommand): boolean {
    const key = contractKey(command);
    const alive = this.all.filter(
      ({ stage, command: other }) => stage !== "over" && contractKey(other) === key,
    );
    return alive.length >= MOST_ACTIVE;
  }

  /** Orders whose time is up and that nobody has asked to cancel. */
  expired(now: EpochMicros): readonly BookedOrder[] {
    return this.all.filter(
      ({ stage, cancelling, command }) =>
        stage !== "over" && cancelling === null && now >= command.validUntil,
    );
  }
}

const contractKey = ({ legs }: PlaceCommand): string =>
  legs
    .map(({ instrument, ratio }) => `${instrument}:${ratio}`)
    .sort()
    .join(",");
