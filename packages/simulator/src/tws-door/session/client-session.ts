import type { Socket } from "node:net";
import type { Notification } from "../replies/session-reply.ts";
import { errorReply } from "../replies/session-reply.ts";
import type { Field } from "../wire/field-text.ts";
import { FrameReader, type Hello, type Inbound } from "../wire/frame-reader.ts";
import { frameOf } from "../wire/frame-writer.ts";
import { LOWEST_VERSION } from "../wire/server-versions.ts";
import { AccountFeed } from "./account-feed.ts";
import type { GatewayClient } from "./gateway-client.ts";
import { MarketFeed } from "./market-feed.ts";
import { Outlet, type Manner } from "./outlet.ts";
import type { SessionHost } from "./session-host.ts";

interface Arrived {
  readonly inbound: Inbound;
  /** How many messages its second had with it; null where that was within the pace. */
  readonly excess: number | null;
}

/** One client's connection, from its hello to its end. */
export class ClientSession implements GatewayClient {
  readonly #socket: Socket;
  readonly #host: SessionHost;
  readonly #reader = new FrameReader();
  readonly #outlet: Outlet;
  readonly #inbox: Arrived[] = [];
  readonly accounts: AccountFeed;
  readonly market: MarketFeed;
  #version = 0;
  #clientId: number | null = null;
  #violations = 0;
  #isOpen = true;

  constructor(socket: Socket, host: SessionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#outlet = new Outlet(socket, host.weather);
    this.accounts = new AccountFeed(this, host);
    this.market = new MarketFeed(this, host);
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.once("close", () => {
      this.#isOpen = false;
    });
  }

  /** Null before START_API. */
  get clientId(): number | null {
    return this.#clientId;
  }

  get version(): number {
    return this.#version;
  }

  get backlog(): number {
    return this.#outlet.backlog;
  }

  send(fields: readonly Field[], manner: Manner = "answer"): void {
    if (this.#isOpen) this.#outlet.send(fields, manner);
  }

  error(notification: Notification, manner: Manner = "answer"): void {
    const timeMs = Math.floor(this.#host.now / 1_000);
    this.send(errorReply(notification, timeMs, this.#version), manner);
  }

  /** Takes the id that START_API asks for. */
  start(clientId: number): void {
    this.#clientId = clientId;
  }

  cut(): void {
    this.#isOpen = false;
    this.#outlet.cut();
  }

  /** Goes on with what came in while nothing was read. */
  wake(): void {
    while (this.#isOpen && this.#inbox.length > 0 && !this.#host.weather.isFrozen(performance.now())) {
      const arrived = this.#inbox.shift();
      if (arrived?.inbound.kind === "hello") this.#greet(arrived.inbound);
      else if (arrived !== undefined) this.#hear(arrived.inbound.fields, arrived.excess);
    }
  }

  #read(chunk: Buffer): void {
    if (!this.#isOpen) return;
    const inbound = this.#reader.push(chunk);
    if (!inbound.ok) {
      this.#host.log(`client dropped: ${inbound.error}`);
      this.cut();
      return;
    }
    for (const one of inbound.value) this.#inbox.push({ inbound: one, excess: this.#excessOf(one) });
    this.wake();
  }

  #greet({ lowest, highest }: Hello): void {
    this.#version = Math.min(this.#host.serverVersion, highest);
    if (this.#version < Math.max(lowest, LOWEST_VERSION)) {
      this.#host.log(
        `client dropped: it speaks v${lowest}..${highest}, this gateway v${LOWEST_VERSION}..${this.#host.serverVersion}`,
      );
      this.cut();
      return;
    }
    // before any fault may touch it: a connection that never was is no case of the wire
    this.#socket.write(frameOf([this.#version, this.#host.timeText()]));
  }

  /** Counted when it comes in: what a client sends while the gateway stands still it does not send at once. */
  #excessOf({ kind }: Inbound): number | null {
    if (kind === "hello") return null;
    const excess = this.#host.pace.excess(performance.now());
    // START_API counts, and is not lost to the haste of a client that is gone
    return this.#clientId === null ? null : excess;
  }

  #hear(fields: readonly string[], excess: number | null): void {
    if (excess === null) {
      this.#host.answer(this, fields);
      return;
    }
    const { most } = this.#host.pace;
    const text = `Max rate of messages per second has been exceeded:max=${most} rec=${excess} (${this.#violations + 1})`;
    this.#violations += 1;
    this.error({ id: -1, code: 100, text });
    if (this.#violations < MOST_VIOLATIONS) return;
    this.#host.log(`client ${this.#clientId ?? "unknown"} dropped: ${text}`);
    this.cut();
  }
}

/** Messages above the pace that a connection survives. */
const MOST_VIOLATIONS = 3;
