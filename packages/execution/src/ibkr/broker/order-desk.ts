import { InvariantError, unreachable, type BrokerEvent, type Order, type OrderId } from "@smart0dte/domain";
import { isOver } from "../../core/order-transitions.ts";
import type { ContractBook } from "../books/contract-book.ts";
import { DefinedLegs, type ContractOf } from "../books/defined-legs.ts";
import {
  OrderBook,
  readCode,
  readStatus,
  type BookedOrder,
  type OrderReading,
} from "../orders/order-book.ts";
import {
  translateOrder,
  type PlaceCommand,
  type ReplaceCommand,
  type TwsTicket,
} from "../orders/order-translation.ts";
import type { OrderNumbers } from "../orders/order-numbers.ts";
import type { OrderRow, TwsHeard } from "../words/tws-heard.ts";
import type { IbkrBrokerOptions } from "./broker-options.ts";
import { OrderChanges } from "./order-changes.ts";
import type { OrderTold } from "./order-told.ts";
import type { Outbox } from "./outbox.ts";
import { translationWords } from "../words/problem-words.ts";

export interface OrderDeskParts {
  readonly options: IbkrBrokerOptions;
  readonly numbers: OrderNumbers;
  readonly contracts: ContractBook;
  readonly outbox: Outbox;
  tell(event: BrokerEvent): void;
  /** Something about an order cannot be said: everything must be asked. */
  doubt(why: string): void;
  warn(code: string, text: string): void;
}

/** How long the broker may take to confirm an order. */
const CONFIRM_MS = 5_000;

const NUMBERS_USED_UP =
  "orderNumbersUsedUp: this TWS has seen the highest number there is; reset the API order ids in its settings";

