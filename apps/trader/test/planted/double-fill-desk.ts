import type { ExecutionId, OrderId } from "@smart0dte/domain";
import { runBroker } from "../../src/broker/run-broker.ts";
import { runPlanted } from "./planted-main.ts";

/** What an order has room for is told again under another execution id. */
await runPlanted({
  openBroker: (parts) => {
    const roomOf = (id: OrderId): number => {
      const order = parts.run.pipeline.execution.orders.find((one) => one.id === id);
      return order === undefined ? 0 : order.quantity - order.filled;
    };
    return runBroker({
      ...parts,
      put: (what, at) => {
        if (what.kind !== "broker" || what.event.kind !== "fill") return parts.put(what, at);
        const { event } = what;
        const isRoom = roomOf(event.orderId) >= 2 * event.quantity;
        parts.put(what, at);
        const executionId = `${event.executionId}!` as ExecutionId;
        if (isRoom) parts.put({ kind: "broker", event: { ...event, executionId } }, at);
      },
    });
  },
});
