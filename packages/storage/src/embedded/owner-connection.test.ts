import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { connectWhenReady } from "./owner-connection.ts";

/** Who may have the port until the server listens on it. */
const OTHERS: readonly { readonly who: string; readonly greet: (socket: Socket) => void }[] = [
  { who: "somebody who stays silent", greet: () => {} },
  { who: "an echo, as a connection to itself is", greet: (socket) => void socket.pipe(socket) },
];

describe("a connection to a server that is being started", () => {
  it.concurrent.each(OTHERS)("is given up on $who", async ({ greet }) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => {}));
      greet(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;

    const client = await connectWhenReady({ port, password: "none" }, () => true);

    expect([client, sockets.length]).toEqual([null, 1]);
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});