/** Orders on their way out and what is said about them. */
export class OrderDesk {
  readonly #parts: OrderDeskParts;
  readonly book = new OrderBook();
  readonly #changes: OrderChanges;
  readonly #legs: DefinedLegs;

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
    const { options, contracts, outbox } = parts;
    this.#legs = new DefinedLegs({
      contracts,
      ask: (words) => outbox.ask(words, "order"),
      at: () => this.#at(),
    });
    this.#changes = new OrderChanges({
      account: options.account,
      legs: this.#legs,
      outbox,
      tell: (order, told) => this.#tell(order, told),
      at: () => this.#at(),
    });
  }

  place(command: PlaceCommand): void {
    if (this.book.of(command.orderId) !== undefined) {
      throw new InvariantError("Two orders of one name", { order: command.orderId });
    }
    const isFull = this.book.isFull(command);
    const order = this.book.add(command, "waiting");
    if (isFull) {
      this.#end(order, { kind: "rejected", why: "tooManyActive" });
      return;
    }
    this.#legs.await(
      command.legs,
      (contractOf) => this.#queue(order, contractOf),
      (why) => this.#end(order, { kind: "rejected", why: `contractUnknown: ${why}` }),
    );
  }

  /** Never said: refused before it reached anybody. */
  refuse(command: PlaceCommand, why: string): void {
    this.#parts.tell({ kind: "rejected", orderId: command.orderId, at: this.#now(), why });
  }

  /** Takes an order back that was not said yet. */
  reject(order: BookedOrder, why: string): void {
    this.#end(order, { kind: "rejected", why });
  }

  /** Lets an order work at another limit; `refusal` is why it may not be said now, null where it may. */
  replace(command: ReplaceCommand, refusal: string | null): void {
    const order = this.book.of(command.orderId);
    if (order !== undefined && refusal === null) {
      this.#changes.ask(order, command);
      return;
    }
    const why = refusal ?? "it is no order of this connection's";
    this.#parts.tell({ kind: "replaceRefused", orderId: command.orderId, at: this.#now(), why });
  }

  cancel(id: OrderId, cause: "asked" | "expired"): void {
    const order = this.book.of(id);
    if (order === undefined) {
      this.#parts.warn("cancelOfUnknown", `${id} is no order of this connection's`);
      this.#parts.doubt("a cancel of an order that is not known here");
      return;
    }
    if (order.stage === "over") return;
    order.cancelling ??= cause;
    if (order.stage === "waiting") this.#endUnsaid(order);
    else this.#sayCancel(order);
  }

  /** What waits for contracts that are known by now goes to the queue; what waits for unknown ones is refused. */
  advance(): void {
    this.#legs.advance();
  }

  /** Ends orders whose time is up. */
  expire(): void {
    for (const { id } of this.book.expired(this.#now())) this.cancel(id, "expired");
  }

  /** Doubts orders that the broker should have confirmed by now, or whose executions should have come. */
  overdue(): void {
    const at = this.#at();
    const { orphanMs } = this.#parts.options.join;
    for (const order of this.book.all) {
      if (order.stage === "said" && order.saidAt !== null && at - order.saidAt >= CONFIRM_MS) {
        this.#doubt(order, "the broker did not confirm it in time");
      }
      if (order.filledSaidAt !== null && at - order.filledSaidAt >= orphanMs) {
        this.#doubt(order, "filled, says the broker, and its executions did not come");
      }
      if (this.#changes.isOverdue(order)) {
        this.#parts.warn("changeInDoubt", `${order.id}: the broker does not show its new limit`);
        this.#parts.doubt("a new limit that the broker did not confirm in time");
      }
    }
  }

  /** The connection is gone: what was not said is dead, what was not confirmed is unknown. */
  dropped(): void {
    this.#legs.clear();
    for (const order of this.book.all) {
      if (order.stage === "waiting")
        this.#end(order, { kind: "rejected", why: "the connection was lost before it was sent" });
      order.cancelSaid = false;
      this.#changes.dropped(order);
      if (order.stage !== "said") continue;
      this.#tell(order, { kind: "lost", why: "the connection was lost before the broker confirmed it" });
    }
  }

  /** Cancels that a lost connection may have swallowed are said again. */
  repeatCancels(): void {
    for (const order of this.book.all) {
      if (order.cancelling !== null && order.stage !== "over") this.#sayCancel(order);
    }
  }

  /** An order of an earlier run, or of this one: known by the name it was given. */
  recover({ id: orderId, filled, asked, state, ...terms }: Order): void {
    if (isOver(state) || this.book.of(orderId) !== undefined) return;
    const { purpose, legs, quantity, limit, trigger, validUntil } = terms;
    const order = this.book.add(
      {
        type: "orderCommand",
        action: "place",
        at: this.#now(),
        orderId,
        purpose,
        legs,
        quantity,
        limit,
        ...(trigger !== undefined && { trigger }),
        validUntil,
      },
      "said",
    );
    order.filled = filled;
    // whether the wish ever reached the broker is not known
    if (state === "cancelRequested") order.cancelling = "asked";
    if (asked !== null) this.#changes.recover(order, asked);
  }

  hearRow(row: OrderRow): void {
    if (row.clientId === this.#parts.options.address.clientId) this.#parts.numbers.seen(row.orderNumber);
    const order = this.book.recognise(row);
    if (order === undefined) return;
    this.#read(order, readStatus(row.status, ""));
    if (order.stage === "confirmed") this.#changes.hearRow(order, row);
  }

  hearStatus(heard: Extract<TwsHeard, { hear: "orderStatus" }>): void {
    if (heard.clientId !== this.#parts.options.address.clientId) return;
    const order = this.book.byNumber(heard.orderNumber);
    if (order === undefined) return;
    if (heard.permId !== 0) order.permId = heard.permId;
    this.#read(order, readStatus(heard.status, heard.whyHeld));
  }

  hearCode(number: number, code: number, text: string): void {
    const reading = readCode(code, text);
    const order = this.book.byNumber(number);
    if (order !== undefined) {
      if (this.#changes.hearCode(order, code, text)) return;
      if (reading.kind === "cancelled") this.#sayWhyCancelled(order, text);
      this.#read(order, reading);
      return;
    }
    this.#parts.warn(String(code), `order ${number}: ${text}`);
    if (reading.kind !== "warning") this.#parts.doubt(`${code} on order ${number}, which is not known here`);
  }

  /** What was told on another way (reconciliation, fills) moves the order here too. */
  follow(event: BrokerEvent): void {
    const order = this.book.of(event.orderId);
    if (order === undefined) return;
    order.lastTold = event.kind;
    if (event.kind === "cancelled" || event.kind === "rejected" || event.kind === "expired")
      order.stage = "over";
    if (event.kind !== "acknowledged" && event.kind !== "working") return;
    if (order.stage !== "over") order.stage = "confirmed";
  }

  filled(id: OrderId, packages: number): void {
    const order = this.book.of(id);
    if (order === undefined) return;
    order.filled += packages;
    if (order.filled >= order.command.quantity) order.stage = "over";
  }

  #queue(order: BookedOrder, contractOf: ContractOf): void {
    if (order.stage !== "waiting") return;
    const ticket = translateOrder(order.command, this.#parts.options.account, contractOf);
    if (!ticket.ok) this.#end(order, { kind: "rejected", why: translationWords(ticket.error) });
    else this.#parts.outbox.place(order, () => this.#say(order, ticket.value));
  }

  /** The number is on the disk before the order is said: a crash in between wastes a number and nothing else. */
  #say(order: BookedOrder, { contract, order: terms }: TwsTicket): void {
    if (order.stage !== "waiting") return;
    const orderNumber = this.#parts.numbers.next();
    if (orderNumber === null) {
      this.#end(order, { kind: "rejected", why: NUMBERS_USED_UP });
      return;
    }
    this.book.giveNumber(order, orderNumber);
    order.stage = "said";
    order.saidAt = this.#at();
    this.#parts.outbox.say({ say: "placeOrder", orderNumber, contract, order: terms });
    this.#tell(order, { kind: "sent" });
  }

  #sayCancel(order: BookedOrder): void {
    // without a number nobody can be asked; the next snapshot brings it
    if (order.number === null || order.cancelSaid) return;
    order.cancelSaid = true;
    this.#parts.outbox.ask({ say: "cancelOrder", orderNumber: order.number }, "exit");
  }

  #sayWhyCancelled(order: BookedOrder, text: string): void {
    if (order.cancelling === null) this.#parts.warn("202", `${order.id}: ${text}`);
  }

  #read(order: BookedOrder, reading: OrderReading): void {
    switch (reading.kind) {
      case "nothing":
        return;
      case "warning":
        this.#parts.warn("order", `${order.id}: ${reading.why}`);
        return;
      case "acknowledged":
      case "working":
        if (order.stage === "over") return;
        order.stage = "confirmed";
        if (order.lastTold !== reading.kind) this.#tell(order, { kind: reading.kind });
        return;
      case "doubt":
        this.#doubt(order, reading.why);
        return;
      case "filled":
        order.filledSaidAt ??= this.#at();
        return;
      case "cancelled":
        this.#end(order, { kind: "cancelled" });
        return;
      case "rejected":
        this.#end(order, reading);
        return;
      default:
        unreachable(reading);
    }
  }

  /** Once for each reason: what a snapshot repeats is no new doubt. */
  #doubt(order: BookedOrder, why: string): void {
    if (order.stage === "over" || order.doubts.has(why)) return;
    order.doubts.add(why);
    this.#tell(order, { kind: "lost", why });
    this.#parts.warn("orderInDoubt", `${order.id}: ${why}`);
    this.#parts.doubt(why);
  }

  #endUnsaid(order: BookedOrder): void {
    this.#parts.outbox.forget(order);
    this.#end(order, { kind: "cancelled" });
  }

  #end(
    order: BookedOrder,
    reading: { readonly kind: "cancelled" } | { readonly kind: "rejected"; readonly why: string },
  ): void {
    if (order.stage === "over") return;
    order.stage = "over";
    if (reading.kind === "rejected") {
      this.#tell(order, reading);
      return;
    }
    const isExpired = order.cancelling === "expired";
    const why = order.cancelling === null ? "cancelled at the broker" : `cancelled: ${order.cancelling}`;
    this.#tell(order, { kind: isExpired ? "expired" : "cancelled", why });
  }

  #tell(order: BookedOrder, told: OrderTold): void {
    if (told.kind !== "replaced" && told.kind !== "replaceRefused") order.lastTold = told.kind;
    this.#parts.tell({ ...told, orderId: order.id, at: this.#now() });
  }

  #at(): number {
    return this.#parts.options.surroundings.monotonic();
  }

  #now(): PlaceCommand["at"] {
    return this.#parts.options.surroundings.now();
  }
}
