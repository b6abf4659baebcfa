import { createServer, type Socket } from "node:net";
import type { StrictRequest } from "./decode-frame.ts";
import { ClientStream } from "./stream/client-stream.ts";
import { frameBytes } from "./stream/frame-bytes.ts";
import type { StrictFault } from "./strict-fault.ts";

export interface ScriptedServerOptions {
  readonly serverVersion: number;
  /** The frames with which a request is answered. */
  readonly answer: (request: StrictRequest) => readonly (readonly string[])[];
}

export interface ScriptedServer {
  readonly port: number;
  /** Everything read, of all connections. */
  readonly requests: readonly StrictRequest[];
  /** What clients sent against the protocol; the connection ends with it. */
  readonly faults: readonly StrictFault[];
  readonly sockets: readonly Socket[];
  close(): Promise<void>;
}

/** Reads clients strictly and answers from a script; it knows no market and no account. */
export async function openScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const requests: StrictRequest[] = [];
  const faults: StrictFault[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    serve(socket, options, { requests, faults });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    requests,
    faults,
    sockets,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Heard {
  readonly requests: StrictRequest[];
  readonly faults: StrictFault[];
}

function serve(socket: Socket, options: ScriptedServerOptions, { requests, faults }: Heard): void {
  const stream = new ClientStream();
  let answered = 0;
  let greeted = false;
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    try {
      stream.push(chunk);
    } catch (fault) {
      faults.push(fault as StrictFault);
      socket.destroy();
      return;
    }
    if (!greeted && stream.offer !== undefined) {
      greeted = true;
      stream.agree(options.serverVersion);
      socket.write(frameBytes([String(options.serverVersion), "20261122 09:30:00 US/Eastern"]));
    }
    for (const request of stream.requests.slice(answered)) {
      requests.push(request);
      for (const fields of options.answer(request)) socket.write(frameBytes(fields));
    }
    answered = stream.requests.length;
  });
}
