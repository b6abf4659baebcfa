import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { SignedIn, Store } from "@smart0dte/storage/postgres";
import type { FastifyBaseLogger } from "fastify";
import { WebSocketServer, type WebSocket } from "ws";
import type { AllowedNames } from "../auth/allowed-names.ts";
import type { Beat } from "../contract/index.ts";
import type { CandleDesk } from "../mirror/candle-desk.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import type { KeyedText } from "../mirror/topic-board.ts";
import { PROBLEMS, type ProblemCode } from "../problems/problem-table.ts";
import { helloMessage } from "../translate/hello-message.ts";
import { ClientFeed } from "./client-feed.ts";
import { SocketClient, type ByeReason } from "./socket-client.ts";
import { checkUpgrade } from "./upgrade-check.ts";

export interface SocketPorts {
  readonly mirror: DeskMirror;
  readonly candles: CandleDesk;
  readonly sessions: Store["sessions"];
  readonly names: AllowedNames;
  readonly build: string;
  readonly log: FastifyBaseLogger;
  /** A browser said that a person is there. */
  readonly onActive: (signedIn: SignedIn) => void;
}

const MESSAGE_AT_MOST_BYTES = 64 * 1024;

/** The open sockets: who may open one, what each is told and when it ends. */
export class SocketDesk {
  readonly #ports: SocketPorts;
  readonly #clients = new Set<SocketClient>();
  // compression would build up a backlog of seconds
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MESSAGE_AT_MOST_BYTES,
  });
  #closing = false;

  constructor(ports: SocketPorts) {
    this.#ports = ports;
    const { mirror } = ports;
    mirror.board.onChange((topic, rows) => {
      for (const { feed } of this.#clients) feed.changed(topic, rows);
    });
    mirror.listen({
      onSession: () => {
        for (const client of this.#clients) {
          client.feed.restart();
          this.#greet(client);
        }
      },
    });
  }

  get size(): number {
    return this.#clients.size;
  }

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => {
      this.#admit(request, socket, head).catch((error: unknown) => {
        this.#ports.log.error({ err: error }, "socket refused");
        refuse(socket, "BUG");
      });
    });
  }

  /** Ten times a second: what is due, to every client at its own pace. */
  flush(): void {
    for (const client of this.#clients) {
      if (client.feed.flush() === "slow") this.#end(client, "slow");
    }
  }

  candlesChanged(instrument: number, candles: readonly KeyedText[]): void {
    for (const { feed } of this.#clients) feed.changed(`candles:${instrument}`, candles);
  }

  beat(beat: Beat): void {
    for (const client of this.#clients) client.send(beat);
  }

  /** Ends the sockets of sessions that have ended meanwhile. */
  async checkSessions(): Promise<void> {
    for (const client of [...this.#clients]) {
      const still = await this.#ports.sessions.findHash(client.signedIn.tokenSha256);
      if (still === null) this.#end(client, "idle");
    }
  }

  probe(): void {
    for (const client of this.#clients) client.probe();
  }

  endWhere(isConcerned: (signedIn: SignedIn) => boolean, reason: ByeReason): void {
    for (const client of [...this.#clients]) if (isConcerned(client.signedIn)) this.#end(client, reason);
  }

  /** Before the server closes: an open socket would keep it from ending. */
  close(): void {
    this.#closing = true;
    for (const client of [...this.#clients]) {
      client.bye("shutdown");
      client.terminate();
    }
    this.#server.close();
  }

  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // a client that goes away during the check is no error
    socket.on("error", () => socket.destroy());
    const admission = await checkUpgrade(request, this.#ports);
    if (!admission.admitted) return refuse(socket, admission.code);
    if (this.#closing) return refuse(socket, "DESK_STARTING");
    this.#server.handleUpgrade(request, socket, head, (open) => this.#welcome(open, admission.signedIn));
  }

  #welcome(socket: WebSocket, signedIn: SignedIn): void {
    const { mirror, candles, sessions, log, onActive: tellActive } = this.#ports;
    const line = { send: (text: string) => socket.send(text), waitingBytes: () => socket.bufferedAmount };
    const feed = new ClientFeed(line, { board: mirror.board, candles });
    const onActive = (): void => {
      tellActive(signedIn);
      sessions
        .seen(signedIn)
        .catch((error: unknown) => log.warn({ err: error }, "session not marked as seen"));
    };
    const client = new SocketClient(socket, { signedIn, feed, onActive });
    this.#clients.add(client);
    socket.on("error", (error) => log.debug({ err: error }, "socket broke"));
    socket.on("close", () => {
      if (this.#clients.delete(client)) feed.close();
    });
    this.#greet(client);
  }

  /** Nothing is said before the desk has said what it is. */
  #greet(client: SocketClient): void {
    const { mirror, build } = this.#ports;
    const { session, underlyings } = mirror;
    if (session === null) return;
    const { name, role } = client.signedIn.user;
    client.send(
      helloMessage(session.start, { planted: session.planted, underlyings, user: { name, role }, build }),
    );
  }

  #end(client: SocketClient, reason: ByeReason): void {
    this.#clients.delete(client);
    client.feed.close();
    client.bye(reason);
  }
}

function refuse(socket: Duplex, code: ProblemCode): void {
  const { status, title } = PROBLEMS[code];
  socket.end(`HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
