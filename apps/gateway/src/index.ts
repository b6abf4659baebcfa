export type {
  GatewayThreadData,
  GatewayThreadMessage,
  GatewayThreadOrder,
} from "./gateway-thread-messages.ts";
export { openGatewayThread } from "./gateway-worker.ts";
export type { GatewayOptions, Pace } from "./gateway-options.ts";
export { startGateway, type Gateway } from "./gateway.ts";
