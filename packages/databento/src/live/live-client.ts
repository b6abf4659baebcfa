import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { LiveHandlers, LiveState } from "./live-event.ts";
import { LiveMachine } from "./live-machine.ts";
import { checkedOptions, gatewayOf, type LiveOptions } from "./live-options.ts";
import { RatePace } from "./rate-pace.ts";
import { ReadBuffers } from "./read-buffers.ts";
import type { Subscription } from "./subscription-lines.ts";

/** One dataset's live session, kept up over any number of connections. Sockets and timers; decides nothing. */
export class LiveClient {
  readonly #gateway: { readonly host: string; readonly port: number };
  readonly #machine: LiveMachine;
  /** What is read may be held on to. */
  readonly #keepsBytes: boolean;
  #socket: Socket | null = null;
  /** The system is handing over bytes that it has read. */
  #isReading = false;
  #timer: NodeJS.Timeout | null = null;
  #timerAtMs = Infinity;

  /** @throws LiveError for an option that is wrong; the key is in no text of it. */
  constructor(options: LiveOptions, handlers: LiveHandlers) {
    checkedOptions(options);
    this.#gateway = gatewayOf(options);
    this.#keepsBytes = handlers.onRaw !== undefined;
    this.#machine = new LiveMachine({
      options,
      handlers,
      connections: CONNECTIONS,
      effects: {
        connect: () => {
          this.#connect();
        },
        write: (text) => {
          this.#socket?.write(text);
        },
        drop: () => {
          this.#drop();
          // compressed bytes are worked off at times of their own
          queueMicrotask(() => {
            this.#schedule();
          });
        },
      },
    });
  }

  get state(): LiveState | "idle" {
    return this.#machine.state;
  }

  /** Bytes of records that replays repeated and that were not delivered again. */
  get repeatedBytes(): number {
    return this.#machine.repeatedBytes;
  }

  /**
   * Asks for records, now and on every later connection; the answer is the subscription's number in the gateway's
   * messages. A `start` is taken only before `start()`.
   *
   * @throws LiveError "badSubscription" or "startWhileRunning".
   */
  subscribe(subscription: Subscription): number {
    const id = this.#machine.subscribe(subscription, performance.now());
    this.#schedule();
    return id;
  }

  start(): void {
    this.#machine.start(performance.now());
    this.#schedule();
  }

  /** For good; once it is over nothing is told any more. */
  async stop(): Promise<void> {
    const socket = this.#socket;
    this.#machine.stop();
    this.#schedule();
    if (socket === null || socket.closed) return;
    await new Promise<void>((done) => {
      socket.once("close", done);
    });
  }

  #connect(): void {
    const { host, port } = this.#gateway;
    const machine = this.#machine;
    // of this socket alone: none reads into memory that another has been given
    const buffers = new ReadBuffers(this.#keepsBytes);
    let broken: string | null = null;
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: () => buffers.next(),
        callback: (size) => {
          // what is still in the pipe of a dropped connection is not heard
          if (this.#socket !== socket) return false;
          this.#isReading = true;
          try {
            machine.receive(buffers.read(size), performance.now());
          } finally {
            this.#isReading = false;
          }
          this.#schedule();
          if (this.#socket !== socket) return false;
          if (machine.pendingBytes <= MOST_PENDING_BYTES) return true;
          this.#resumeLater(socket);
          return false;
        },
      },
    });
    this.#socket = socket;
    const gone = (why: string): void => {
      if (this.#socket !== socket) return;
      machine.closed(why, performance.now());
      this.#schedule();
    };
    socket.on("connect", () => {
      if (this.#socket !== socket) return;
      machine.opened(performance.now());
      this.#schedule();
    });
    socket.on("error", (error: Error) => {
      broken = `the connection to ${host}:${String(port)} broke: ${error.message}`;
    });
    socket.on("end", () => {
      gone("the gateway closed the connection");
    });
    socket.on("close", () => {
      gone(broken ?? "the connection was closed");
    });
  }

  /** A socket in the middle of handing over what it has read is closed in a turn of its own; it reads no more before. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    if (!this.#isReading) socket.destroy();
    else setImmediate(() => socket.destroy());
  }

  /** Reads on when the decompression has caught up; until then the gateway feels that we are slow. */
  #resumeLater(socket: Socket): void {
    setTimeout(() => {
      if (this.#socket !== socket) return;
      if (this.#machine.pendingBytes > MOST_PENDING_BYTES) this.#resumeLater(socket);
      else socket.resume();
    }, 1);
  }

  /** One timer, set again only when something is due before it. */
  #schedule(): void {
    const atMs = this.#machine.wakeAtMs;
    if (atMs >= this.#timerAtMs && atMs !== Infinity) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#timerAtMs = atMs;
    if (atMs === Infinity) return;
    this.#timer = setTimeout(
      () => {
        // a loop that was held up reads first what has arrived meanwhile
        setImmediate(() => {
          this.#timerAtMs = Infinity;
          this.#machine.tick(performance.now());
          this.#schedule();
        });
      },
      Math.max(0, Math.ceil(atMs - performance.now())),
    );
  }
}

const MOST_PENDING_BYTES = 8_388_608;

/**
 * Five new connections a second and address are allowed, whatever the dataset: one pace for this thread. The gateway
 * counts when they arrive, which may be closer together than when they set out.
 */
const CONNECTIONS = new RatePace(5, 1_250);
