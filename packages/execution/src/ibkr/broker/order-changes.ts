import type { UsdE4 } from "@smart0dte/domain";
import type { ContractOf, DefinedLegs } from "../books/defined-legs.ts";
import { isChangeRefusal } from "../orders/error-codes.ts";
import type { BookedOrder } from "../orders/order-book.ts";
import { translateOrder, type ReplaceCommand } from "../orders/order-translation.ts";
import type { OrderRow } from "../words/tws-heard.ts";
import type { Outbox } from "./outbox.ts";
import type { ChangeTold } from "./order-told.ts";
import { translationWords } from "../words/problem-words.ts";

export interface OrderChangesParts {
  readonly account: string;
  readonly legs: Pick<DefinedLegs, "await">;
  readonly outbox: Pick<Outbox, "change" | "say">;
  tell(order: BookedOrder, told: ChangeTold): void;
  at(): number;
}

/** How long the broker may take to show a new limit. */
const CONFIRM_MS = 5_000;

/** Changes of the limit of orders that the broker has: the same order said again, under its own number. */
export class OrderChanges {
  readonly #parts: OrderChangesParts;

  constructor(parts: OrderChangesParts) {
    this.#parts = parts;
  }

  /** Of an order that is over the end was told; that answers it. */
  ask(order: BookedOrder, { limit, purpose }: ReplaceCommand): void {
    if (order.stage === "over") return;
    const obstacle =
      obstacleOf(order) ?? (order.change === null ? null : "another change of it is under way");
    if (obstacle !== null) {
      this.#parts.tell(order, { kind: "replaceRefused", why: obstacle });
      return;
    }
    order.change = { limit, said: null, saidAt: null, isDoubted: false };
    // after a restart nothing is known of what a recovered order trades
    this.#parts.legs.await(
      order.command.legs,
      (contractOf) =>
        this.#parts.outbox.change(() => this.#say(order, contractOf), purpose === "close" ? "exit" : "order"),
      (why) => this.#refused(order, `contractUnknown: ${why}`),
    );
  }

  /** An order of an earlier run that waited for an answer. */
  recover(order: BookedOrder, limit: UsdE4): void {
    order.change = { limit, said: null, saidAt: null, isDoubted: true };
  }

  /** The broker's row of an order says what it works at. */
  hearRow(order: BookedOrder, { limit }: OrderRow): void {
    const { change } = order;
    if (change === null || limit === null) return;
    if (limit === change.said) this.#done(order, change.limit);
    else if (change.isDoubted) {
      // ticks may have moved it a little
      const isNew = distance(limit, change.limit) < distance(limit, order.limit);
      if (isNew) this.#done(order, change.limit);
      else this.#refused(order, "the broker does not have it");
    }
  }

  /** True when a code is about the change and says nothing about the order itself. */
  hearCode(order: BookedOrder, code: number, text: string): boolean {
    if (order.change === null || order.change.said === null || !isChangeRefusal(code)) return false;
    this.#refused(order, `${code}: ${text}`);
    return true;
  }

  /** True once, when the broker should have shown the new limit by now. */
  isOverdue({ change, stage }: BookedOrder): boolean {
    if (change === null || change.isDoubted || change.saidAt === null || stage === "over") return false;
    if (this.#parts.at() - change.saidAt < CONFIRM_MS) return false;
    change.isDoubted = true;
    return true;
  }

  /** The connection is gone: what was not said never will be, what was is in doubt. */
  dropped(order: BookedOrder): void {
    const { change } = order;
    if (change === null) return;
    if (change.said !== null || change.isDoubted) change.isDoubted = true;
    else this.#refused(order, "the connection was lost before it was said");
  }

  #say(order: BookedOrder, contractOf: ContractOf): void {
    const { change, number } = order;
    if (change === null || order.stage === "over") return;
    const obstacle = obstacleOf(order);
    if (obstacle !== null || number === null) {
      this.#refused(order, obstacle ?? "the broker's number of it is not known");
      return;
    }
    const ticket = translateOrder({ ...order.command, limit: change.limit }, this.#parts.account, contractOf);
    if (!ticket.ok) {
      this.#refused(order, translationWords(ticket.error));
      return;
    }
    const { contract, order: terms } = ticket.value;
    change.said = terms.limit;
    change.saidAt = this.#parts.at();
    this.#parts.outbox.say({ say: "placeOrder", orderNumber: number, contract, order: terms });
  }

  #done(order: BookedOrder, limit: UsdE4): void {
    order.change = null;
    order.limit = limit;
    this.#parts.tell(order, { kind: "replaced", limit });
  }

  #refused(order: BookedOrder, why: string): void {
    if (order.change === null) return;
    order.change = null;
    this.#parts.tell(order, { kind: "replaceRefused", why });
  }
}

/** Only an order that the broker has acknowledged, and that is to stay, is said again: any other might become two. */
function obstacleOf({ stage, cancelling, number }: BookedOrder): string | null {
  if (cancelling !== null) return "its cancel was asked for";
  if (stage !== "confirmed" || number === null) return "the broker has not acknowledged it";
  return null;
}

/** A single leg's limit has no sign at the broker. */
const distance = (left: UsdE4, right: UsdE4): number => Math.abs(Math.abs(left) - Math.abs(right));
