import { usdE4, type OrderId, type UsdE4 } from "@smart0dte/domain";
import type { TwsSnapshot } from "@smart0dte/simulator/tws-door";
import type { BrokerTruth } from "./evidence.ts";

const OVER: readonly string[] = ["Filled", "Cancelled", "Inactive"];

/** What the broker behind the door has, in the desk's words. `opening`: its cash when the account was opened. */
export function brokerTruth(
  { orders, positions, executions, cash }: TwsSnapshot,
  opening: UsdE4,
): BrokerTruth {
  const names = new Map<number, string>();
  const trades = executions.flatMap(({ execId, orderRef, contract, action, shares, price, commission }) => {
    // a package as a whole is not money: its legs are
    if (contract.secType === "BAG" || commission === null) return [];
    const name = contract.localSymbol.replaceAll(" ", "");
    names.set(contract.conId, name);
    const quantity = action === "BUY" ? shares : -shares;
    return [{ execId, orderId: orderOf(orderRef), contract: name, quantity, price, fees: commission.fees }];
  });
  return {
    orders: orders.map(({ ticket, status }) => ({
      orderId: orderOf(ticket.orderRef),
      orderRef: ticket.orderRef,
      isLive: !OVER.includes(status),
    })),
    trades,
    positions: new Map(
      positions
        .filter(({ quantity }) => quantity !== 0)
        .map(({ conId, quantity }) => [names.get(conId) ?? `conId ${conId}`, quantity]),
    ),
    cash: usdE4(cash - opening),
  };
}

/** The desk writes its order's name, then an at sign and its run's. */
export const orderOf = (orderRef: string): OrderId | null =>
  orderRef.includes("@") ? (orderRef.slice(0, orderRef.indexOf("@")) as OrderId) : null;
