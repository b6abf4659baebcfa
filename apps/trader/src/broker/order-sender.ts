import type { Decision, Order, OrderCommand } from "@smart0dte/domain";
import type { Sender } from "@smart0dte/execution/ibkr";

/** Closes that a person asked for: they go out before the books are compared. */
const OF_A_PERSON: readonly Order["reason"][] = ["person", "flatten"];

/** Who wants an order, by the decisions that it came out of. */
export function senderOf({ orderId }: OrderCommand, decisions: readonly Decision[]): Sender {
  const isOfPerson = decisions.some(
    (decision) =>
      (decision.type === "exit" && decision.orderId === orderId && OF_A_PERSON.includes(decision.reason)) ||
      // one that was held leaves long after its exit was decided
      (decision.type === "orderChanged" &&
        decision.order.id === orderId &&
        OF_A_PERSON.includes(decision.order.reason)),
  );
  return isOfPerson ? "person" : "desk";
}
