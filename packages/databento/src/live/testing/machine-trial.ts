import { LiveMachine } from "../live-machine.ts";
import type { LiveEvent, LiveHandlers } from "../live-event.ts";
import type { LiveOptions } from "../live-options.ts";
import { RatePace } from "../rate-pace.ts";
import { bytesOf, metadataBytes } from "./wire-bytes.ts";

/** The specification's test key; it opens nothing. */
export const TEST_KEY = "db-unittestapikey1234567890FFFFF";
export const GREETING = "lsg_version=1.2.3\ncram=abcd1234\n";
export const ACCEPTED = "success=1|session_id=17|\n";

/** A live machine with everything it says and asks written down in order. */
export class MachineTrial {
  readonly machine: LiveMachine;
  /** Lines sent on the present connection. */
  lines: string[] = [];
  readonly events: LiveEvent[] = [];
  /** `rtype:instrument@ts_event` of each record delivered. */
  records: string[] = [];
  /** Records and events in one order. */
  story: string[] = [];
  raw: { what: string; repeated: boolean; hex: string }[] = [];
  connections = 0;
  isConnected = false;
  nowMs = 0;

  constructor(options: Partial<LiveOptions> = {}, handlers: Partial<LiveHandlers> = {}) {
    this.machine = new LiveMachine({
      options: { key: TEST_KEY, dataset: "OPRA.PILLAR", random: () => 0, ...options },
      connections: new RatePace(5, 1_000),
      handlers: {
        onRecords: (cursor) => {
          while (cursor.next()) {
            const told = `${cursor.rtype.toString(16)}:${String(cursor.instrumentId)}@${String(cursor.tsEvent)}`;
            this.records.push(told);
            this.story.push(told);
          }
        },
        onEvent: (event) => {
          this.events.push(event);
          this.story.push(spoken(event));
        },
        onRaw: (bytes, what, repeated) => {
          this.raw.push({ what, repeated, hex: Buffer.from(bytes).toString("hex") });
        },
        ...handlers,
      },
      effects: {
        connect: () => {
          this.connections++;
          this.isConnected = true;
          this.lines = [];
        },
        write: (text) => {
          this.lines.push(...text.split("\n").filter((line) => line !== ""));
        },
        drop: () => {
          this.isConnected = false;
        },
      },
    });
  }

  /** Connects, passes the gateway's questions and begins the stream. */
  stream(metadata: Uint8Array = metadataBytes()): this {
    if (this.machine.state === "idle") this.machine.start(this.nowMs);
    return this.greet().hear(metadata);
  }

  greet(): this {
    this.machine.opened(this.nowMs);
    return this.hear(GREETING, ACCEPTED);
  }

  hear(...parts: readonly (Uint8Array | string)[]): this {
    this.machine.receive(bytesOf(...parts), this.nowMs);
    return this;
  }

  hearInPieces(bytes: Uint8Array, sizes: readonly number[]): this {
    let at = 0;
    for (let turn = 0; at < bytes.length; turn++) {
      const end = at + Math.max(1, sizes[turn % sizes.length] ?? bytes.length);
      // the client reads into the same memory again
      const piece = bytes.slice(at, end);
      this.machine.receive(piece, this.nowMs);
      piece.fill(0xaa);
      at = end;
    }
    return this;
  }

  lose(why = "the gateway closed the connection"): this {
    this.machine.closed(why, this.nowMs);
    return this;
  }

  /** Lets monotonic time pass, ticking when the machine asks for it. */
  pass(ms: number): this {
    const end = this.nowMs + ms;
    while (this.machine.wakeAtMs <= end) {
      this.nowMs = Math.max(this.nowMs, this.machine.wakeAtMs);
      this.machine.tick(this.nowMs);
    }
    this.nowMs = end;
    return this;
  }

  /** Waits for the next connection and streams on it. */
  again(metadata?: Uint8Array): this {
    while (!this.isConnected) this.pass(50);
    return this.stream(metadata);
  }

  of<Kind extends LiveEvent["kind"]>(kind: Kind): (LiveEvent & { readonly kind: Kind })[] {
    return this.events.filter((event): event is LiveEvent & { readonly kind: Kind } => event.kind === kind);
  }
}

function spoken(event: LiveEvent): string {
  switch (event.kind) {
    case "state":
      return event.state;
    case "gap":
      return `gap ${event.cause} ${String(event.from)}-${String(event.to)}`;
    case "error":
    case "system":
      return `${event.kind} ${String(event.code)}`;
  }
}
