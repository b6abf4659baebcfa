import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { WireConversation, type WireListeners } from "./wire-conversation.ts";

export interface TwsWire {
  /** Where the desk connects. */
  readonly port: number;
  /** A connection that the gateway has greeted stands, and the gateway sees the broker. */
  readonly isOpen: boolean;
  close(): Promise<void>;
}

/** The wire between the desk and its TWS: passes every byte on, tells orders and executions as they go by. */
export async function openTwsWire(gatewayPort: number, listeners: WireListeners): Promise<TwsWire> {
  const open = new Set<WireConversation>();
  const sockets = new Set<Socket>();
  let n = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const gateway = connect({ port: gatewayPort, host: "127.0.0.1", noDelay: true });
    n += 1;
    const conversation = new WireConversation(n, listeners);
    open.add(conversation);
    for (const socket of [client, gateway]) sockets.add(socket);
    client.on("data", (chunk) => {
      if (conversation.fromClient(chunk)) gateway.write(chunk);
      else for (const socket of [client, gateway]) socket.destroy();
    });
    gateway.on("data", (chunk) => {
      client.write(chunk);
      conversation.fromGateway(chunk);
    });
    for (const [one, other] of [
      [client, gateway],
      [gateway, client],
    ] as const) {
      // the close that follows tells the other side
      one.on("error", () => {});
      one.on("close", () => {
        other.destroy();
        open.delete(conversation);
        sockets.delete(one);
      });
    }
  });
  await listening(server);
  return {
    // a server that listens on a port has one
    port: (server.address() as AddressInfo).port,
    get isOpen() {
      return [...open].some(({ seesBroker }) => seesBroker);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
