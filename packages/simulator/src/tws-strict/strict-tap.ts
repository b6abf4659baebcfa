import { connect, createServer, type Server, type Socket } from "node:net";
import { decodeServerFrame, type StrictMessage, type StrictRequest } from "./decode-frame.ts";
import { ClientStream } from "./stream/client-stream.ts";
import { FrameCutter, payloadFields } from "./stream/frame-bytes.ts";
import { readGreeting } from "./stream/handshake.ts";
import { StrictFault } from "./strict-fault.ts";

export interface StrictTapOptions {
  /** Where the gateway listens. */
  readonly gatewayPort: number;
  readonly gatewayHost?: string;
}

/** Stands between any client and a gateway, passes every byte on, and reads both sides strictly. */
export interface StrictTap {
  /** Where clients connect instead. */
  readonly port: number;
  /** Of all connections, in the order in which they were read. */
  readonly requests: readonly StrictRequest[];
  readonly messages: readonly StrictMessage[];
  /** What either side said against the protocol; a side is not read further after its first. */
  readonly faults: readonly StrictFault[];
  close(): Promise<void>;
}

export async function openStrictTap(options: StrictTapOptions): Promise<StrictTap> {
  const heard: Heard = { requests: [], messages: [], faults: [] };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const gateway = connect({
      port: options.gatewayPort,
      host: options.gatewayHost ?? "127.0.0.1",
    });
    join(client, gateway, new Conversation(heard));
    for (const socket of [client, gateway]) sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    ...heard,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Heard {
  readonly requests: StrictRequest[];
  readonly messages: StrictMessage[];
  readonly faults: StrictFault[];
}

/** One connection's two sides. */
class Conversation {
  readonly #heard: Heard;
  readonly #stream = new ClientStream();
  readonly #cutter = new FrameCutter();
  #told = 0;
  #version: number | undefined;
  #clientLost = false;
  #gatewayLost = false;

  constructor(heard: Heard) {
    this.#heard = heard;
  }

  fromClient(chunk: Uint8Array): void {
    if (this.#clientLost) return;
    this.#clientLost = !this.#judged(() => {
      this.#stream.push(chunk);
    });
    this.#tell();
  }

  fromGateway(chunk: Uint8Array): void {
    if (this.#gatewayLost) return;
    this.#gatewayLost = !this.#judged(() => {
      for (const payload of this.#cutter.push(chunk)) this.#read(payload);
    });
    this.#tell();
  }

  #read(payload: Uint8Array): void {
    const fields = payloadFields(payload);
    if (this.#version !== undefined) {
      this.#heard.messages.push(decodeServerFrame(fields, this.#version));
      return;
    }
    const { serverVersion } = readGreeting(fields, this.#stream.offer ?? NOTHING_OFFERED);
    this.#version = serverVersion;
    this.#stream.agree(serverVersion);
  }

  #judged(read: () => void): boolean {
    try {
      read();
      return true;
    } catch (error) {
      if (!(error instanceof StrictFault)) throw error;
      this.#heard.faults.push(error);
      return false;
    }
  }

  #tell(): void {
    this.#heard.requests.push(...this.#stream.requests.slice(this.#told));
    this.#told = this.#stream.requests.length;
  }
}

/** A greeting before an offer fits no version. */
const NOTHING_OFFERED = { lowest: 1, highest: 0, connectOptions: "" };

function join(client: Socket, gateway: Socket, conversation: Conversation): void {
  client.on("data", (chunk) => {
    conversation.fromClient(chunk);
    gateway.write(chunk);
  });
  gateway.on("data", (chunk) => {
    conversation.fromGateway(chunk);
    client.write(chunk);
  });
  for (const [one, other] of [
    [client, gateway],
    [gateway, client],
  ] as const) {
    // the close that follows tells the other side
    one.on("error", () => undefined);
    one.on("close", () => other.destroy());
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
