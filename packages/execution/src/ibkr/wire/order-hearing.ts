import { EventName, type IBApi } from "@stoqey/ib";
import type { TwsHeard } from "../words/tws-heard.ts";
import { count, executionRow, money, need, orderRow, previewRow } from "./heard-rows.ts";

/** Makes a listener that cannot throw out of a reader that may. */
export type Guarded = <Args extends unknown[]>(
  what: string,
  read: (...args: Args) => TwsHeard | null,
) => (...args: Args) => void;

/** What is said about orders, executions and their cost. */
export function hearOrders(api: IBApi, guarded: Guarded): void {
  api.on(
    EventName.openOrder,
    guarded("openOrder", (...[id, contract, order, state]) =>
      order.whatIf === true
        ? { hear: "preview", orderNumber: id, row: previewRow(state) }
        : { hear: "openOrder", row: orderRow(id, contract, [order, state]) },
    ),
  );
  api.on(
    EventName.openOrderEnd,
    guarded("openOrderEnd", () => ({ hear: "openOrdersEnd" })),
  );
  api.on(
    EventName.orderStatus,
    guarded("orderStatus", (...[orderNumber, status, filled, , , permId, , , clientId, whyHeld]) => ({
      hear: "orderStatus",
      orderNumber,
      permId: permId ?? 0,
      clientId: clientId ?? 0,
      status: String(status),
      filled,
      whyHeld: whyHeld ?? "",
    })),
  );
  api.on(
    EventName.completedOrder,
    guarded("completedOrder", (contract, order, state) => ({
      hear: "completedOrder",
      row: orderRow(0, contract, [order, state]),
    })),
  );
  api.on(
    EventName.completedOrdersEnd,
    guarded("completedOrdersEnd", () => ({ hear: "completedOrdersEnd" })),
  );
  api.on(
    EventName.execDetails,
    guarded("execution", (requestId, contract, execution) => ({
      hear: "execution",
      requestId: requestId === -1 ? null : requestId,
      row: executionRow(contract, execution),
    })),
  );
  api.on(
    EventName.execDetailsEnd,
    guarded("executionEnd", (requestId) => ({ hear: "executionsEnd", requestId: count(requestId, "id") })),
  );
  api.on(
    EventName.commissionReport,
    guarded("commission", ({ execId, commission, currency }) => {
      if (currency !== "USD") throw new Error(`commission in ${String(currency)}`);
      return {
        hear: "commission",
        execId: need(execId, "execId"),
        commission: money(commission, "commission"),
      };
    }),
  );
}
