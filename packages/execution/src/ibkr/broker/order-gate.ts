import type { OrderCommand, OrderId, Result } from "@smart0dte/domain";
import type { BookedOrder } from "../orders/order-book.ts";
import type { PlaceCommand } from "../orders/order-translation.ts";
import { permits, type Gate, type GateProblem, type Sender } from "../session/send-gate.ts";

export interface OrderGateParts {
  /** How things stand now. */
  readonly gate: () => Gate;
  refuse(order: BookedOrder, why: string): void;
}

/** Which orders may go out, when they come and again when their turn has come. */
export class OrderGate {
  readonly #parts: OrderGateParts;
  readonly #persons = new Set<OrderId>();

  constructor(parts: OrderGateParts) {
    this.#parts = parts;
  }

  permission(command: OrderCommand, sender: Sender): Result<null, GateProblem> {
    return permits(this.#parts.gate(), command, sender);
  }

  /** An exit waits for a comparison that is under way: refused, it would have to be thought of again. */
  mayWait({ purpose }: PlaceCommand): boolean {
    return purpose === "close" && this.#parts.gate().session.state === "synchronising";
  }

  /** Keeps who wanted it. */
  wanted(id: OrderId, by: Sender): void {
    if (by === "person") this.#persons.add(id);
  }

  /** `never`: it is refused, and will not be asked about again. */
  mayLeave(order: BookedOrder): "now" | "later" | "never" {
    const permission = this.permission(order.command, this.#persons.has(order.id) ? "person" : "desk");
    if (permission.ok) return "now";
    if (permission.error.code === "SESSION_NOT_READY") return "later";
    this.#parts.refuse(order, permission.error.code);
    return "never";
  }
}
