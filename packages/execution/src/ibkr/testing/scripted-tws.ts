import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

type Fields = readonly (string | number)[];

/** A server that speaks just enough of the text protocol at version 193, and says what a test tells it to. */
export class ScriptedTws {
  /** Frames after the handshake, as fields. */
  readonly frames: string[][] = [];
  readonly sockets: Socket[] = [];
  /** Orders and ids that it names on its own after START_API. */
  nextValidId = 1;
  greets = true;
  #waiting: (() => void)[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<ScriptedTws> {
    const server = createServer();
    const tws = new ScriptedTws(server);
    server.on("connection", (socket) => {
      tws.#serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return tws;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Says one message, or several in one write. */
  tell(...messages: readonly Fields[]): void {
    this.sockets.at(-1)?.write(Buffer.concat(messages.map(frame)));
  }

  drop(): void {
    this.sockets.at(-1)?.destroy();
  }

  /** Waits until a frame matches, from those that came or will come. */
  async frame(id: number, nth = 1): Promise<readonly string[]> {
    for (;;) {
      const found = this.frames.filter(([first]) => first === String(id))[nth - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.sockets.push(socket);
    let buffer = Buffer.alloc(0);
    let isShaken = false;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      if (!isShaken && buffer.subarray(0, 4).toString() === "API\0") buffer = buffer.subarray(4);
      while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE()) {
        const size = buffer.readUInt32BE();
        const text = buffer.subarray(4, 4 + size).toString();
        buffer = buffer.subarray(4 + size);
        if (isShaken) this.#take(text);
        else socket.write(frame(["193", "20260313 10:30:00 US/Eastern"]));
        isShaken = true;
      }
    });
  }

  #take(text: string): void {
    const fields = text.split("\0").slice(0, -1);
    this.frames.push(fields);
    if (fields[0] === "71" && this.greets) this.tell([15, 1, "DU1234567"], [9, 1, this.nextValidId]);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

function frame(fields: Fields): Buffer {
  const body = Buffer.from(`${fields.join("\0")}\0`);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return Buffer.concat([size, body]);
}
