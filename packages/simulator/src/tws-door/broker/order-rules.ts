import {
  isBag,
  legsOf,
  signOf,
  type BagContract,
  type TradedContract,
} from "../contracts/listed-contract.ts";
import { isOver, type BrokerOrder, type OrderTicket } from "./broker-order.ts";
import type { Ledger } from "./ledger.ts";
import { intrinsicOf } from "./margin.ts";
import type { OrderBook } from "./order-book.ts";

/** Active orders that a contract, side and account may have. */
const MOST_ACTIVE = 20;

/** Why the exchange's side of the broker will not have an order: text of error 201; null when it will. */
export function rejectionOf(order: BrokerOrder, orders: OrderBook): string | null {
  const { contract, action } = order.ticket;
  const others = orders.live.filter(
    (one) => !one.isHeld && !(one.clientId === order.clientId && one.orderId === order.orderId),
  );
  const same = others.filter(
    (one) => marketKey(one.ticket.contract) === marketKey(contract) && one.ticket.action === action,
  );
  if (same.length >= MOST_ACTIVE)
    return `Order rejected - reason:The number of active orders in this contract, side and account is limited to ${MOST_ACTIVE}.`;
  const isOpposed = others.some(
    (one) =>
      contract.secType === "OPT" &&
      one.ticket.contract.conId === contract.conId &&
      one.ticket.action !== action &&
      !isFamily(one, order),
  );
  if (isOpposed)
    return "Order rejected - reason:Cannot have open orders on both sides of the same US Option contract in the same account.";
  if (isBag(contract) && isRiskless(contract, order.ticket))
    return "Order rejected - reason:Riskless combination orders are not allowed.";
  return null;
}

/** Whether an order only takes away from what is held. */
export function isClosing({ contract, action, quantity }: OrderTicket, ledger: Ledger): boolean {
  return legsOf(contract).every((leg) => {
    const change = signOf(action) * signOf(leg.action) * leg.ratio * quantity;
    const held = ledger.quantityOf(leg.contract.conId);
    return Math.sign(held) === -Math.sign(change) && Math.abs(change) <= Math.abs(held);
  });
}

/** What orders have in common that trade the same thing. */
function marketKey(contract: TradedContract): string {
  if (!isBag(contract)) return String(contract.conId);
  return contract.legs
    .map((leg) => `${leg.contract.conId}|${signOf(leg.action) * leg.ratio}`)
    .toSorted()
    .join(",");
}

const isFamily = (one: BrokerOrder, other: BrokerOrder): boolean =>
  one.clientId === other.clientId &&
  !isOver(one) &&
  (one.ticket.parentId === other.orderId || other.ticket.parentId === one.orderId);

/** Whether its limit alone makes it win at every price of the underlying. */
function isRiskless({ legs }: BagContract, { action, limit }: OrderTicket): boolean {
  if (limit === null || legs.some(({ contract }) => contract.secType !== "OPT")) return false;
  const payoff = (end: number): number =>
    legs.reduce((sum, leg) => sum + signOf(leg.action) * leg.ratio * intrinsicOf(leg.contract, end), 0);
  const strikes = legs.map(({ contract }) => contract.strike);
  const beyond = Math.max(...strikes) * 2;
  const slope = payoff(beyond + 1) - payoff(beyond);
  const outcomes = [0, ...strikes, beyond].map(payoff);
  if (action === "BUY") return slope >= 0 && Math.min(...outcomes) >= limit;
  return slope <= 0 && Math.max(...outcomes) <= limit;
}
