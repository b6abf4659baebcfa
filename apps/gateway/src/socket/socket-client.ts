import type { Role } from "@smart0dte/domain";
import type { SignedIn } from "@smart0dte/storage/postgres";
import type { WebSocket } from "ws";
import { mayAct } from "../auth/session-guard.ts";
import { ClientMessage, type ServerMessage } from "../contract/index.ts";
import type { ClientFeed } from "./client-feed.ts";

export type ByeReason = Extract<ServerMessage, { type: "bye" }>["reason"];

/** Least role for each message: the socket only reads, what acts goes over HTTP. */
const MESSAGE_ROLES: Readonly<Record<ClientMessage["type"], Role>> = {
  subscribe: "viewer",
  unsubscribe: "viewer",
  resync: "viewer",
  active: "viewer",
};

const CLOSE_CODES: Readonly<Record<ByeReason, number>> = {
  signedOut: 4001,
  idle: 4002,
  slow: 4003,
  shutdown: 1001,
};
/** A closing handshake that takes longer is cut. */
const CLOSE_WITHIN_MS = 1_000;

/** One open socket of one session. */
export class SocketClient {
  readonly feed: ClientFeed;
  readonly signedIn: SignedIn;
  readonly #socket: WebSocket;
  readonly #onActive: () => void;
  #alive = true;

  constructor(
    socket: WebSocket,
    facts: { readonly signedIn: SignedIn; readonly feed: ClientFeed; readonly onActive: () => void },
  ) {
    this.#socket = socket;
    this.signedIn = facts.signedIn;
    this.feed = facts.feed;
    this.#onActive = facts.onActive;
    socket.on("message", (data: Buffer) => this.#receive(data));
    socket.on("pong", () => {
      this.#alive = true;
    });
  }

  send(message: ServerMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Asks for a sign of life; cuts a socket that gave none since the last time. */
  probe(): void {
    if (!this.#alive) return this.#socket.terminate();
    this.#alive = false;
    this.#socket.ping();
  }

  /** Says why and closes. */
  bye(reason: ByeReason): void {
    this.send({ type: "bye", reason });
    this.#socket.close(CLOSE_CODES[reason], reason);
    setTimeout(() => this.#socket.terminate(), CLOSE_WITHIN_MS).unref();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #receive(data: Buffer): void {
    const message = parseMessage(data);
    if (message === null || !mayAct(this.signedIn.user.role, MESSAGE_ROLES[message.type])) return;
    switch (message.type) {
      case "subscribe":
        return this.feed.subscribe(message.topics);
      case "unsubscribe":
        return this.feed.unsubscribe(message.topics);
      case "resync":
        return this.feed.resync(message.topic);
      case "active":
        return this.#onActive();
    }
  }
}

/** Null for what is not a message: garbage changes nothing. */
function parseMessage(data: Buffer): ClientMessage | null {
  try {
    const message = ClientMessage.safeParse(JSON.parse(data.toString("utf8")));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}
