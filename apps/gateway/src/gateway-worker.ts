import { Worker } from "node:worker_threads";
import type { GatewayThreadData } from "./gateway-thread-messages.ts";

/** Starts the gateway in a thread of its own; it posts {@link GatewayThreadMessage}s and takes a {@link GatewayThreadOrder}. */
export function openGatewayThread(data: GatewayThreadData): Worker {
  return new Worker(new URL("./gateway-thread.ts", import.meta.url), {
    workerData: data,
    transferList: [data.port],
  });
}
