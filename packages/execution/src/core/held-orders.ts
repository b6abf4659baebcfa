import type { BrokerLink, Order } from "@smart0dte/domain";
import type { Happening } from "./order-progress.ts";

/** Closes of a person go out on any connection, before the books are compared. */
const OF_A_PERSON: readonly Order["reason"][] = ["person", "flatten"];

/** An order that is made and waits with the desk: nothing of it is a command yet. */
export const isHeld = ({ state }: Pick<Order, "state">): boolean => state === "approved";

/** True where a close of this reason would be carried out at once. */
export function mayClose({ state }: BrokerLink, reason: Order["reason"]): boolean {
  return state === "ready" || (state === "notReconciled" && OF_A_PERSON.includes(reason));
}

/** What a held order waits for, in words. */
export const waitingFor = ({ why }: BrokerLink): string => `waits for the broker: ${why}`;

/** A held order is with nobody: a wish to cancel it is its end. */
export const cancelOf = (order: Order, note: string): Happening => ({
  cause: isHeld(order) ? "cancelled" : "cancel",
  note,
});
