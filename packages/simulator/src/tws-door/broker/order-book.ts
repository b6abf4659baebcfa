import type { BrokerBooks } from "../books/broker-books.ts";
import { isOver, keyOf, type BrokerOrder } from "./broker-order.ts";

/** All orders of the account by client and order id; those that are over stay, for the day. */
export class OrderBook {
  readonly #live = new Map<string, BrokerOrder>();
  readonly #over = new Map<string, BrokerOrder>();
  readonly #highest = new Map<number, number>();
  #revision = 0;

  constructor(books: Pick<BrokerBooks, "live" | "over" | "highestIds"> | null) {
    for (const order of [...(books?.over ?? []), ...(books?.live ?? [])]) this.put(order);
    for (const [clientId, orderId] of books?.highestIds ?? []) this.use(clientId, orderId);
    this.#revision = 0;
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision;
  }

  /** Orders that are not over, the oldest first, held ones included. */
  get live(): readonly BrokerOrder[] {
    return [...this.#live.values()];
  }

  get isIdle(): boolean {
    return this.#live.size === 0;
  }

  /** Orders that are over, in the order in which they ended. */
  get over(): readonly BrokerOrder[] {
    return [...this.#over.values()];
  }

  get(clientId: number, orderId: number): BrokerOrder | undefined {
    const key = keyOf(clientId, orderId);
    return this.#live.get(key) ?? this.#over.get(key);
  }

  put(order: BrokerOrder): BrokerOrder {
    this.#revision += 1;
    const key = keyOf(order.clientId, order.orderId);
    if (isOver(order)) {
      this.#live.delete(key);
      this.#over.set(key, order);
    } else this.#live.set(key, order);
    return order;
  }

  /** Highest id that a client has used, 0 before the first. */
  highestOf(clientId: number): number {
    return this.#highest.get(clientId) ?? 0;
  }

  get highestIds(): readonly (readonly [clientId: number, orderId: number])[] {
    return [...this.#highest];
  }

  use(clientId: number, orderId: number): void {
    this.#revision += 1;
    this.#highest.set(clientId, Math.max(this.highestOf(clientId), orderId));
  }

  childrenOf({ clientId, orderId }: BrokerOrder): readonly BrokerOrder[] {
    return this.live.filter((one) => one.clientId === clientId && one.ticket.parentId === orderId);
  }

  parentOf({ clientId, ticket }: BrokerOrder): BrokerOrder | undefined {
    return ticket.parentId === 0 ? undefined : this.get(clientId, ticket.parentId);
  }

  /** The other living members of an order's group. */
  groupOf(order: BrokerOrder): readonly BrokerOrder[] {
    if (order.ocaGroup === "") return [];
    return this.live.filter(
      (one) =>
        one.ocaGroup === order.ocaGroup &&
        !one.isHeld &&
        keyOf(one.clientId, one.orderId) !== keyOf(order.clientId, order.orderId),
    );
  }
}
