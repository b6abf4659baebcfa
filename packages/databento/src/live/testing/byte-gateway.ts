import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { ACCEPTED, GREETING } from "./machine-trial.ts";

/** What a gateway does with one connection once the session is started. */
export type Script = (socket: Socket, lines: readonly string[]) => void | Promise<void>;

/** A gateway of bytes on a free port of this machine: one script for each connection, the last for all later ones. */
export class ByteGateway {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Lines of each connection, as they came. */
  readonly lines: string[][] = [];

  private constructor(scripts: readonly Script[]) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => socket.destroy());
      const script = scripts[Math.min(this.lines.length, scripts.length - 1)];
      const lines: string[] = [];
      this.lines.push(lines);
      socket.write(GREETING);
      createInterface(socket).on("line", (line) => {
        lines.push(line);
        if (line.startsWith("auth=")) socket.write(ACCEPTED);
        if (line.startsWith("start_session")) void script?.(socket, lines);
      });
    });
  }

  static async open(...scripts: readonly Script[]): Promise<ByteGateway> {
    const gateway = new ByteGateway(scripts);
    await new Promise<void>((done) => gateway.#server.listen(0, "127.0.0.1", done));
    return gateway;
  }

  get address(): { readonly host: string; readonly port: number } {
    // an IP server has no path
    const { port } = this.#server.address() as AddressInfo;
    return { host: "127.0.0.1", port };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}
